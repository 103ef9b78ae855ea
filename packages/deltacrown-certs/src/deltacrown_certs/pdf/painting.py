"""Painting: operations become the operators of a page, and the things that these need are collected."""

from collections.abc import Iterable

from attrs import Factory, define

from deltacrown_certs.colours import rgb
from deltacrown_certs.layout.operations import Gradient, Image, Operation, Repeat, Shape, Text
from deltacrown_certs.text.fonts import Font
from deltacrown_certs.text.shaping import Run


@define
class Needs:
    """What the operators of a page refer to, each under its number in the order of its first use."""

    fonts: dict[Font, dict[int, str]] = Factory(dict)
    opacities: dict[float, int] = Factory(dict)
    gradients: dict[Gradient, int] = Factory(dict)
    images: dict[bytes, int] = Factory(dict)
    forms: dict[Shape, int] = Factory(dict)


def painted(operations: Iterable[Operation], needs: Needs) -> str:
    """The operators that paint these operations one upon the other."""
    return "\n".join(part for operation in operations for part in _painted(operation, needs))


def _painted(operation: Operation, needs: Needs) -> Iterable[str]:
    if isinstance(operation, Shape):
        return [shape(operation, needs)]
    if isinstance(operation, Repeat):
        return _repeated(operation, needs)
    if isinstance(operation, Text):
        return _text(operation, needs)
    return [_image(operation, needs)]


def shape(drawn: Shape, needs: Needs) -> str:
    """The operators of one shape."""
    star = "*" if drawn.even_odd else ""
    opacity = _opacity(drawn.opacity, needs)
    if isinstance(drawn.fill, Gradient):
        number = needs.gradients.setdefault(drawn.fill, len(needs.gradients))
        filled = f"q{opacity} {drawn.path} W{star} n /G{number} sh Q"
        outline = Shape(drawn.path, stroke=drawn.stroke, width=drawn.width, opacity=drawn.opacity)
        return f"{filled}\n{shape(outline, needs)}" if drawn.stroke else filled
    ink = f" {_rgb(drawn.fill)} rg" if drawn.fill else ""
    ink += f" {_rgb(drawn.stroke)} RG {number_(drawn.width)} w" if drawn.stroke else ""
    operator = {(True, False): "f" + star, (False, True): "S", (True, True): "B" + star}[
        bool(drawn.fill), bool(drawn.stroke)
    ]
    return f"q{opacity}{ink} {drawn.path} {operator} Q"


def _repeated(repeat: Repeat, needs: Needs) -> Iterable[str]:
    number = needs.forms.setdefault(repeat.shape, len(needs.forms))
    for matrix in repeat.places:
        yield f"q {' '.join(map(number_, matrix))} cm /X{number} Do Q"


def _image(image: Image, needs: Needs) -> str:
    number = needs.images.setdefault(image.data, len(needs.images))
    box = f"{number_(image.width)} 0 0 {number_(image.height)} {number_(image.x)} {number_(image.y)}"
    return f"q {box} cm /I{number} Do Q"


def _text(text: Text, needs: Needs) -> Iterable[str]:
    said = ("\ufeff" + text.line.text).encode("utf-16-be").hex().upper()
    yield f"q{_opacity(text.opacity, needs)} /Span <</ActualText <{said}>>> BDC BT {_rgb(text.colour)} rg"
    x = text.x
    for run in text.line.runs:
        size = text.size * run.font.scale
        used = needs.fonts.setdefault(run.font, {})
        for glyph in run.glyphs:
            used[glyph.id] = used.get(glyph.id) or glyph.means
        yield f"/F{list(needs.fonts).index(run.font)} {number_(size)} Tf 1 0 0 1 {number_(x)} {number_(text.y)} Tm"
        loose = text.line.spacing * 1000 / run.font.scale
        yield from _glyphs(run, size, loose)
        x += sum(glyph.advance + loose for glyph in run.glyphs) * size / 1000
    yield "ET EMC Q"


def _glyphs(run: Run, size: float, loose: float) -> Iterable[str]:
    """The run in pieces of one height: TJ moves glyphs along the line only."""
    piece: list[str] = []
    rise, behind = 0.0, 0.0
    for glyph in run.glyphs:
        if glyph.y != rise:
            if piece:
                yield f"[{''.join(piece)}] TJ"
            piece, rise = [], glyph.y
            yield f"{number_(rise * size / 1000)} Ts"
        before = behind + glyph.x
        if abs(before) >= 0.01:  # noqa: PLR2004 - nobody sees less
            piece.append(number_(-before))
        piece.append(f"<{glyph.id:04X}>")
        behind = glyph.advance + loose - run.font.width(glyph.id) - glyph.x
    yield f"[{''.join(piece)}] TJ" + (" 0 Ts" if rise else "")


def _opacity(opacity: float, needs: Needs) -> str:
    if opacity == 1:
        return ""
    return f" /O{needs.opacities.setdefault(opacity, len(needs.opacities))} gs"


def _rgb(colour: str) -> str:
    return " ".join(number_(part) for part in rgb(colour))


def number_(value: float) -> str:
    """A number as PDF writes it, never with an exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text
