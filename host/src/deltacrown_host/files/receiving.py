"""A file that comes with a request, as `multipart/form-data` with one part called `file`."""

from asyncio import to_thread
from pathlib import Path
from typing import Any

from deltacrown import Malformed, Problem
from litestar import Request
from litestar.datastructures import UploadFile

from deltacrown_host.edge.admission import MULTIPART
from deltacrown_host.files.folder import LARGEST, Kept, keep

# Room for the names and boundaries around the file.
BODY_LIMIT = LARGEST + 10_000
UPLOAD = {MULTIPART: True}
"""The `opt` of a route that takes a file. Such a route sets `request_max_body_size=BODY_LIMIT` too."""


async def received(request: Request[Any, Any, Any], folder: Path) -> Kept:
    """The file of the request, put into the folder. Raises Malformed and Refused."""
    form = await request.form()
    try:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise Malformed([Problem("field.missing", "a part called file is required, with a file name", "file")])
        return await to_thread(keep, folder, sent.file)
    finally:
        await form.close()
