"""A file as an answer: to be saved, never to be shown, and powerless where somebody opens it after all."""

from pathlib import Path

from litestar.response import File

from deltacrown_host.files.folder import ENDINGS, path_of
from deltacrown_host.files.records import StoredFile

_HARMLESS = {
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
}


def answer(folder: Path, stored: StoredFile, name: str) -> File:
    """The file."""
    return File(
        path_of(folder, name),
        filename=f"{stored.id}.{ENDINGS[stored.media_type]}",
        media_type=stored.media_type,
        content_disposition_type="attachment",
        headers=_HARMLESS,
    )
