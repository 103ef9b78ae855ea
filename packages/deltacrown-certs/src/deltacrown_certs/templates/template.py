"""A template: a design as data. It says where things stand and how they look; what they say is the certificate's."""

from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

Palette = Mapping[str, str]
Align = Literal["left", "middle", "right"]
Content = Literal["organizer", "title", "presented", "name", "statement", "tournament", "detail", "logo", "rule"]


@frozen
class Line:
    """One text of the column, set in one line or wrapped.

    says     whose text it is; "rule" for a drawn line, as wide as `size`; "logo" for the logo, as high as `size`
    face     the face among the template's faces
    size     in points, where a page is 595 high; a long text shrinks to `least` of it and then wraps to `lines` lines
    colour   the name of a colour of the palette
    before   the space above it
    spacing  between the letters, in ems; only where letters stand by themselves
    capitals whether it is set in capitals
    """

    says: Content
    face: str
    size: float
    colour: str = "ink"
    before: float = 0.0
    spacing: float = 0.0
    capitals: bool = False
    least: float = 0.55
    lines: int = 1


@frozen
class Column:
    """Where the texts stand, one below the other. The box is in shares of the page, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float
    align: Align
    lines: tuple[Line, ...]


@frozen
class Spot:
    """Where something stands: its anchor in shares of the page, from the upper left corner; its size in points."""

    x: float
    y: float
    size: float
    align: Align = "middle"
    options: Mapping[str, Any] = field(factory=dict)


@frozen
class Ornament:
    """A decoration by its kind, with what that kind can be told. See `deltacrown_certs.ornament.KINDS`."""

    kind: str
    options: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class Template:
    """A design.

    name       what it is chosen by
    title      what people call it
    palettes   "light" and "dark": colours by name. paper and edge (the ground, from its middle outwards), ink, name,
               muted (small texts), accent, deep (the dark tone of the accent), panel (large areas), card (behind the
               QR code) and code (its squares)
    faces      fonts by the name that lines use, the first that has a letter draws it. See
               `deltacrown_certs.text.faces.FONTS`; fonts for every other script come after them by themselves
    ornaments  in the order in which they are painted, below everything else
    column     the texts
    seal       the medal
    signature  the signature; without one, the date
    code       the QR code, and what is said beside it; its options say other colours than ink, muted and accent
    """

    name: str
    title: str
    palettes: Mapping[str, Palette]
    faces: Mapping[str, tuple[str, ...]]
    ornaments: tuple[Ornament, ...]
    column: Column
    seal: Spot
    signature: Spot
    code: Spot
