"""Playing the World Cup as any client could: over HTTP, with nothing but the public API."""

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

import httpx
from attrs import frozen

from deltacrown_host.demo.world_cup import Fixture, WorldCup

TOURNAMENT = "world-cup-2022"
_DRAW = "2022"


class NotAsInHistory(Exception):
    """The host did something else than what happened in 2022, or refused it."""


@frozen
class Played:
    """One result that was reported: where it stood in the program, and the title of its group or stage."""

    number: int
    of: int
    where: str
    fixture: Fixture


class Api:
    """The API of a host, as seen by a client that shows this key."""

    def __init__(self, address: str, key: str) -> None:
        shown = {"Authorization": f"Bearer {key}"}
        self._client = httpx.Client(base_url=f"{address}/api/tournaments", headers=shown, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def get(self, path: str, **query: str) -> Any:
        """The answer to a question. Raises NotAsInHistory where it is refused."""
        return self._answered(self._client.get(path, params=query)).json()

    def send(self, method: str, path: str, key: str, body: Mapping[str, object] | None = None) -> None:
        """A command. `key` makes it safe to send twice. Raises NotAsInHistory where it is refused."""
        self._answered(self._client.request(method, path, json=body, headers={"Idempotency-Key": key}))

    def journal(self) -> str:
        """The journal of the World Cup, as the file that anyone can download."""
        return self._answered(self._client.get(f"/{TOURNAMENT}/journal")).text

    def _answered(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_error:
            request = answer.request
            message = f"{request.method} {request.url.path} was answered {answer.status_code}: {answer.text}"
            raise NotAsInHistory(message)
        return answer


def announce(api: Api, cup: WorldCup) -> None:
    """Create the tournament, and register everyone who took part."""
    api.send("POST", "/", "create", {"id": TOURNAMENT, **cup.settings})
    api.send("POST", f"/{TOURNAMENT}/open-registration", "open")
    for entrant, name in cup.entrants.items():
        api.send("POST", f"/{TOURNAMENT}/entrants", f"register-{entrant}", {"entrant": entrant, "name": name})


def start(api: Api) -> None:
    """The draw is known already: seeds stand in the order of registration."""
    api.send("POST", f"/{TOURNAMENT}/start", "start", {"seed": _DRAW})


def play(api: Api, cup: WorldCup) -> Iterator[Played]:
    """Report every result in the order of kick-off, one each time that the next is asked for."""
    for number, fixture in enumerate(cup.matches, 1):
        match = _match(api, fixture)
        turned = match["entrants"] != list(fixture.sides)
        score: dict[str, object] = {"points": list(fixture.points[::-1] if turned else fixture.points)}
        if fixture.shootout:
            score["shootout"] = list(fixture.shootout[::-1] if turned else fixture.shootout)
        path = f"/{TOURNAMENT}/matches/{fixture.stage}/{match['key']}/result"
        api.send("PUT", path, f"result-{fixture.stage}-{match['key']}", score)
        yield Played(number, len(cup.matches), _where(match["section"]), fixture)


def _where(section: str) -> str:
    """The group, or the part of the bracket."""
    return section[:1].upper() + section[1:] or "Knock-out"


def _match(api: Api, fixture: Fixture) -> dict[str, Any]:
    """The match that these two are to play now: neutral ground, so either may be named first."""
    ready = api.get(f"/{TOURNAMENT}/matches", stage=fixture.stage, state="ready")["matches"]
    found: list[dict[str, Any]] = [match for match in ready if set(match["entrants"]) == set(fixture.sides)]
    if len(found) != 1:
        message = f"{' and '.join(fixture.sides)} met in 2022, but here they do not"
        raise NotAsInHistory(message)
    return found[0]


def check_placings(api: Api, cup: WorldCup) -> list[str]:
    """The names of the first four. Raises NotAsInHistory where they are others than in 2022."""
    placements = api.get(f"/{TOURNAMENT}")["placements"]
    best = tuple(line["entrant"] for line in placements if line["rank"] <= len(cup.placings))
    if best != cup.placings:
        message = f"the first were {', '.join(cup.placings)}, but here they are {', '.join(best) or 'unknown'}"
        raise NotAsInHistory(message)
    return [cup.entrants[entrant] for entrant in best]
