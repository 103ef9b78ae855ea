"""Painting: operations become calls of reportlab's canvas, and operators in its page where it has no call for them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from attrs import Factory, define
from reportlab.pdfbase.pdfdoc import (
    PDFAxialShading,
    PDFDictionary,
    PDFExponentialFunction,
    PDFName,
    PDFRadialShading,
    PDFResourceDictionary,
    PDFStitchingFunction,
    PDFStream,
)

from deltacrown_certs.colours import rgb
from deltacrown_certs.layout.operations import Gradient, Image, Operation, Repeat, Shape, Text
from deltacrown_certs.pdf.embedding import EmbeddedFont
from deltacrown_certs.pictures import unpacked
from deltacrown_certs.text.fonts import Font
from deltacrown_certs.text.shaping import Run

_REACH = 2000
"""Farther than any page."""


@define
class Painter:
    """Paints one thing upon the other, and remembers what was put into the document to be used again."""

    canvas: Any
    fonts: dict[Font, EmbeddedFont] = Factory(dict)
    pictures: dict[bytes, str] = Factory(dict)
    forms: dict[Shape, str] = Factory(dict)

    def paint(self, operation: Operation) -> None:
        """Paint it."""
        if isinstance(operation, Shape):
            self._shape(operation)
        elif isinstance(operation, Repeat):
            self._repeat(operation)
        elif isinstance(operation, Text):
            self._text(operation)
        else:
            self._image(operation)

    @contextmanager
    def _seen_through(self, opacity: float) -> Iterator[None]:
        self.canvas.saveState()
        self.canvas.setFillAlpha(opacity)
        self.canvas.setStrokeAlpha(opacity)
        yield
        self.canvas.restoreState()

    def _shape(self, shape: Shape) -> None:
        with self._seen_through(shape.opacity):
            if not isinstance(shape.fill, Gradient):
                self.canvas.addLiteral(_inked(shape))
                return
            self.canvas.saveState()
            self.canvas.addLiteral(f"{shape.path} {'W*' if shape.even_odd else 'W'} n")
            self.canvas.shade(_shading(shape.fill))
            self.canvas.restoreState()
            if shape.stroke:
                self.canvas.addLiteral(_inked(Shape(shape.path, stroke=shape.stroke, width=shape.width)))

    def _repeat(self, repeat: Repeat) -> None:
        form = self.forms.get(repeat.shape)
        if form is None:
            form = self.forms[repeat.shape] = f"Shape{len(self.forms)}"
            self._form(form, repeat.shape)
        for matrix in repeat.places:
            self.canvas.addLiteral(f"q {' '.join(map(number, matrix))} cm")
            self.canvas.doForm(form)
            self.canvas.addLiteral("Q")

    def _form(self, name: str, shape: Shape) -> None:
        """A shape to be painted many times, its opacity in it: PDFium takes twice as long to fade a form."""
        self.canvas.beginForm(name, -_REACH, -_REACH, _REACH, _REACH)
        self._shape(shape)
        states = self.canvas._extgstate.getState()  # noqa: SLF001 - reportlab's forms leave them out
        self.canvas.endForm(Resources=PDFResourceDictionary(ExtGState=states or {}))

    def _image(self, image: Image) -> None:
        name = self.pictures.get(image.data)
        if name is None:
            name = self.pictures[image.data] = f"Picture{len(self.pictures)}"
            document = self.canvas._doc  # noqa: SLF001 - the canvas reads pictures from files, and writes them as text
            document.addForm(name, _picture(document, image.data))
        self.canvas.saveState()
        self.canvas.translate(image.x, image.y)
        self.canvas.scale(image.width, image.height)
        self.canvas.doForm(name)
        self.canvas.restoreState()

    def _text(self, text: Text) -> None:
        with self._seen_through(text.opacity):
            said = ("\ufeff" + text.line.text).encode("utf-16-be").hex().upper()
            self.canvas.addLiteral(f"/Span <</ActualText <{said}>>> BDC BT {_rgb(text.colour)} rg")
            x = text.x
            for run in text.line.runs:
                size, loose = text.size * run.font.scale, text.line.spacing * 1000 / run.font.scale
                used = self._font(run)
                self.canvas.addLiteral(f"/{used.name} {number(size)} Tf 1 0 0 1 {number(x)} {number(text.y)} Tm")
                for line in _glyphs(run, size, loose):
                    self.canvas.addLiteral(line)
                x += sum(glyph.advance + loose for glyph in run.glyphs) * size / 1000
            self.canvas.addLiteral("ET EMC")

    def _font(self, run: Run) -> EmbeddedFont:
        """The font of the run, which comes into the document with the glyphs that it was used for."""
        used = self.fonts.get(run.font)
        if used is None:
            used = self.fonts[run.font] = EmbeddedFont(run.font, f"F{len(self.fonts)}")
            self.canvas._doc.delayedFonts.append(used)  # noqa: SLF001 - as reportlab's own fonts do
        used.use(run.glyphs)
        return used


def _inked(shape: Shape) -> str:
    """A shape of plain colours."""
    ink = f"{_rgb(shape.fill)} rg " if isinstance(shape.fill, str) else ""
    ink += f"{_rgb(shape.stroke)} RG {number(shape.width)} w " if shape.stroke else ""
    operator = {(True, False): "f", (False, True): "S", (True, True): "B"}[bool(shape.fill), bool(shape.stroke)]
    return f"{ink}{shape.path} {operator}{'*' if shape.even_odd and shape.fill else ''}"


def _glyphs(run: Run, size: float, loose: float) -> Iterable[str]:
    """The run in pieces of one height: TJ moves glyphs along the line only."""
    piece: list[str] = []
    rise, behind = 0.0, 0.0
    for glyph in run.glyphs:
        if glyph.y != rise:
            if piece:
                yield f"[{''.join(piece)}] TJ"
            piece, rise = [], glyph.y
            yield f"{number(rise * size / 1000)} Ts"
        before = behind + glyph.x
        if abs(before) >= 0.01:  # noqa: PLR2004 - nobody sees less
            piece.append(number(-before))
        piece.append(f"<{glyph.id:04X}>")
        behind = glyph.advance + loose - run.font.width(glyph.id) - glyph.x
    yield f"[{''.join(piece)}] TJ" + (" 0 Ts" if rise else "")


def _shading(gradient: Gradient) -> Any:
    steps = [PDFExponentialFunction(rgb(one), rgb(other), 1) for one, other in pairwise(gradient.stops)]
    bounds = [at / len(steps) for at in range(1, len(steps))]
    blend = steps[0] if len(steps) == 1 else PDFStitchingFunction(steps, bounds, [0, 1] * len(steps), Domain="[0 1]")
    known = {"Function": blend, "ColorSpace": "DeviceRGB", "Extend": "[true true]"}
    if gradient.circles is None:
        return PDFAxialShading(*gradient.start, *gradient.end, **known)
    inner, outer = gradient.circles
    return PDFRadialShading(*gradient.start, inner, *gradient.end, outer, **known)


def _picture(document: Any, data: bytes) -> PDFStream:
    """Pixels, and how much of each is seen."""
    picture = unpacked(data)
    known = {"Type": PDFName("XObject"), "Subtype": PDFName("Image"), "BitsPerComponent": 8}
    known |= {"Width": picture.width, "Height": picture.height}
    mask = PDFStream(PDFDictionary({**known, "ColorSpace": PDFName("DeviceGray")}), picture.opacity)
    seen = {"ColorSpace": PDFName("DeviceRGB"), "SMask": document.Reference(mask)}
    return PDFStream(PDFDictionary({**known, **seen}), picture.colours)


def _rgb(colour: str) -> str:
    return " ".join(number(part) for part in rgb(colour))


def number(value: float) -> str:
    """A number as PDF writes it, never with an exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text
