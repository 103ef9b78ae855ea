"""Contact sheets: many certificates on one picture, to be looked at."""

import io
from collections.abc import Sequence

from PIL import Image

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.png import draw_png

COLUMNS = 6
_GAP = 10


def thumbnail(certificate: Certificate, width: int) -> Image.Image:
    """The certificate as it is on a screen, smaller."""
    with Image.open(io.BytesIO(draw_png(certificate))) as drawn:
        return drawn.convert("RGB").resize((width, width * 9 // 16), Image.Resampling.BOX)


def contact_sheet(certificates: Sequence[Certificate], width: int) -> bytes:
    """All of them as one PNG, row by row."""
    high, columns = width * 9 // 16, min(COLUMNS, len(certificates))
    rows = -(-len(certificates) // columns)
    size = (columns * (width + _GAP) + _GAP, rows * (high + _GAP) + _GAP)
    whole = Image.new("RGB", size, "#808080")
    for number, certificate in enumerate(certificates):
        row, column = divmod(number, columns)
        whole.paste(thumbnail(certificate, width), (_GAP + column * (width + _GAP), _GAP + row * (high + _GAP)))
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()
