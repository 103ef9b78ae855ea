"""The folder: a file in, under a random name; a file gone.

What a file is, its own first bytes say: the name and the type that were sent along are anybody's claim.
"""

from hashlib import sha256
from os import fsync
from pathlib import Path
from typing import IO

from attrs import frozen
from deltacrown import Problem, Refused

from deltacrown_host.accounts.secret import new_id

LARGEST = 5_000_000
_AT_ONCE = 64 * 1024
_BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@frozen
class Kept:
    """A file in the folder: its name there, what it is, its size in bytes and the SHA-256 of its content."""

    name: str
    media_type: str
    size: int
    digest: str


def keep(folder: Path, source: IO[bytes]) -> Kept:
    """Copy what is sent into the folder. Raises Refused where it is too large, empty, or none of the admitted kinds."""
    folder.mkdir(parents=True, exist_ok=True)
    name = new_id()
    try:
        with path_of(folder, name).open("xb") as target:
            kept = _copied(name, source, target)
            target.flush()
            fsync(target.fileno())
    except BaseException:
        remove(folder, name)
        raise
    return kept


def path_of(folder: Path, name: str) -> Path:
    """Where a file lies."""
    return folder / name


def remove(folder: Path, name: str) -> None:
    """Take a file away, where it is there."""
    path_of(folder, name).unlink(missing_ok=True)


def _copied(name: str, source: IO[bytes], target: IO[bytes]) -> Kept:
    chunk = source.read(_AT_ONCE)
    media_type = _media_type(chunk)
    size, digest = 0, sha256()
    while chunk:
        size += len(chunk)
        if size > LARGEST:
            raise Refused([Problem("file.too_large", f"a file has at most {LARGEST} bytes", "file")])
        digest.update(chunk)
        target.write(chunk)
        chunk = source.read(_AT_ONCE)
    return Kept(name, media_type, size, digest.hexdigest())


def _media_type(beginning: bytes) -> str:
    for signature, media_type in _BEGINNINGS.items():
        if beginning.startswith(signature):
            return media_type
    raise Refused([Problem("file.kind", "a file is a JPG, a PNG or a PDF, by its own bytes", "file")])
