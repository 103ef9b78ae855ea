"""The medal: its metal says the place; what has no place is enamelled in the colour of the template."""

import math
from collections.abc import Iterator
from functools import lru_cache

from deltacrown_certs.colours import mixed
from deltacrown_certs.layout.operations import Gradient, Operation, Repeat, Shape, Text
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import circle, polygon, star, turned
from deltacrown_certs.templates.template import Spot
from deltacrown_certs.text.fitting import Setting, fit
from deltacrown_certs.text.shaping import chain

METALS = {
    1: ("#fff3c4", "#e3b552", "#b3822b", "#7a5413"),
    2: ("#ffffff", "#cdd3db", "#929ba8", "#59616e"),
    3: ("#ffe3cc", "#d3935f", "#a0602f", "#693817"),
}
TEAL = ("#dcfaf5", "#56b9ae", "#23827a", "#0f4f4b")
_TEETH = 48
_LONGEST = 3


def medal(sheet: Sheet, spot: Spot) -> Iterator[Operation]:
    """The medal of the certificate's place, its middle at the spot."""
    x, y = sheet.at(spot.x, spot.y)
    radius = spot.size * sheet.scale
    light, bright, dark, deep = METALS.get(sheet.certificate.standing or 0, TEAL)
    if spot.options.get("ribbon", True):
        yield from _ribbon(x, y, radius, sheet.colours[spot.options.get("cloth", "panel")], dark)
    rim = Gradient((x - radius, y + radius), (x + radius, y - radius), (light, bright, dark, bright, deep))
    yield Shape(_scalloped(radius, x, y), fill=rim, stroke=deep, width=radius * 0.012)
    yield Shape(circle(x, y, radius * 0.87), stroke=deep, width=radius * 0.018, opacity=0.55)
    yield Shape(circle(x, y, radius * 0.835), stroke=light, width=radius * 0.014, opacity=0.9)
    yield from _rays(x, y, radius, deep)
    face = Gradient(
        (x - radius * 0.2, y + radius * 0.25), (x, y), (light, bright, mixed(bright, dark, 0.45)), (0.0, radius * 0.62)
    )
    yield Shape(circle(x, y, radius * 0.57), fill=face, stroke=deep, width=radius * 0.02)
    yield Shape(circle(x, y, radius * 0.52), stroke=light, width=radius * 0.012, opacity=0.8)
    yield from _laurel(x, y, radius, deep)
    yield from _middle(sheet, x, y, radius, deep)


@lru_cache(maxsize=8)
def _scalloped(radius: float, x: float, y: float) -> str:
    """An edge of small round teeth."""
    points = []
    for step in range(_TEETH * 6):
        turn = step * 2 * math.pi / (_TEETH * 6)
        away = radius * (0.965 + 0.035 * math.cos(_TEETH * turn))
        points.append((x + away * math.cos(turn), y + away * math.sin(turn)))
    return polygon(points)


def _ribbon(x: float, y: float, radius: float, cloth: str, edge: str) -> Iterator[Operation]:
    """Two tails behind the medal, each cut to a swallow's tail."""
    for side in (-1, 1):
        tail = [(0.10, -0.4), (0.66, -0.4), (0.86, -1.72), (0.56, -1.5), (0.30, -1.78)]
        points = [(x + side * across * radius, y + up * radius) for across, up in tail]
        shade = Gradient((x, y - radius * 0.7), (x, y - radius * 1.8), (mixed(cloth, "#000000", 0.35), cloth))
        yield Shape(polygon(points), fill=shade)
        seam = [(0.19, -0.4), (0.385, -1.66), (0.43, -1.61), (0.25, -0.4)]
        yield Shape(polygon([(x + side * a * radius, y + up * radius) for a, up in seam]), fill=edge, opacity=0.8)


def _rays(x: float, y: float, radius: float, ink: str) -> Iterator[Operation]:
    """Fine engraving between the rim and the face."""
    ray = Shape(f"{radius * 0.61:.2f} 0 m {radius * 0.8:.2f} 0 l", stroke=ink, width=radius * 0.009, opacity=0.42)
    yield Repeat(ray, turned(x, y, [at * 2 * math.pi / 120 for at in range(120)]))


def _laurel(x: float, y: float, radius: float, ink: str) -> Iterator[Operation]:
    """Leaves around the number, open at the top."""
    reach, size = radius * 0.425, radius * 0.15
    leaf = (
        f"{reach:.2f} 0 m {reach + size * 0.42:.2f} {size * 0.25:.2f} {reach + size * 0.34:.2f} {size * 0.75:.2f} "
        f"{reach + size * 0.12:.2f} {size:.2f} c {reach - size * 0.18:.2f} {size * 0.7:.2f} {reach - size * 0.16:.2f} "
        f"{size * 0.25:.2f} {reach:.2f} 0 c h"
    )
    drawn = Shape(leaf, fill=ink, opacity=0.62)
    turns = [-math.pi / 2 + 0.16 + at * 0.3 for at in range(8)]
    yield Repeat(drawn, turned(x, y, turns))
    yield Repeat(drawn, tuple((-a, b, -c, d, e, f) for a, b, c, d, e, f in turned(x, y, turns)))


def _middle(sheet: Sheet, x: float, y: float, radius: float, ink: str) -> Iterator[Operation]:
    place = sheet.certificate.standing
    number = sheet.number(place) if place else ""
    if not number or len(number) > _LONGEST:
        yield Shape(star(x, y - radius * 0.01, radius * 0.26, radius * 0.11, 5), fill=ink)
        return
    setting = Setting(chain(sheet.face("numeral")), radius * 0.56)
    fitted = fit(number, setting, radius * 0.58, least=0.3, lines=1)
    line = fitted.lines[0]
    height = line.runs[0].font.capital * line.runs[0].font.scale * fitted.size
    yield Text(line, x - line.width * fitted.size / 2, y - height / 2, fitted.size, ink)
