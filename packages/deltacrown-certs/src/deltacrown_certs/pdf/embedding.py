"""Fonts in the document: each cut down to its used glyphs, which are its characters by their own numbers.

reportlab's fonts know characters only, so a glyph that stands for two letters has no place in them: these are written
beside them, as its document writes any dictionary.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from attrs import Factory, define
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from deltacrown_certs.text.fonts import Font
from deltacrown_certs.text.shaping import Glyph

_BLOCK = 100
"""As many lines as a block of a character map may have."""


@define
class EmbeddedFont:
    """A font by its name on the page, and what each of its used glyphs means."""

    font: Font
    name: str
    means: dict[int, str] = Factory(dict)

    def use(self, glyphs: Iterable[Glyph]) -> None:
        """Have these glyphs too."""
        for glyph in glyphs:
            self.means[glyph.id] = self.means.get(glyph.id) or glyph.means

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's name: it asks when all pages are drawn
        """Put the font into the document."""
        known = {"BaseFont": PDFName(f"{_tag(self.means)}+{self.font.name.replace('-', '')}"), "Type": PDFName("Font")}
        child = {"Subtype": PDFName("CIDFontType2"), "CIDToGIDMap": PDFName("Identity"), "DW": 0}
        child |= {"CIDSystemInfo": _SYSTEM, "W": f"[{' '.join(_widths(self.font, sorted(self.means)))}]"}
        child |= {"FontDescriptor": document.Reference(self._descriptor(document, known["BaseFont"]))}
        whole = {"Subtype": PDFName("Type0"), "Encoding": PDFName("Identity-H")}
        whole |= {"DescendantFonts": PDFArray([document.Reference(PDFDictionary({**known, **child}))])}
        whole |= {"ToUnicode": document.Reference(PDFStream(content=_meanings(self.means)))}
        document.idToObject["BasicFonts"][self.name] = document.Reference(PDFDictionary({**known, **whole}))

    def _descriptor(self, document: Any, name: str) -> PDFDictionary:
        data = self.font.cut(self.means)
        low, high = round(self.font.descent * 1000), round(self.font.ascent * 1000)
        measures = {"FontBBox": PDFArray([-1000, low, 3000, high]), "Ascent": high, "Descent": low}
        measures |= {"CapHeight": round(self.font.capital * 1000), "ItalicAngle": 0, "StemV": 80, "Flags": 4}
        held = document.Reference(PDFStream(PDFDictionary({"Length1": len(data)}), data))
        return PDFDictionary({"Type": PDFName("FontDescriptor"), "FontName": name, **measures, "FontFile2": held})


_SYSTEM = PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})


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
        yield f"{numbers[0]}[{' '.join(f'{font.width(glyph):g}' for glyph in numbers)}]"


def _tag(glyphs: Iterable[int]) -> str:
    """Six letters that tell two cuts of one font apart."""
    value = 0
    for glyph in sorted(glyphs):
        value = (value * 65_599 + glyph) % 26**6
    return "".join(chr(65 + value // 26**place % 26) for place in range(6))
