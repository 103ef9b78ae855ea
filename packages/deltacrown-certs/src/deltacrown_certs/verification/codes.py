"""Verification codes: 60 random bits as twelve letters and digits that nobody confuses, and one that tells misspelling.

Crockford's base 32: no I, L, O or U; what is read as one of them is what it looks like. The last character is the
remainder of the number by 37, as Crockford has it, so that one wrong or two swapped characters are seen.
"""

import secrets

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = _DIGITS + "*~$=U"
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_LENGTH = 12


def new_code() -> str:
    """A new code. Its check is a letter or digit always, so that a QR code holds it as its plainest characters."""
    while True:
        number = secrets.randbits(5 * _LENGTH)
        check = _CHECKS[number % len(_CHECKS)]
        if check in _DIGITS:
            return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(_LENGTH))) + check


def as_code(text: str) -> str | None:
    """The code that somebody typed; None where it is none."""
    code = text.strip().upper().translate(_LOOKS_LIKE)
    if len(code) != _LENGTH + 1 or not set(code) <= set(_DIGITS):
        return None
    number = 0
    for digit in code[:-1]:
        number = number * len(_DIGITS) + _DIGITS.index(digit)
    return code if _CHECKS[number % len(_CHECKS)] == code[-1] else None


def grouped(code: str) -> str:
    """The code as people read it: in groups, the check at the last."""
    return "-".join((code[:4], code[4:8], code[8:]))


def code_address(host: str, code: str) -> str:
    """What the QR code says: in capitals, which make it a quarter smaller, and which the host answers all the same."""
    return f"{host.rstrip('/')}/v/{code}".upper()
