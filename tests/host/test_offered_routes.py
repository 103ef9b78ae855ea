"""Routes that plugins bring."""

from pathlib import Path
from typing import Any

import deltacrown_host
import pytest
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
        assert "the route taken (/api/formats) cannot be mounted" in reasons[0][1]
        assert "not a route" in reasons[2][1]
        assert not any("object at 0x" in reason for _, reason in reasons)
        good = next(plugin for plugin in listed["plugins"] if plugin["name"] == "Good")
        assert good["routes"] == [
            {"method": "GET", "path": "/api/extra/version"},
            {"method": "GET", "path": "/api/fails"},
            {"method": "POST", "path": "/api/extra/version"},
        ]
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


class Misspelt:
    """A plugin with a slip in the name of a hook."""

    @hookimpl
    def register_rutes(self) -> Any:
        return [extra]


def test_what_is_left_out_or_not_heard_is_said_at_start(serve: Any, caplog: Any) -> None:
    """A warning names the plugin and the reason; the list of plugins says the same."""
    with serve([Good(), Broken(), Misspelt()]) as running:
        listed = running.http.get("/api/plugins").json()
    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert [line["plugin"] for line in listed["unheard"]] == ["Misspelt"]
    assert "register_rutes" in listed["unheard"][0]["reason"]
    for line in (*listed["rejected"], *listed["unheard"]):
        assert any(line["plugin"] in warning and line["reason"] in warning for warning in warnings), line


def test_the_public_names_are_enough_for_a_route() -> None:
    """`from deltacrown_host import …` gives what a plugin's route and its test need."""
    assert deltacrown_host.HostDependency is HostDependency
    assert all(getattr(deltacrown_host, name) is not None for name in deltacrown_host.__all__)
    with pytest.raises(AttributeError):
        _ = deltacrown_host.nothing


LOOSE = """
from deltacrown import hookimpl
from deltacrown_host import HostDependency
from litestar import get
from litestar.params import FromPath

@get("/api/loose/{tournament:str}")
async def loose(tournament: FromPath[str], host: HostDependency) -> dict[str, str]:
    return {"tournament": tournament}

@hookimpl
def register_routes():
    return [loose]
"""


def test_a_loose_file_brings_routes(serve: Any, tmp_path: Path) -> None:
    """Its annotations are read as those of a package are."""
    (tmp_path / "loose.py").write_text(LOOSE)
    with serve(plugins_folder=tmp_path) as running:
        assert running.http.get("/api/loose/cup").json() == {"tournament": "cup"}
