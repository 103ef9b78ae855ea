"""Bytes as text in base 64 for addresses, without padding, as JOSE writes them (RFC 7515)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def encode(data: bytes) -> str:
    """The bytes as text."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes of such text. Raises ValueError where these bytes would not be written so."""
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(data) != text:
        message = f"{text[:20]!r} is not base64url"
        raise ValueError(message)
    return data
