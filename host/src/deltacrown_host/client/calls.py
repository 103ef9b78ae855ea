"""The calls that programs make most. Whatever else there is: `Client.call` with the path of the OpenAPI document."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx
from attrs import frozen

from deltacrown_host.client.following import follow
from deltacrown_host.client.patience import Patience

_AGAIN = frozenset({408, 429, 502, 503, 504})
_GET = "GET"


class HostRefused(Exception):
    """The host has answered with a problem document; `problems` are all of its lines."""

    def __init__(self, status: int, code: str, detail: str, problems: Sequence[Mapping[str, str]]) -> None:
        self.status, self.code, self.problems = status, code, problems
        super().__init__(f"{status} {code}: {detail}")


@frozen
class Happened:
    """What a command came to: the version of the tournament after it, and the id that it was done under."""

    version: int
    command: str


@frozen
class Standing:
    """A line of a ranking."""

    rank: int
    entrant: str


class Client:
    """A host. Calls that fail on the way are made again, writing ones under the same id, so that they happen once."""

    def __init__(self, address: str, key: str = "", patience: Patience | None = None) -> None:
        self.address = address.rstrip("/")
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.patience = patience or Patience()
        self._http = httpx.Client(base_url=self.address, headers=self.headers, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def call(self, method: str, path: str, body: object = None, *, command_id: str = "", **query: str | int) -> Any:
        """The answer to a request as data. Raises HostRefused, and httpx.TransportError where nobody answers at all."""
        headers = {} if method == _GET else {"Idempotency-Key": command_id or uuid4().hex}
        answer = self._answer(method, path, headers, body, query)
        if answer.is_error:
            raise _refused(answer)
        return answer.json() if answer.headers.get("content-type", "") == "application/json" else answer.text

    def _answer(
        self, method: str, path: str, headers: Mapping[str, str], body: object, query: Mapping[str, str | int]
    ) -> httpx.Response:
        sent: dict[str, Any] = {} if body is None else {"json": body}
        for pause_s in islice(self.patience.pauses(), self.patience.attempts - 1):
            try:
                answer = self._http.request(method, path, headers=headers, params=query, **sent)
            except httpx.TransportError:
                time.sleep(pause_s)
                continue
            if answer.status_code not in _AGAIN:
                return answer
            time.sleep(max(_asked_for_s(answer), pause_s))
        return self._http.request(method, path, headers=headers, params=query, **sent)

    def create_tournament(self, name: str, stages: Sequence[Mapping[str, Any]], **settings: Any) -> "TournamentClient":
        """A new tournament. `settings` are those of `POST /api/tournaments`, `id` among them."""
        # The host makes an id where none is given, each time: so it is made here, and a second attempt is the same.
        body = {"id": uuid4().hex[:12], "name": name, "stages": list(stages), **settings}
        self.call("POST", "/api/tournaments", body)
        return self.tournament(str(body["id"]))

    def tournament(self, id_: str) -> "TournamentClient":
        """A tournament that is there."""
        return TournamentClient(self, id_)


@frozen
class TournamentClient:
    """One tournament on a host."""

    host: Client
    id: str

    @property
    def path(self) -> str:
        """Where it is."""
        return f"/api/tournaments/{self.id}"

    @property
    def state(self) -> dict[str, Any]:
        """Its settings, phase and version."""
        return dict(self.host.call(_GET, self.path))

    def open_registration(self) -> Happened:
        """Take registrations."""
        return self._do("POST", "open-registration")

    def register(self, entrant: str, name: str = "", rating: int | None = None) -> Happened:
        """Register an entrant."""
        return self._do("POST", "entrants", {"entrant": entrant, "name": name, "rating": rating})

    def start(self, seed: str = "") -> Happened:
        """Draw and begin."""
        return self._do("POST", "start", {"seed": seed})

    def matches(self, state: str = "ready") -> list[dict[str, Any]]:
        """The matches in a state."""
        return list(self.host.call(_GET, f"{self.path}/matches", state=state)["matches"])

    def report(self, stage: str, match: str, points: Sequence[int]) -> Happened:
        """Say what was scored."""
        return self._do("PUT", f"matches/{stage}/{match}/result", {"points": list(points)})

    def give(self, command: Mapping[str, Any], command_id: str = "") -> Happened:
        """Give any command in its wire form."""
        return self._do("POST", "commands", dict(command), command_id)

    def standings(self, stage: str) -> list[Standing]:
        """The ranking of a stage as it is now, best first."""
        lines = self.host.call(_GET, f"{self.path}/stages/{stage}/standings")["standings"]
        return [Standing(line["rank"], line["entrant"]) for line in lines]

    def journal(self) -> str:
        """The journal as a file, for `deltacrown verify`."""
        return str(self.host.call(_GET, f"{self.path}/journal"))

    def follow(self, after: int = 0) -> Iterator[dict[str, Any]]:
        """Every event after a number, then each as it happens, over lost connections: in order, each once."""
        address = f"{self.host.address.replace('http', 'ws', 1)}/ws/tournament/{self.id}"
        return follow(address, after, self.host.headers, self.host.patience)

    def _do(self, method: str, path: str, body: object = None, command_id: str = "") -> Happened:
        receipt = self.host.call(method, f"{self.path}/{path}", body, command_id=command_id)
        return Happened(receipt["version"], receipt["command"])


def _asked_for_s(answer: httpx.Response) -> float:
    after = answer.headers.get("retry-after", "")
    return float(after) if after.isdecimal() else 0.0


def _refused(answer: httpx.Response) -> HostRefused:
    try:
        said = answer.json()
    except ValueError:
        said = {}
    code, detail = said.get("code", ""), said.get("detail", answer.reason_phrase)
    return HostRefused(answer.status_code, code, detail, tuple(said.get("problems", ())))
