"""Ornaments with edges: facets of light, brackets at the corners, and bars around the seal."""

import hashlib
import math
from collections.abc import Iterator

from deltacrown_certs.colours import mixed
from deltacrown_certs.layout.operations import Gradient, Operation, Shape
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import polygon, segment


def facets(sheet: Sheet, *, colour: str = "accent", opacity: float = 0.2) -> Iterator[Operation]:
    """A sheaf of beams from the lower right corner, their number and width counted out by the digest."""
    width, height = sheet.geometry.width, sheet.geometry.height
    ink, dark = sheet.colours[colour], sheet.colours["panel"]
    x, slant = width * 0.575, height * 0.30
    field = Gradient((x, height), (width, 0), (mixed(dark, "#ffffff", 0.08), dark, mixed(dark, "#000000", 0.4)))
    yield Shape(polygon([(x + slant, height), (width, height), (width, 0), (x, 0)]), fill=field)
    for beam in range(9):
        start = x + (16 + beam * 34 + sheet.seed[beam] / 14) * sheet.scale
        thick = (2 + sheet.seed[beam + 9] % 16) * sheet.scale
        shade = Gradient((start + slant, height), (start, 0), (ink, dark))
        points = [(start + slant, height), (start + slant + thick, height), (start + thick, 0), (start, 0)]
        yield Shape(polygon(points), fill=shade, opacity=opacity)
    yield Shape(segment(x + slant, height, x, 0), stroke=ink, width=3 * sheet.scale)
    yield Shape(
        segment(x + slant - 8 * sheet.scale, height, x - 8 * sheet.scale, 0), stroke=ink, width=0.7 * sheet.scale
    )


def brackets(sheet: Sheet, *, inset: float = 22.0, reach: float = 46.0, colour: str = "accent") -> Iterator[Operation]:
    """Four corners."""
    edge, arm = inset * sheet.scale, reach * sheet.scale
    width, height = sheet.geometry.width, sheet.geometry.height
    paths = []
    for x, across in ((edge, 1), (width - edge, -1)):
        for y, up in ((edge, 1), (height - edge, -1)):
            paths.append(f"{x + across * arm:.2f} {y:.2f} m {x:.2f} {y:.2f} l {x:.2f} {y + up * arm:.2f} l")
    yield Shape(" ".join(paths), stroke=sheet.colours[colour], width=2.2 * sheet.scale)


def burst(  # noqa: PLR0913 - where it stands and how it looks
    sheet: Sheet, *, x: float, y: float, inner: float, outer: float, colour: str = "accent", bars: int = 96
) -> Iterator[Operation]:
    """Bars around the seal, each as long as the digest says: a sound that only this certificate makes."""
    middle_x, middle_y = sheet.at(x, y)
    inside, room = inner * sheet.scale, (outer - inner) * sheet.scale
    sound = hashlib.shake_256(sheet.seed).digest(bars)
    lines = []
    for bar in range(bars):
        turn = bar * 2 * math.pi / bars
        loud = sum(sound[(bar + near) % bars] for near in (-1, 0, 0, 1)) / 1020
        away = inside + room * (0.12 + 0.88 * loud * loud)
        across, up = math.cos(turn), math.sin(turn)
        lines.append(
            segment(middle_x + inside * across, middle_y + inside * up, middle_x + away * across, middle_y + away * up)
        )
    yield Shape(" ".join(lines), stroke=sheet.colours[colour], width=2.3 * sheet.scale, opacity=0.9)
