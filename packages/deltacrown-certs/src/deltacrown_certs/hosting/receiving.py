"""A file that somebody sends, read whole: it is looked at, and need not be kept."""

from typing import Any

from deltacrown import Malformed, Problem
from deltacrown_host import LARGEST_FILE
from litestar import Request
from litestar.datastructures import UploadFile


async def sent_file(request: Request[Any, Any, Any]) -> bytes:
    """The part called `file`. Raises Malformed where there is none."""
    form = await request.form()
    try:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise Malformed([Problem("field.missing", "a part called file is required, with a file name", "file")])
        return await sent.read(LARGEST_FILE)
    finally:
        await form.close()
