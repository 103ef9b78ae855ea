"""Contact sheets: many certificates on one picture, to be looked at."""

import io
from collections.abc import Sequence

from PIL import Image

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.png import picture

COLUMNS = 12
"""As many as a design has cases in one theme and language."""
_GAP = 10


def contact_sheet(certificates: Sequence[Certificate], width: int) -> bytes:
    """All of them as one PNG, row by row."""
    high, columns = width * 9 // 16, min(COLUMNS, len(certificates))
    rows = -(-len(certificates) // columns)
    size = (columns * (width + _GAP) + _GAP, rows * (high + _GAP) + _GAP)
    whole = Image.new("RGB", size, "#808080")
    for number, certificate in enumerate(certificates):
        row, column = divmod(number, columns)
        corner = (_GAP + column * (width + _GAP), _GAP + row * (high + _GAP))
        whole.paste(picture(certificate, width=width), corner)
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()
