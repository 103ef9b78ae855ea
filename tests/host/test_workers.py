"""One address, several processes: `deltacrown serve --workers`."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from deltacrown_host.cli.serve import serve
from sqlalchemy import URL
from websockets.asyncio.client import connect

from tests.host.processes import environment, key_of_organizer, process
from tests.servers import created_like_template

ENTRANTS = [f"e{number}" for number in range(12)]
WATCHING = 8


@pytest.mark.parametrize("workers", [2, 4])
def test_sockets_of_every_worker_see_everything_in_order_once(
    workers: int, postgresql: URL, redis_url: str, tmp_path: Path
) -> None:
    """Whichever process a socket is on, and whichever took the result; and all end when the first is told to."""
    variables = environment(tmp_path, created_like_template(postgresql), "", redis_url=redis_url)
    key = key_of_organizer(variables)
    with process(variables, "--workers", str(workers)) as host:
        told = asyncio.run(_played(host.url, key))
        host.popen.send_signal(signal.SIGTERM)
        assert host.popen.wait(30) in {0, -signal.SIGTERM}
    assert len(told) == WATCHING
    assert all(heard == list(range(1, len(heard) + 1)) for heard in told)
    assert len({len(heard) for heard in told}) == 1


async def _played(url: str, key: str) -> list[list[int]]:
    """The numbers of the events that every socket has heard of a whole tournament."""
    async with asyncio.TaskGroup() as group:
        created = asyncio.Event()
        watching = [group.create_task(_watched(url, created)) for _ in range(WATCHING)]
        await _play(url, key, created)
    return [task.result() for task in watching]


async def _watched(url: str, created: asyncio.Event) -> list[int]:
    await created.wait()
    heard = []
    async with connect(f"{url.replace('http', 'ws')}/ws/tournament/cup?after=0") as socket:
        async for text in socket:
            frame: Any = json.loads(text)
            if frame["type"] == "event":
                heard.append(frame["seq"])
                if frame["event"]["type"] == "TournamentCompleted":
                    break
    return heard


async def _play(url: str, key: str, created: asyncio.Event) -> None:
    # A connection for every request, so that the processes share them.
    limits = httpx.Limits(max_keepalive_connections=0)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=f"{url}/api", headers=headers, limits=limits, timeout=300) as http:

        async def done(method: str, path: str, body: object = None) -> Any:
            answer = await http.request(method, f"/tournaments{path}", json=body)
            assert answer.is_success, answer.text
            return answer.json() if answer.content else None

        await done("POST", "", {"id": "cup", "name": "Cup", "stages": [{"key": "group", "format": "round_robin"}]})
        await done("POST", "/cup/open-registration")
        created.set()
        for entrant in ENTRANTS:
            await done("POST", "/cup/entrants", {"entrant": entrant})
        await done("POST", "/cup/start")
        matches = (await done("GET", "/cup/matches?limit=200"))["matches"]
        path = "/cup/matches/group/{}/result"
        await asyncio.gather(*(done("PUT", path.format(match["key"]), {"points": [1, 0]}) for match in matches))


def test_sqlite_is_for_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said in a sentence, before anything is started."""
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(serve, ["--workers", "2", "--database", "sqlite:///cups.db"])
    assert (said.exit_code, "PostgreSQL, not SQLite" in said.output) == (1, True)
    assert not list(tmp_path.iterdir())
