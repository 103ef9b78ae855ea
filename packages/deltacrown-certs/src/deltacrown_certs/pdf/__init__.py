"""PDF files, drawn with reportlab: the same page is the same bytes, and text copies out as it was written.

Text is set by the numbers of the glyphs that HarfBuzz chose, and says beside them what it says (ActualText): text of
reportlab's own would have letters that belong together one after the other.
"""

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.layout.geometry import A4
from deltacrown_certs.layout.page import compose
from deltacrown_certs.pdf.document import About, document


def draw_pdf(certificate: Certificate) -> bytes:
    """The certificate as a PDF, A4 landscape. Same input, same bytes."""
    about = About(
        title=f"{certificate.tournament}: {certificate.entrant}",
        author=certificate.organizer,
        language=certificate.language,
        date=certificate.date,
    )
    return document(compose(certificate, A4), about)
