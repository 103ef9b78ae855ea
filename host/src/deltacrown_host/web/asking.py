"""The API as a page asks it: within the process, in the name of whoever sent the form.

So a form can do what a program can, is refused with the same problems, and leaves the same traces.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote
from uuid import uuid4

from attrs import field, frozen
from deltacrown import Problem
from litestar import Request
from litestar.datastructures import UploadFile

from deltacrown_host.edge.requests import HEADER, request_id

Asked = Request[Any, Any, Any]
_CARRIED = {
    b"cookie",
    b"authorization",
    b"origin",
    b"sec-fetch-site",
    b"host",
    b"user-agent",
    b"x-forwarded-for",
    b"accept-language",
}


@frozen
class Answer:
    """What the API answered; `cookies` is what the browser is to keep."""

    status: int
    data: Any
    cookies: str = field(default="", repr=False)

    @property
    def well(self) -> bool:
        """Whether it was done."""
        return self.status < HTTPStatus.BAD_REQUEST

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why it was not."""
        said = self.data.get("problems", ()) if isinstance(self.data, dict) and not self.well else ()
        return tuple(Problem(one["code"], one["message"], one.get("field", "")) for one in said)


def path_of(*parts: str) -> str:
    """The address of something in the API: names are quoted."""
    return "/".join(["/api", *(quote(part, safe="") for part in parts)])


async def ask(request: Asked, method: str, path: str, body: object = None, *, order: str = "") -> Answer:
    """What the API answers to this body. The same `order` again is answered the same."""
    content = b"" if body is None else json.dumps(body).encode()
    return await _send(request, method, path, (b"application/json", content), order)


async def send_file(request: Asked, path: str, file: UploadFile, *, order: str = "") -> Answer:
    """What the API answers to a file."""
    mark = uuid4().hex.encode()
    head = b'--%b\r\ncontent-disposition: form-data; name="file"; filename="file"\r\n\r\n' % mark
    content = b"%b%b\r\n--%b--\r\n" % (head, await file.read(), mark)
    return await _send(request, "POST", path, (b"multipart/form-data; boundary=" + mark, content), order)


async def _send(request: Asked, method: str, path: str, body: tuple[bytes, bytes], order: str) -> Answer:
    headers = [(name, value) for name, value in request.scope["headers"] if name in _CARRIED]
    headers.append((HEADER.encode(), request_id(request.scope).encode()))
    media_type, content = body
    if content:
        headers += [(b"content-type", media_type), (b"content-length", str(len(content)).encode())]
    if order:
        headers.append((b"idempotency-key", order.encode()))
    return await _through(request, _scope(request, method, path, headers), content)


def _scope(request: Asked, method: str, path: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    outer: Mapping[str, Any] = request.scope
    kept = {name: outer[name] for name in ("asgi", "scheme", "server", "client", "root_path") if name in outer}
    address, _, query = path.partition("?")
    return {
        **kept,
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": unquote(address),
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "headers": headers,
        "state": {},
        "extensions": {},
    }


async def _through(request: Asked, scope: dict[str, Any], content: bytes) -> Answer:
    """Let the application answer, and gather what it sends."""
    status, cookies, parts = 0, "", list[bytes]()

    async def receive() -> Any:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, cookies
        if message["type"] == "http.response.start":
            status = message["status"]
            cookies = next((value.decode() for name, value in message["headers"] if name == b"set-cookie"), "")
        else:
            parts.append(message.get("body", b""))

    inner: Any = request.app
    await inner(scope, receive, send)
    text = b"".join(parts)
    return Answer(status, json.loads(text) if text else None, cookies)
