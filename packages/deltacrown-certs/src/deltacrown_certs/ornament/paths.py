"""Paths, in PDF's path operators."""

import math
from collections.abc import Callable, Iterable, Sequence

from deltacrown_certs.layout.operations import Matrix

Point = tuple[float, float]
_ROUND = 0.5523
"""How far the handles of a quarter of a circle reach, in radii."""


def segment(x: float, y: float, to_x: float, to_y: float) -> str:
    """A straight line."""
    return f"{x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """A rectangle from its lower left corner."""
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def polygon(points: Sequence[Point]) -> str:
    """A closed line through the points."""
    first, *rest = [f"{x:.2f} {y:.2f}" for x, y in points]
    return f"{first} m {' '.join(f'{point} l' for point in rest)} h"


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle with round corners."""
    right, top, reach = x + width, y + height, radius * (1 - _ROUND)
    corners = [
        (right - radius, y, right - reach, y, right, y + reach, right, y + radius),
        (right, top - radius, right, top - reach, right - reach, top, right - radius, top),
        (x + radius, top, x + reach, top, x, top - reach, x, top - radius),
        (x, y + radius, x, y + reach, x + reach, y, x + radius, y),
    ]
    parts = [f"{x + radius:.2f} {y:.2f} m"]
    parts += ["{:.2f} {:.2f} l {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c".format(*corner) for corner in corners]
    return " ".join(parts) + " h"


def circle(x: float, y: float, radius: float) -> str:
    """A circle."""
    return rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def smooth(  # noqa: PLR0913 - a curve, its ends and how closely it is followed
    at: Callable[[float], Point],
    towards: Callable[[float], Point],
    start: float,
    end: float,
    steps: int,
    *,
    closed: bool = False,
) -> str:
    """A curve through points that a function gives, with the directions that its derivative gives."""
    width = (end - start) / steps
    x, y = at(start)
    across, up = towards(start)
    parts = [f"{x:.2f} {y:.2f} m"]
    for step in range(1, steps + 1):
        next_x, next_y = at(start + step * width)
        next_across, next_up = towards(start + step * width)
        third = width / 3
        parts.append(
            f"{x + across * third:.2f} {y + up * third:.2f} {next_x - next_across * third:.2f} "
            f"{next_y - next_up * third:.2f} {next_x:.2f} {next_y:.2f} c"
        )
        x, y, across, up = next_x, next_y, next_across, next_up
    return " ".join(parts) + (" h" if closed else "")


def star(x: float, y: float, outer: float, inner: float, points: int) -> str:
    """A star that stands on two of its points."""
    turns = [(math.pi / 2 + at * math.pi / points, inner if at % 2 else outer) for at in range(2 * points)]
    return polygon([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn, radius in turns])


def turned(x: float, y: float, turns: Iterable[float], *, mirrored: bool = False) -> tuple[Matrix, ...]:
    """Around (x, y) by angles, for shapes that are drawn around the origin."""
    flip = -1 if mirrored else 1
    return tuple(
        (math.cos(turn), math.sin(turn), -math.sin(turn) * flip, math.cos(turn) * flip, x, y) for turn in turns
    )
