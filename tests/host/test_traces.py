"""Traces, as a collector gets them."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@pytest.fixture
def collector() -> Iterator[tuple[str, Queue[Any]]]:
    """The address of a collector, and the spans that reach it."""
    spans: Queue[Any] = Queue()

    class Collecting(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    for span in scope.spans:
                        spans.put(span)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Collecting) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", spans
        server.shutdown()
        thread.join()


def test_a_request_is_a_span_that_names_its_route_and_nobody(serve: Any, collector: tuple[str, Queue[Any]]) -> None:
    """The span carries the request's id, by which the log is found, and neither the id in the path nor what is asked."""
    address, spans = collector
    with serve(traces_url=address) as running:
        cup = running.cup()
        answer = cup.get("", headers={"x-request-id": "find-me-by-this"}, params={"secret": "swordfish"})
        assert answer.status_code == 200
        running.http.get("/healthz")
    seen = {}
    while "find-me-by-this" not in seen:
        span = spans.get(timeout=30)
        said = {one.key: one.value.string_value for one in span.attributes}
        seen[said.get("deltacrown.request_id", "")] = span
    found = seen["find-me-by-this"]
    assert found.name == "GET /api/tournaments/{tournament}"
    assert cup.id not in found.name
    assert "swordfish" not in str(found)
    assert cup.id not in str(found)
    assert not any("healthz" in str(span) for span in seen.values())
