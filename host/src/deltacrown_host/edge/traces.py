"""Traces of requests, for an OpenTelemetry collector; only where the settings name one.

A span is named by its route and carries the request's id, by which the log is found. Paths and queries are not in it:
they hold ids, tickets and what people look for.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from deltacrown_host.edge.requests import request_id
from deltacrown_host.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_QUIET = {"/healthz", "/readiness", "/metrics"}
_FAILED = 500


class Traces(ASGIMiddleware):
    """Makes a span of every request and socket; a child of the caller's, where the caller has one (`traceparent`)."""

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET)

    def __init__(self, tracer: "Tracer") -> None:
        self._tracer = tracer

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Span the request."""
        from opentelemetry.propagate import extract  # noqa: PLC0415 - in the extra `traces`
        from opentelemetry.trace import SpanKind, StatusCode  # noqa: PLC0415 - as above

        route = scope["path_template"]
        if route in _QUIET:
            await next_app(scope, receive, send)
            return
        said = {"http.route": route, "deltacrown.request_id": request_id(scope)}
        method = str(scope.get("method") or "SOCKET")
        parent = extract({name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]})
        with self._tracer.start_as_current_span(f"{method} {route}", parent, SpanKind.SERVER, said) as span:

            async def noted(message: Any) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                    if message["status"] >= _FAILED:
                        span.set_status(StatusCode.ERROR)
                await send(message)

            await next_app(scope, receive, noted)


def tracing(settings: Settings) -> Sequence[Traces]:
    """What traces, or nothing."""
    if not settings.traces_url:
        return []
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - as above
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - as above
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - as above
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above

    provider = TracerProvider(resource=Resource({"service.name": "deltacrown"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(settings.traces_url)))
    return [Traces(provider.get_tracer("deltacrown"))]
