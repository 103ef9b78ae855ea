"""Drawing operations. Points are in points, from the lower left corner; paths are written in PDF's path operators."""

from attrs import field, frozen

from deltacrown_certs.text.shaping import Shaped

Matrix = tuple[float, float, float, float, float, float]


@frozen
class Gradient:
    """Colours along a line, or between two circles where `circles` has their radii. `stops` are equally far apart."""

    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[str, ...]
    circles: tuple[float, float] | None = None


@frozen
class Shape:
    """A path that is filled, drawn along, or both."""

    path: str = field(repr=False)
    fill: str | Gradient | None = None
    stroke: str | None = None
    width: float = 1.0
    opacity: float = 1.0
    even_odd: bool = False


@frozen
class Repeat:
    """A shape that is drawn many times, each time moved, turned or scaled."""

    shape: Shape
    places: tuple[Matrix, ...] = field(repr=False)


@frozen
class Text:
    """A line of text whose first glyph stands at (x, y)."""

    line: Shaped
    x: float
    y: float
    size: float
    colour: str
    opacity: float = 1.0


@frozen
class Image:
    """A picture in a box: the bytes that it was given as."""

    data: bytes = field(repr=False)
    x: float
    y: float
    width: float
    height: float


Operation = Shape | Repeat | Text | Image


@frozen
class Page:
    """What is drawn: the ground, which many certificates share, and everything upon it."""

    width: float
    height: float
    ground: tuple[Operation, ...]
    drawing: tuple[Operation, ...]
