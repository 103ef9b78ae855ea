"""The OpenAPI document shows an example of everything that is sent and answered."""

from collections.abc import Iterator
from typing import Any

import pytest
from deltacrown import wire
from deltacrown_host.edge.body import STRICTLY_READ
from deltacrown_host.edge.completion import completed
from deltacrown_host.edge.examples import example
from jsonschema_rs import Draft202012Validator
from litestar.serialization import decode_json, encode_json

from tests.host.doors.scene import APP

DOCUMENT: dict[str, Any] = decode_json(encode_json(completed(APP.openapi_schema.to_schema())))
SCHEMAS = DOCUMENT["components"]["schemas"]
SHOWN = {"application/json", "multipart/form-data"}


def told() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body and every good answer, with the name of the operation."""
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            parts = {"body": operation.get("requestBody", {}), **operation["responses"]}
            for part, one in parts.items():
                if part == "body" or part.startswith("2"):
                    yield from ((f"{method} {path} {part}", c) for k, c in one.get("content", {}).items() if k in SHOWN)


def shown(content: dict[str, Any]) -> list[Any]:
    """The examples of it."""
    several = [one["value"] for one in content.get("examples", {}).values()]
    return [*several, content["example"]] if "example" in content else several


def test_everything_that_is_told_has_an_example_of_its_schema() -> None:
    """Each body and each good answer of every route."""
    wrong = []
    for name, content in told():
        validator = Draft202012Validator({**content["schema"], "components": {"schemas": SCHEMAS}})
        found = shown(content)
        errors = [error.message for value in found for error in validator.iter_errors(value)]
        wrong += [(name, errors)] if errors or not found else []
    assert wrong == []


@pytest.mark.parametrize("cls", sorted(STRICTLY_READ, key=str), ids=lambda one: str(one.__name__))
def test_an_example_of_a_body_is_read(cls: type[Any]) -> None:
    """What is shown can be sent: the reader of bodies, which is stricter than the schema, takes it."""
    named = [name for name in SCHEMAS if name.rpartition("_")[2] == cls.__name__]
    for name in named:
        assert isinstance(wire.structure(example({"$ref": f"#/components/schemas/{name}"}, SCHEMAS), cls), cls)
    assert named
