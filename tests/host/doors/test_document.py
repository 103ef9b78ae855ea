"""Whatever is sent to a door, by whomever: it is answered as the OpenAPI document says, and never with a 5xx.

Longer: `just doors`.
"""

import json
from http import HTTPStatus
from typing import Any

import pytest
import requests
import schemathesis
from deltacrown_host.edge.completion import completed
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from litestar.serialization import encode_json
from schemathesis import APIOperation, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.specs.openapi import checks

from tests.host.conftest import Running
from tests.host.doors.scene import APP, Stage

ENDLESS = "GET /api/tournaments/{tournament}/stream"
"""Goes on for as long as somebody listens: tests/host/test_server_sent.py."""
STOPPING = "PUT /api/emergency-stop"
"""Nothing is written after it, here neither: tests/host/beside/test_moderation.py."""
ROUND = settings(
    max_examples=settings.default.max_examples // 8 if settings.default else 3,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
"""Without shrinking: what was sent is in the report, and the next run sends it again."""
NO_FEEDBACK = FeedbackSources()
WHO = ("nobody", "player", "owner", "admin")
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


def operations() -> dict[str, APIOperation[Any, Any, Any, Any]]:
    """Every operation of the document."""
    document = json.loads(encode_json(completed(APP.openapi_schema.to_schema())))
    found = (result.ok() for result in schemathesis.openapi.from_dict(document).get_all_operations())
    return {operation.label: operation for operation in found}


OPERATIONS = operations()


@pytest.mark.parametrize("label", sorted(OPERATIONS.keys() - {ENDLESS, STOPPING}))
def test_answers_are_what_the_document_says(label: str, stage: Stage, house: Running) -> None:
    """Well-formed requests and broken ones, about things that are there and about others, by everyone in turn."""
    operation, changed = OPERATIONS[label], list[bool]()
    modes = st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])

    @settings(ROUND)
    @given(st.data(), modes, st.sampled_from([True, True, False]))
    def knock(data: st.DataObject, mode: GenerationMode, there: bool) -> None:  # noqa: FBT001 - hypothesis hands it over
        names = stage.scene.names_in(operation.path) if there else {}
        given_names = {one.name: names[one.name] for one in operation.path_parameters if one.name in names}
        case = data.draw(operation.as_strategy(mode, path_parameters=given_names, feedback=NO_FEEDBACK))
        for who in WHO:
            shown = {"Authorization": stage.scene.people[who].headers.get("authorization", "")}
            answer = case.call(house.url, session=session, headers=shown)
            case.validate_response(answer, checks=CHECKS)
            changed.append(answer.status_code < HTTPStatus.BAD_REQUEST and operation.method != "get")

    with requests.Session() as session:
        knock()
    if any(changed):
        stage.clear()
