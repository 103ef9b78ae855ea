"""What all answers share, and what is installed."""

import json
import logging
from typing import Any

from deltacrown_host.edge.logs import JsonLines
from deltacrown_host.edge.requests import request_id


def test_every_answer_carries_the_security_headers_and_an_id(running: Any) -> None:
    """Pages, answers, refusals and unknown paths alike: nothing from elsewhere may run here."""
    for path in ("/", "/api/tournaments", "/nowhere", "/schema/openapi.json", "/healthz"):
        headers = running.http.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"], path
        assert "frame-ancestors" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert "referrer-policy" in headers, path
        assert len(headers["x-request-id"]) == 32, path


def test_nobody_keeps_a_copy_of_what_only_one_may_read(running: Any) -> None:
    """Accounts, tokens and refusals stay in no cache; a tournament is asked for by its version."""
    for path in ("/api/me", "/api/me/keys", "/api/tournaments/nowhere"):
        assert running.http.get(path).headers["cache-control"] == "no-store"
    answer = running.cup().get()
    assert answer.headers["etag"]
    assert answer.headers.get("cache-control") != "no-store"


def test_a_decent_request_id_is_kept(running: Any) -> None:
    """A caller's own id is used, unless it could break a log."""
    for given, kept in (("my-request-1", True), ("short", False), ("x" * 65, False), ("a b c d e f g", False)):
        answer = running.http.get("/healthz", headers={"X-Request-Id": given})
        assert (answer.headers["x-request-id"] == given) is kept


def test_a_request_has_one_id() -> None:
    """Whoever asks for the id of a request gets the same one."""
    scope: Any = {"state": {}, "headers": []}
    assert request_id(scope) == request_id(scope)


def test_a_log_line_is_json_with_the_request_id() -> None:
    """Logs are for machines: one object a line, with what was logged beside the message."""
    record = logging.LogRecord("x", logging.INFO, "", 0, "hello %s", ("you",), None)
    record.request_id = "r1"
    line = json.loads(JsonLines().format(record))
    assert (line["message"], line["level"], line["request_id"]) == ("hello you", "info", "r1")


def test_the_host_says_whether_it_works(running: Any) -> None:
    """One answer for "is the process there", another for "can it work"."""
    assert running.http.get("/healthz").json() == {"status": "ok"}
    assert running.http.get("/readiness").json() == {"status": "ok"}


def test_a_host_without_its_tables_is_not_ready(serve: Any) -> None:
    """A host that cannot do its work says so, and the balancer sends requests elsewhere."""
    with serve() as running:
        with running.host.database.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE journal RENAME TO gone")
        assert running.http.get("/readiness").status_code == 503
        assert running.http.get("/healthz").status_code == 200


def test_formats_come_with_the_schema_of_their_options(running: Any) -> None:
    """What is installed appears, with all that a form needs."""
    formats = {line["name"]: line for line in running.http.get("/api/formats").json()["formats"]}
    options = formats["round_robin"]["options"]
    assert formats["round_robin"]["plugin"] == "brackets"
    assert options["properties"]["legs"] == {"type": "integer", "default": 1}
    assert options["properties"]["draw"]["enum"] == ["snake", "blocks", "pots"]
    assert options["additionalProperties"] is False


def test_plugins_are_listed_with_what_they_offer(running: Any) -> None:
    """Everything offered is listed under its plugin."""
    plugins = {line["name"]: line["offers"] for line in running.http.get("/api/plugins").json()["plugins"]}
    assert {"kind": "Format", "name": "single_elimination"} in plugins["brackets"]


def test_the_openapi_document_describes_the_bodies_and_the_refusals(running: Any) -> None:
    """OpenAPI 3.1, with titles, strict bodies, the headers of writes, and problem documents everywhere."""
    document = running.http.get("/schema/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    schemas = document["components"]["schemas"]
    assert schemas["Result"]["required"] == ["points"]
    assert schemas["Result"]["additionalProperties"] is False
    assert schemas["Result"]["title"] == "Result"
    assert schemas["StageSettings"]["description"]
    report = document["paths"]["/api/tournaments/{tournament}/matches/{stage}/{match}/result"]["put"]
    assert report["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Result")
    assert {parameter["name"] for parameter in report["parameters"]} >= {"Idempotency-Key", "If-Match", "match"}
    for path, item in document["paths"].items():
        for operation in item.values():
            assert operation["summary"], path
            if path.startswith("/api/"):
                assert "application/problem+json" in operation["responses"]["400"]["content"]


def test_the_host_loads_nothing_from_elsewhere(running: Any) -> None:
    """No viewer of the API is served: they all load code from other servers."""
    for path in ("/schema/swagger", "/schema/redoc", "/schema/elements", "/schema/scalar", "/schema/rapidoc"):
        assert running.http.get(path).status_code == 404
