"""What a page refers to: fonts cut down to their used glyphs, gradients, pictures and forms."""

from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from deltacrown_certs.colours import rgb
from deltacrown_certs.layout.operations import Gradient, Shape
from deltacrown_certs.pdf.painting import Needs, number_, shape
from deltacrown_certs.pictures import unpacked
from deltacrown_certs.text.fonts import Font

if TYPE_CHECKING:
    from deltacrown_certs.pdf.document import Objects

_BLOCK = 100
"""As many lines as a block of a character map may have."""


def resources(objects: "Objects", needs: Needs) -> str:
    """The entries of a page's dictionary of resources."""
    forms = [_form(objects, drawn) for drawn in needs.forms]
    images = [_image(objects, data) for data in needs.images]
    named = [f"/X{number} {form}" for number, form in enumerate(forms)]
    named += [f"/I{number} {image}" for number, image in enumerate(images)]
    parts = {
        "XObject": named,
        "Font": [f"/F{n} {_font(objects, font, glyphs)}" for n, (font, glyphs) in enumerate(needs.fonts.items())],
        "Shading": [f"/G{n} {objects.add(_gradient(gradient))}" for n, gradient in enumerate(needs.gradients)],
        "ExtGState": _opacities(needs),
    }
    return "".join(f"/{kind}<<{''.join(entries)}>>" for kind, entries in parts.items() if entries)


def _opacities(needs: Needs) -> list[str]:
    return [f"/O{n}<</ca {number_(opacity)}/CA {number_(opacity)}>>" for n, opacity in enumerate(needs.opacities)]


def _form(objects: "Objects", drawn: Shape) -> str:
    """A shape that is painted many times. It brings its own resources."""
    own = Needs()
    content = shape(drawn, own)
    needed = f"/Resources<</ExtGState<<{''.join(_opacities(own))}>>>>"
    reach = "/BBox[-2000 -2000 2000 2000]"
    return objects.stream(content.encode(), f"/Type/XObject/Subtype/Form{reach}{needed}")


def _image(objects: "Objects", data: bytes) -> str:
    picture = unpacked(data)
    size = f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/BitsPerComponent 8"
    mask = objects.stream(picture.opacity, f"{size}/ColorSpace/DeviceGray")
    return objects.stream(picture.colours, f"{size}/ColorSpace/DeviceRGB/SMask {mask}")


def _gradient(gradient: Gradient) -> str:
    (x, y), (to_x, to_y) = gradient.start, gradient.end
    inner, outer = gradient.circles or (0.0, 0.0)
    ends = [x, y, inner, to_x, to_y, outer] if gradient.circles else [x, y, to_x, to_y]
    kind = f"/ShadingType {3 if gradient.circles else 2}/ColorSpace/DeviceRGB"
    coordinates = " ".join(map(number_, ends))
    return f"<<{kind}/Coords[{coordinates}]/Extend[true true]/Function {_stops(gradient.stops)}>>"


def _stops(stops: tuple[str, ...]) -> str:
    """From colour to colour, each step as wide as the others."""
    steps = [
        f"<</FunctionType 2/Domain[0 1]/N 1/C0[{_parts(one)}]/C1[{_parts(other)}]>>" for one, other in pairwise(stops)
    ]
    if len(steps) == 1:
        return steps[0]
    bounds = " ".join(number_(at / len(steps)) for at in range(1, len(steps)))
    ends = "0 1 " * len(steps)
    return f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(steps)}]/Bounds[{bounds}]/Encode[{ends}]>>"


def _parts(colour: str) -> str:
    return " ".join(number_(part) for part in rgb(colour))


def _font(objects: "Objects", font: Font, glyphs: dict[int, str]) -> str:
    """A font whose characters are the numbers of its glyphs."""
    data = font.cut(glyphs)
    name = f"{_tag(glyphs)}+{font.name.replace('-', '')}"
    held = objects.stream(data, f"/Length1 {len(data)}")
    low, high = round(font.descent * 1000), round(font.ascent * 1000)
    measures = f"/FontBBox[-1000 {low} 3000 {high}]/Ascent {high}/Descent {low}/ItalicAngle 0/StemV 80"
    measures += f"/CapHeight {font.capital * 1000:.0f}"
    about = objects.add(f"<</Type/FontDescriptor/FontName/{name}/Flags 4{measures}/FontFile2 {held}>>")
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    widths = f"/CIDToGIDMap/Identity/DW 0/W[{''.join(_widths(font, sorted(glyphs)))}]"
    kind = f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}{system}"
    child = objects.add(f"{kind}/FontDescriptor {about}{widths}>>")
    whole = f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{child}]"
    return objects.add(f"{whole}/ToUnicode {objects.stream(_meanings(glyphs))}>>")


def _meanings(glyphs: dict[int, str]) -> bytes:
    """What each glyph means to programs that search, letter by letter."""
    means = [f"<{glyph:04X}><{text.encode('utf-16-be').hex()}>\n" for glyph, text in sorted(glyphs.items()) if text]
    blocks = [means[at : at + _BLOCK] for at in range(0, len(means), _BLOCK)]
    said = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    head = "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapType 2 def/CMapName/Meanings def\n"
    codes = "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
    return f"{head}{codes}{said}endcmap CMapName currentdict/CMap defineresource pop end end".encode()


def _widths(font: Font, glyphs: list[int]) -> Iterable[str]:
    """Widths of glyphs whose numbers follow one another are listed together."""
    for _, group in groupby(enumerate(glyphs), lambda pair: pair[1] - pair[0]):
        numbers = [glyph for _, glyph in group]
        yield f"{numbers[0]}[{' '.join(number_(font.width(glyph)) for glyph in numbers)}]"


def _tag(glyphs: Iterable[int]) -> str:
    """Six letters that tell two cuts of one font apart."""
    value = 0
    for glyph in sorted(glyphs):
        value = (value * 65_599 + glyph) % 26**6
    return "".join(chr(65 + value // 26**place % 26) for place in range(6))
