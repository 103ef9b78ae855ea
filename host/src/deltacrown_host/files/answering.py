"""A file as an answer: to be saved, never to be shown, and powerless where somebody opens it after all."""

from asyncio import to_thread
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Response
from litestar.openapi.datastructures import ResponseSpec
from litestar.response import Stream

from deltacrown_host.files.kinds import ENDINGS
from deltacrown_host.files.records import StoredFile
from deltacrown_host.files.store import Store

_HARMLESS = {
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
}
FILE: Mapping[int, ResponseSpec] = {
    200: ResponseSpec(bytes, description="the file, as an attachment", media_type="application/octet-stream"),
    307: ResponseSpec(None, description="the file is at `Location`, for ten minutes", generate_examples=False),
}
"""What a route may answer that hands out a file."""


async def answer(store: Store, stored: StoredFile, name: str) -> Response[Any]:
    """The file, or where it is to be got. Raises NotReached."""
    link = await to_thread(store.link, name)
    if link:
        headers = {"location": link, "cache-control": "private, no-store"}
        return Response(None, status_code=HTTPStatus.TEMPORARY_REDIRECT, headers=headers)
    said = {
        "content-disposition": f'attachment; filename="{stored.id}.{ENDINGS[stored.media_type]}"',
        "content-length": str(stored.size),
    }
    pieces = await to_thread(store.read, name)
    return Stream(pieces, media_type=stored.media_type, headers={**_HARMLESS, **said})
