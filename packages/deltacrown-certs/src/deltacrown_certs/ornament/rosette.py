"""The rosette: rings of woven strands, their waves counted out by the certificate's digest."""

import math
from collections.abc import Iterator

from attrs import frozen

from deltacrown_certs.layout.operations import Operation, Repeat, Shape
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import smooth, turned

_STRANDS = 6


@frozen
class _Ring:
    """A strand around the middle: its radius, how far it swings, in how many waves, and a slower swing upon that."""

    radius: float
    swing: float
    waves: int
    slow: float
    beats: int

    def away(self, turn: float) -> float:
        return self.radius + self.swing * math.sin(self.waves * turn) + self.slow * math.sin(self.beats * turn)

    def rising(self, turn: float) -> float:
        fast = self.swing * self.waves * math.cos(self.waves * turn)
        return fast + self.slow * self.beats * math.cos(self.beats * turn)

    def path(self) -> str:
        def at(turn: float) -> tuple[float, float]:
            return self.away(turn) * math.cos(turn), self.away(turn) * math.sin(turn)

        def towards(turn: float) -> tuple[float, float]:
            away, rising = self.away(turn), self.rising(turn)
            return rising * math.cos(turn) - away * math.sin(turn), rising * math.sin(turn) + away * math.cos(turn)

        return smooth(at, towards, 0, 2 * math.pi, self.waves * 4, closed=True)


def rosette(  # noqa: PLR0913 - where it stands and how it looks
    sheet: Sheet,
    *,
    x: float,
    y: float,
    radius: float,
    colour: str = "accent",
    opacity: float = 0.16,
    width: float = 0.4,
) -> Iterator[Operation]:
    """Three rings around (x, y), in shares of the page; `radius` in points."""
    middle_x, middle_y = sheet.at(x, y)
    size = radius * sheet.scale
    for number, (share, swing) in enumerate(((0.92, 0.075), (0.72, 0.062), (0.56, 0.05))):
        seed = sheet.seed[number * 4 : number * 4 + 4]
        waves = 28 + seed[0] % 17 - number * 5
        beats = 3 + seed[1] % 6
        ring = _Ring(size * share, size * swing, waves, size * swing * (0.25 + seed[2] / 700), beats)
        drawn = Shape(ring.path(), stroke=sheet.colours[colour], width=width * sheet.scale, opacity=opacity)
        # Strands a part of a wave apart lie evenly, and cross those that are mirrored.
        step = 2 * math.pi / waves / _STRANDS
        turns = [strand * step + seed[3] / 40 for strand in range(_STRANDS)]
        yield Repeat(drawn, turned(middle_x, middle_y, turns))
        yield Repeat(drawn, turned(middle_x, middle_y, turns, mirrored=True))
