"""The document: one page on reportlab's canvas, which is told to write the same bytes wherever it is asked."""

import datetime as dt
from io import BytesIO

from attrs import frozen
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from deltacrown_certs.layout.operations import Page
from deltacrown_certs.pdf.painting import Painter


@frozen
class About:
    """What the document says of itself."""

    title: str
    author: str
    language: str
    date: dt.date


class _Canvas(Canvas):  # type: ignore[misc]  # it comes without types
    """A canvas whose pages begin empty: reportlab's name a font first that no page of ours uses or has in it."""

    def _make_preamble(self) -> None:
        self._preamble = ""


def document(page: Page, about: About) -> bytes:
    """A document of one page."""
    # Compression is the document's, not the page's: that of pages would be written as text, a quarter longer.
    size = (page.width, page.height)
    canvas = _Canvas(
        BytesIO(), size, pdfVersion=(1, 7), invariant=1, pageCompression=0, lang=about.language, initialFontSize=1
    )
    written = canvas._doc  # noqa: SLF001 - what reportlab has no other door to
    written.defaultStreamFilters = [PDFZCompress]
    written.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setCreator("DeltaCrown")
    # Whenever it is drawn, it was made on the day that it says.
    canvas.setDateFormatter(lambda *_: f"D:{about.date:%Y%m%d}000000Z")
    painter = Painter(canvas)
    for operation in (*page.ground, *page.drawing):
        painter.paint(operation)
    written.updateSignature("\n".join(canvas._code))  # noqa: SLF001 - so that another page has another id
    data: bytes = canvas.getpdfdata()
    return data
