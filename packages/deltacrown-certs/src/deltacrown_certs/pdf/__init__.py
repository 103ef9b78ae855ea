"""PDF files, written here: the same page is the same bytes, and text copies out as it was written.

A certificate needs little of the format: one page, paths, gradients, embedded fonts, pictures, attachments. Text is set
by the numbers of the glyphs that HarfBuzz chose, and says beside them what it says (ActualText).
"""

from collections.abc import Mapping
from types import MappingProxyType

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.layout.geometry import A4
from deltacrown_certs.layout.page import compose
from deltacrown_certs.pdf.document import About, document


def draw_pdf(certificate: Certificate, *, attachments: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The certificate as a PDF, A4 landscape, with files attached by their names. Same input, same bytes."""
    about = About(
        title=f"{certificate.tournament}: {certificate.entrant}",
        author=certificate.organizer,
        language=certificate.language,
        date=certificate.date,
    )
    return document(compose(certificate, A4), about, attachments)
