"""Jobs of plugins, and the events that call for them."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from deltacrown import Entry, Tournament, hookimpl
from deltacrown.events import TournamentStarted
from deltacrown_host import Host, HostDependency, Kind, Wanted
from litestar import get

from tests.host.conftest import Cup


class Greeting:
    """A plugin that does something once a tournament has started, and something else now and then."""

    def __init__(self) -> None:
        self.greeted: list[str] = []
        self.failures = 1
        self.ticks = 0

    @hookimpl
    def register_jobs(self, host: Host) -> Mapping[str, Kind]:
        async def greet(_: str, payload: Mapping[str, Any]) -> None:
            if self.failures:
                self.failures -= 1
                raise RuntimeError
            name = await host.desk.look(payload["tournament"], lambda standing, _: standing.settings.name)
            self.greeted.append(name)

        async def tick(_: str, __: Mapping[str, Any]) -> None:
            self.ticks += 1

        return {"greeting.greet": Kind(greet), "greeting.tick": Kind(tick, every=timedelta(hours=1))}

    @hookimpl
    def jobs_after(self, entry: Entry) -> Sequence[Wanted]:
        return [Wanted("greeting.greet", entry.at)] if isinstance(entry.event, TournamentStarted) else []

    @hookimpl
    def register_routes(self) -> Any:
        @get("/api/greeted")
        async def greeted(host: HostDependency) -> dict[str, Any]:
            return {"greeted": self.greeted, "ticks": self.ticks}

        return [greeted]


class Troublesome:
    """A plugin of which nothing is of any use."""

    @hookimpl
    def register_jobs(self) -> Any:
        return {"nodot": Kind(asyncio.sleep), "trouble.none": None, "greeting.greet": Kind(asyncio.sleep)}  # type: ignore[arg-type]

    @hookimpl
    def jobs_after(self, tournament: Tournament) -> Any:
        return [Wanted("trouble.late", datetime(2026, 1, 1))] if tournament.phase else []  # noqa: DTZ001 - the mistake


def until_greeted(cup: Cup) -> dict[str, Any]:
    for _ in range(2000):
        found: dict[str, Any] = cup.on.http.get("/api/greeted").json()
        if found["greeted"]:
            return found
    raise AssertionError


def test_an_event_calls_for_a_plugins_job(serve: Any) -> None:
    """It is done once, though it failed at first; a plugin whose answers are of no use is named and harms nobody."""
    greeting = Greeting()
    with serve([greeting, Troublesome()], retry_first_s=0.01, poll_s=0.01) as running:
        cup = running.cup()
        assert until_greeted(cup) == {"greeted": ["Cup"], "ticks": 1}
        reasons = {
            line["reason"]
            for line in running.http.get("/api/plugins").json()["rejected"]
            if line["plugin"] == "Troublesome"
        }
        assert len(reasons) == 3
        assert "the job 'greeting.greet' is no use: the name is taken" in reasons
