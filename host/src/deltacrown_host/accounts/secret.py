"""Random texts that open something, and what is kept of them."""

import secrets as random
from hashlib import sha256

_BYTES = 32


def new_secret() -> str:
    """A text that nobody guesses."""
    return random.token_urlsafe(_BYTES)


def new_id() -> str:
    """An id for a row: unguessable too, though nothing rests on it."""
    return random.token_hex(10)


def digest_of(secret: str) -> str:
    """What is kept: whoever reads the database cannot sign in with it."""
    return sha256(secret.encode()).hexdigest()
