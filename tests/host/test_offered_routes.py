"""Routes that plugins bring."""

from typing import Any

from deltacrown import hookimpl
from deltacrown_host.bootstrap import HostDependency
from litestar import get, post


@get("/api/extra/version")
async def extra(host: HostDependency) -> dict[str, int]:
    """How many formats there are."""
    return {"formats": len(host.registry.formats)}


@get("/api/formats")
async def taken() -> None:
    """A path that the host has."""


@get("/api/tournaments/{other:str}")
async def taken_by_another_name() -> None:
    """The same path with another name for its parameter."""


@get("/api/fails")
async def fails() -> None:
    """A route that fails."""
    message = "secret"
    raise RuntimeError(message)


@post("/api/extra/version")
async def same_path(host: HostDependency) -> None:
    """Another method on a path of the same plugin."""


class Good:
    """A plugin with routes, some of which cannot be mounted."""

    @hookimpl
    def register_routes(self) -> Any:
        return [extra, taken, taken_by_another_name, fails, same_path, "not a route"]


class Broken:
    """A plugin that raises."""

    @hookimpl
    def register_routes(self) -> Any:
        raise RuntimeError


def test_plugins_bring_routes_and_broken_ones_are_named_and_left_out(serve: Any) -> None:
    """A good route works like one of the host's; whatever cannot be mounted is listed with its reason."""
    with serve([Good(), Broken()]) as running:
        assert running.http.get("/api/extra/version").json() == {"formats": len(running.host.registry.formats)}
        assert running.http.post("/api/extra/version").status_code == 201
        assert running.http.get("/api/formats").json()["formats"]
        listed = running.http.get("/api/plugins").json()
        assert {plugin["name"] for plugin in listed["plugins"]} >= {"Good", "Broken", "brackets"}
        reasons = [(line["plugin"], line["reason"]) for line in listed["rejected"]]
        assert [plugin for plugin, _ in reasons] == ["Good", "Good", "Good", "Broken"]
        assert "GET /api/formats is taken" in reasons[0][1]
        assert "GET /api/tournaments/{} is taken" in reasons[1][1]
        assert "not a route" in reasons[2][1]
        assert "RuntimeError" in reasons[3][1]
        assert "/api/extra/version" in running.http.get("/schema/openapi.json").json()["paths"]


def test_a_failing_route_tells_nothing_of_its_inside(serve: Any, caplog: Any) -> None:
    """A mistake is answered with a generic problem document and a request id; the log has the rest under that id."""
    with serve([Good()]) as running:
        answer = running.http.get("/api/fails", headers={"X-Request-Id": "request-123"})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert (answer.json()["code"], answer.json()["request_id"]) == ("server.error", "request-123")
    assert "secret" not in answer.text
    logged = [record for record in caplog.records if record.exc_info]
    assert [getattr(record, "request_id", "") for record in logged] == ["request-123"]
