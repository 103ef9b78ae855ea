"""What is true of every operation, added to the OpenAPI document in one place: problem documents, and headers."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from deltacrown_host.catalogue.schemas import schema
from deltacrown_host.commands.schemas import command_body, command_schemas
from deltacrown_host.edge.examples import add_examples
from deltacrown_host.edge.problems import MEDIA_TYPE, ProblemDocument
from deltacrown_host.files.kinds import ENDINGS

_PROBLEM = {
    "description": "Why not, as a problem document (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
}
_READING = {"get": ["400", "401", "403", "404", "409", "429", "500", "502", "503"]}
_OF_COMMANDS = ("/api/tournaments/{tournament}/commands", "/api/tournaments/{tournament}/preview")
_OF_FILES = ("/dispute/evidence", "/payment/proof", "/fields/{field}/files")
_WRITING = ["400", "401", "403", "404", "408", "409", "410", "412", "413", "415", "429", "500", "502", "503"]


def _header(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "description": description,
        "required": False,
        "schema": {"type": "string"},
    }


_KEY = _header("Idempotency-Key", "The id of the command: the same request again is answered the same, and done once.")
_IF_MATCH = _header("If-Match", 'The version that the caller has seen, such as "12"; 412 where it is not the newest.')


_FILE = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary", "description": "a JPG, a PNG or a PDF"}},
                "required": ["file"],
            },
            "example": {"file": "receipt.png"},
        }
    },
}


_BYTES = "application/octet-stream"
_STORED = {
    "description": "The file, to be saved",
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ENDINGS},
}


_TEXT = {"schema": {"type": "string"}}
_TABLE = {"required": True, "content": {"text/csv": {**_TEXT, "example": "entrant,name,rating\nann,Ann,1500\n"}}}
_KINDS = {"text/csv": _TEXT, "application/json": {"schema": {"type": "object"}}}


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with problem documents on every operation of the API, and the headers of those that write."""
    whole = deepcopy(document)
    schemas = whole.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {"ProblemDocument": schema(ProblemDocument), **command_schemas()}
    for path, item in whole["paths"].items():
        if path.endswith(_OF_COMMANDS):
            item["post"]["requestBody"] = command_body()
        if path.endswith("/entrants/import"):
            item["post"]["requestBody"] = _TABLE
        if path.endswith("/export/{kind}"):
            item["get"]["responses"]["200"]["content"] = _KINDS
        if path.endswith(_OF_FILES):
            item["post"]["requestBody"] = _FILE
    for method, operation in _operations(whole):
        statuses = _READING.get(method, _WRITING)
        operation["responses"] |= dict.fromkeys(statuses, _PROBLEM)
        if _BYTES in operation["responses"].get("200", {}).get("content", {}):
            # Litestar takes one type for an answer, and files are of several.
            operation["responses"]["200"] = _STORED
        # Whatever a handler answers beside it: with this status there is no body (RFC 9110, 15.3.5).
        operation["responses"].get("204", {}).pop("content", None)
        if method not in _READING:
            operation["parameters"] = [*operation.get("parameters", []), _KEY, _IF_MATCH]
    for told in _told(whole):
        add_examples(told.get("content", {}), schemas)
    return whole


def _told(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything that is sent, and that is answered where all is well."""
    for _, operation in _operations(document, ""):
        yield operation.get("requestBody", {})
        yield from (answer for status, answer in operation["responses"].items() if status.startswith("2"))


def _operations(document: dict[str, Any], under: str = "/api/") -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        if path.startswith(under):
            yield from ((method, one) for method, one in item.items() if isinstance(one, dict) and "responses" in one)
