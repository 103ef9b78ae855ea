"""The two pages: paper and screen."""

from attrs import frozen

DESIGNED = 595.0
"""The height of the page that templates are designed for, in points."""


@frozen
class Geometry:
    """A page's size in points."""

    width: float
    height: float

    @property
    def scale(self) -> float:
        """How large a point of the design is on this page."""
        return self.height / DESIGNED


A4 = Geometry(842, 595)
"""A4 landscape."""
SCREEN = Geometry(960, 540)
"""1920 by 1080 pixels, two a point."""
