"""A credential inside a PNG: baked, as Open Badges call it, as the text `openbadgecredential` (OB 3.0, 5.3.1)."""

import struct
from collections.abc import Iterator
from zlib import crc32

from attrs import frozen

BEGINNING = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_HEAD = _KEYWORD + bytes(5)  # not compressed, no language, no translated keyword
_AFTER_HEADER = len(BEGINNING) + 25


@frozen
class _Chunk:
    kind: bytes
    data: bytes
    start: int
    end: int


def bake(png: bytes, credential: str) -> bytes:
    """The picture with the credential right after its header."""
    data = _HEAD + credential.encode()
    body = b"iTXt" + data
    chunk = struct.pack(">I", len(data)) + body + struct.pack(">I", crc32(body))
    return png[:_AFTER_HEADER] + chunk + png[_AFTER_HEADER:]


def baked(png: bytes) -> tuple[str, bytes] | None:
    """The credential and the picture without it; None where there is none. Raises ValueError where it is no picture."""
    for chunk in _chunks(png):
        if chunk.kind == b"iTXt" and chunk.data.startswith(_KEYWORD + b"\0"):
            if not chunk.data.startswith(_HEAD):
                message = "the credential is written in another way than this program writes it"
                raise ValueError(message)
            return chunk.data[len(_HEAD) :].decode(), png[: chunk.start] + png[chunk.end :]
    return None


def _chunks(png: bytes) -> Iterator[_Chunk]:
    if not png.startswith(BEGINNING):
        message = "this is no PNG"
        raise ValueError(message)
    start = len(BEGINNING)
    while start < len(png):
        (length,) = struct.unpack(">I", png[start : start + 4].rjust(4, b"\0"))
        end = start + 12 + length
        if end > len(png):
            message = "the PNG is cut off"
            raise ValueError(message)
        yield _Chunk(png[start + 4 : start + 8], png[start + 8 : end - 4], start, end)
        start = end
