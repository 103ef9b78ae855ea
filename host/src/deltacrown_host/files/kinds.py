"""What a file may be, and what it is.

Its own first bytes say that: the name and the type that were sent along are anybody's claim.
"""

from hashlib import sha256
from typing import IO

from attrs import frozen
from deltacrown import Problem, Refused

from deltacrown_host.accounts.secret import new_id

LARGEST = 5_000_000
_AT_ONCE = 64 * 1024
_BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
"""Of what people send, by its type."""
JSONL = "application/jsonl"
"""What the host writes itself: lines of JSON."""


@frozen
class Kept:
    """A file: its name in the store, what it is, its size in bytes and the SHA-256 of its content."""

    name: str
    media_type: str
    size: int
    digest: str


def examine(source: IO[bytes]) -> Kept:
    """What is sent, under a new name. Raises Refused where it is too large, empty, or none of the admitted kinds."""
    chunk = source.read(_AT_ONCE)
    media_type = _media_type(chunk)
    size, digest = 0, sha256()
    while chunk:
        size += len(chunk)
        if size > LARGEST:
            raise Refused([Problem("file.too_large", f"a file has at most {LARGEST} bytes", "file")])
        digest.update(chunk)
        chunk = source.read(_AT_ONCE)
    source.seek(0)
    return Kept(new_id(), media_type, size, digest.hexdigest())


def _media_type(beginning: bytes) -> str:
    for signature, media_type in _BEGINNINGS.items():
        if beginning.startswith(signature):
            return media_type
    raise Refused([Problem("file.kind", "a file is a JPG, a PNG or a PDF, by its own bytes", "file")])
