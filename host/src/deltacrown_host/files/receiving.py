"""A file that comes with a request, as `multipart/form-data` with one part called `file`."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO, Any

from attrs import define
from deltacrown import Malformed, Problem
from litestar import Request
from litestar.datastructures import UploadFile

from deltacrown_host.edge.admission import MULTIPART
from deltacrown_host.files.kinds import LARGEST, Kept, examine
from deltacrown_host.files.store import Store

# Room for the names and boundaries around the file.
BODY_LIMIT = LARGEST + 10_000
UPLOAD = {MULTIPART: True}
"""The `opt` of a route that takes a file. Such a route sets `request_max_body_size=BODY_LIMIT` too."""


@define
class Incoming:
    """A file that lies in the store; it stays there where it is `used`."""

    kept: Kept
    used: bool = False


@asynccontextmanager
async def incoming(request: Request[Any, Any, Any], store: Store) -> AsyncIterator[Incoming]:
    """The file of the request, put into the store, and taken out again where nothing comes of it.

    Raises Malformed, Refused and NotReached.
    """
    coming = Incoming(await _received(request, store))
    try:
        yield coming
    except Exception:
        # Whoever hangs up leaves a file behind rather than a row without its file; `sweeping` finds it.
        await to_thread(store.remove, coming.kept.name)
        raise
    if not coming.used:
        await to_thread(store.remove, coming.kept.name)


async def _received(request: Request[Any, Any, Any], store: Store) -> Kept:
    form = await request.form()
    try:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise Malformed([Problem("field.missing", "a part called file is required, with a file name", "file")])
        return await to_thread(_put, store, sent.file)
    finally:
        await form.close()


def _put(store: Store, source: IO[bytes]) -> Kept:
    kept = examine(source)
    store.put(kept.name, source, kept.media_type)
    return kept
