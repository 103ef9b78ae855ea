"""Bytes as text in base 58, as multibase and did:key write them."""

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE = len(_DIGITS)
MULTIBASE = "z"
"""What multibase puts before text in base 58."""


def encode(data: bytes) -> str:
    """The bytes as multibase text."""
    number, digits = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, _BASE)
        digits = _DIGITS[digit] + digits
    zeros = len(data) - len(data.lstrip(b"\0"))
    return MULTIBASE + _DIGITS[0] * zeros + digits


def decode(text: str) -> bytes:
    """The bytes of multibase text. Raises ValueError where it is none in base 58."""
    if not text.startswith(MULTIBASE):
        message = f"{text[:20]!r} is not multibase in base 58"
        raise ValueError(message)
    digits, number = text[1:], 0
    for digit in digits:
        number = number * _BASE + _DIGITS.index(digit)
    zeros = len(digits) - len(digits.lstrip(_DIGITS[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)
