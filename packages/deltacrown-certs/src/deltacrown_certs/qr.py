"""QR codes that scan from paper and from a screen: error level M, with the quiet zone that the standard asks for."""

from functools import lru_cache

import qrcode  # type: ignore[import-untyped]

QUIET = 4
"""Light modules around the code."""


@lru_cache(maxsize=8)
def squares(text: str) -> list[list[bool]]:
    """The dark squares, row by row. An address in capitals needs fewer of them."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    made.add_data(text, optimize=0)
    made.make(fit=True)
    return [[bool(dark) for dark in row] for row in made.get_matrix()]
