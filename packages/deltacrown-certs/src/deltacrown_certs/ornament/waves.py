"""A panel at the side of the page, and the field of waves that runs over it."""

import math
from collections.abc import Iterator

from deltacrown_certs.colours import mixed
from deltacrown_certs.layout.operations import Gradient, Operation, Shape
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import rectangle, smooth


def panel(
    sheet: Sheet, *, left: float, width: float, colour: str = "panel", edge: str = "accent"
) -> Iterator[Operation]:
    """A coloured strip from top to bottom, in shares of the page, with a bright edge on its right."""
    x, span, height = left * sheet.geometry.width, width * sheet.geometry.width, sheet.geometry.height
    ink = sheet.colours[colour]
    shade = Gradient((x, height), (x + span, 0), (mixed(ink, "#ffffff", 0.07), ink, mixed(ink, "#000000", 0.35)))
    yield Shape(rectangle(x, 0, span, height), fill=shade)
    yield Shape(rectangle(x + span, 0, 3.2 * sheet.scale, height), fill=sheet.colours[edge])


def waves(  # noqa: PLR0913 - where it stands and how it looks
    sheet: Sheet, *, left: float, width: float, colour: str = "accent", opacity: float = 0.5, strands: int = 46
) -> Iterator[Operation]:
    """Strands from top to bottom that gather and part, as the certificate's digest says."""
    x, span, height = left * sheet.geometry.width, width * sheet.geometry.width, sheet.geometry.height
    first, second = 1 + sheet.seed[20] / 160, 2.2 + sheet.seed[21] / 110
    phase, other = sheet.seed[22] / 40, sheet.seed[23] / 40
    paths = []
    for strand in range(strands):
        share = strand / (strands - 1) * 2 - 1

        def at(y: float, share: float = share) -> tuple[float, float]:
            turn = y / height * math.pi
            swing = math.sin(first * turn + phase) * 0.5 + share * 0.36 * math.sin(second * turn + other)
            return x + span * (0.5 + swing * 0.72), y

        def towards(y: float, share: float = share) -> tuple[float, float]:
            turn, per = y / height * math.pi, math.pi / height
            swing = first * math.cos(first * turn + phase) * 0.5
            swing += share * 0.36 * second * math.cos(second * turn + other)
            return span * swing * 0.72 * per, 1.0

        paths.append(smooth(at, towards, 0, height, 14))
    clip = rectangle(x, 0, span, height)
    yield Shape(f"{clip} W n {' '.join(paths)}", stroke=sheet.colours[colour], width=0.5 * sheet.scale, opacity=opacity)
