"""The border: a woven band between two double rules, with a lozenge at each corner."""

import math
from collections.abc import Iterator

from deltacrown_certs.layout.operations import Matrix, Operation, Repeat, Shape
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import polygon, rectangle, smooth


def border(sheet: Sheet, *, inset: float = 20.0, band: float = 11.0, colour: str = "accent") -> Iterator[Operation]:
    """Around the whole page, `inset` from its edge to the middle of the band."""
    scale, ink = sheet.scale, sheet.colours[colour]
    width, height = sheet.geometry.width, sheet.geometry.height
    half = band * scale / 2
    for away, stroke in ((-half - 3.4 * scale, 0.45), (-half, 1.2), (half, 1.2), (half + 3.4 * scale, 0.45)):
        edge = inset * scale + away
        yield Shape(rectangle(edge, edge, width - 2 * edge, height - 2 * edge), stroke=ink, width=stroke * scale)
    middle = inset * scale
    yield from _woven(sheet, middle, half * 0.86, ink)
    for x in (middle, width - middle):
        for y in (middle, height - middle):
            yield from _corner(sheet, x, y, ink)


def _woven(sheet: Sheet, inset: float, swing: float, ink: str) -> Iterator[Operation]:
    """One knot of the weave, set side by side along the four edges; the digest says how the strands swing."""
    first = 0.55 + sheet.seed[16] / 1000
    second = 0.2 + sheet.seed[17] / 800
    corner = swing + 8 * sheet.scale
    long_, high = sheet.geometry.width - 2 * (inset + corner), sheet.geometry.height - 2 * (inset + corner)
    knots = round(long_ / (swing * 2.7))
    for length, places in (
        (long_ / knots, _along(inset + corner, inset, long_, knots, upright=False)),
        (long_ / knots, _along(inset + corner, sheet.geometry.height - inset, long_, knots, upright=False)),
    ):
        yield Repeat(_knot(length, swing, first, second, ink, sheet.scale), places)
    up = round(high / (swing * 2.7))
    for x in (inset, sheet.geometry.width - inset):
        yield Repeat(
            _knot(high / up, swing, first, second, ink, sheet.scale), _along(x, inset + corner, high, up, upright=True)
        )


def _knot(length: float, swing: float, first: float, second: float, ink: str, scale: float) -> Shape:  # noqa: PLR0913, PLR0917
    """Six strands that cross in the middle of the knot and at its ends."""
    strands = []
    for share in (1.0, first, second):
        for sign in (1, -1):
            reach = swing * share * sign

            def at(x: float, reach: float = reach) -> tuple[float, float]:
                return x, reach * math.sin(math.pi * x / length * 2)

            def towards(x: float, reach: float = reach) -> tuple[float, float]:
                return 1.0, reach * math.pi / length * 2 * math.cos(math.pi * x / length * 2)

            strands.append(smooth(at, towards, 0, length, 6))
    return Shape(" ".join(strands), stroke=ink, width=0.42 * scale, opacity=0.9)


def _along(x: float, y: float, length: float, knots: int, *, upright: bool) -> tuple[Matrix, ...]:
    step = length / knots
    if upright:
        return tuple((0.0, 1.0, -1.0, 0.0, x, y + knot * step) for knot in range(knots))
    return tuple((1.0, 0.0, 0.0, 1.0, x + knot * step, y) for knot in range(knots))


def _corner(sheet: Sheet, x: float, y: float, ink: str) -> Iterator[Operation]:
    for reach, fill in ((11.5, sheet.colours["paper"]), (5.2, ink)):
        size = reach * sheet.scale
        lozenge = polygon([(x - size, y), (x, y + size), (x + size, y), (x, y - size)])
        yield Shape(lozenge, fill=fill, stroke=ink, width=1.1 * sheet.scale)
