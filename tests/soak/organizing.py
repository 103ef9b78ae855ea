"""Organizers of a soak: random tournaments of every format, by random commands, each to its end."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

from attrs import frozen
from deltacrown import Command, CreateTournament, Engine, Entry, Tournament, read_lines, verify, wire
from deltacrown.fuzzing.commanding import command
from deltacrown.fuzzing.configuring import settings
from deltacrown.fuzzing.ending import next_step
from deltacrown.fuzzing.luck import Luck
from deltacrown.fuzzing.scene import Scene

from tests.soak.asking import Asker, Book
from tests.soak.watching import Audience

_STEPS = 60
_IN_VAIN = 8
_TRIES = 30


@frozen
class Organizer:
    """Somebody who runs one tournament after the other."""

    name: str
    engine: Engine
    asker: Asker
    audience: Audience
    book: Book

    def work(self, over: Event) -> None:
        """Until it is over; the last tournament is played to its end."""
        number = 0
        while not over.is_set():
            number += 1
            try:
                self._tournament(f"{self.name}-{number}", over)
            except Exception as error:  # noqa: BLE001 - whatever was not expected is a finding
                self.book.found(f"{self.name}-{number}: {type(error).__name__}: {error}")

    def _tournament(self, name: str, over: Event) -> None:
        if not any(self._created(name, Luck(f"{name}/{number}"), f"create-{number}") for number in range(_TRIES)):
            return
        self.book.count("tournaments")
        hook = {"url": f"{self.audience.receiver.url}/{name}"}
        made = self.asker.done("POST", f"/tournaments/{name}/webhooks", hook, "hook")
        spectators = self.audience.watch(name)
        play = Play(self, name)
        for number in range(_STEPS):
            if not over.is_set():
                play.step(command(play.scene(), luck := Luck(f"{name}/step/{number}")), f"step-{number}", luck)
        number = in_vain = 0
        while in_vain < _IN_VAIN and (move := next_step(play.scene(), luck := Luck(f"{name}/move/{number}"))):
            in_vain = 0 if play.step(move, f"move-{number}", luck) else in_vain + 1
            number += 1
        self.audience.judge(spectators, made["webhook"]["delivered_seq"], play.judged())

    def _created(self, name: str, luck: Luck, order: str) -> bool:
        drawn = settings(self.engine.registry, sorted(self.engine.registry.formats), luck)
        answer = self.asker.ask("POST", "/tournaments", {**wire.unstructure(drawn), "id": name}, order)
        return answer.is_success


class Play:
    """One tournament as its organizer sees it, and what the hosts have acknowledged."""

    def __init__(self, organizer: Organizer, name: str) -> None:
        self._by, self._path = organizer, f"/tournaments/{name}"
        self._name = name
        self._done: set[str] = set()
        self._refused: set[str] = set()

    def scene(self) -> Scene:
        """Where it stands, by its journal."""
        entries = self._entries()
        engine, now = self._by.engine, datetime.now(UTC)
        standing = engine.apply(Tournament(), (entry.event for entry in entries))
        return Scene(standing, entries, now, engine.registry, sorted(engine.registry.formats))

    def step(self, asked: Command, order: str, luck: Luck) -> bool:
        """Give the command; at times twice at once. Whether it was done."""
        if isinstance(asked, CreateTournament):
            return False
        body = wire.unstructure(asked, Command)
        times = 2 if luck.once_in(8) else 1
        with ThreadPoolExecutor(times) as senders:
            answers = [senders.submit(self._by.asker.ask, "POST", f"{self._path}/commands", body, order)] * times
        one, *others = [answer.result() for answer in answers]
        if any(other.status_code != one.status_code for other in others):
            self._by.book.found(f"{self._name} {order}: twice at once, {one.text[:200]} and {others[0].text[:200]}")
        (self._done if one.is_success and one.json()["events"] else self._refused).add(order)
        self._by.book.count("commands done" if one.is_success else "commands refused")
        return bool(one.is_success)

    def judged(self) -> int:
        """Whether everything is in the journal that was acknowledged, and nothing that was not; its length."""
        entries = self._entries()
        orders = {entry.order for entry in entries}
        if lost := self._done - orders:
            self._by.book.found(f"{self._name}: acknowledged, and lost: {sorted(lost)}")
        if doubtful := self._refused & orders:
            self._by.book.found(f"{self._name}: refused, and done: {sorted(doubtful)}")
        verdict = verify(self._by.engine, entries)
        if not verdict.holds:
            self._by.book.found(f"{self._name}: {verdict.findings or verdict.unchecked}")
        self._by.book.count("events", len(entries))
        return verdict.events

    def _entries(self) -> tuple[Entry, ...]:
        lines: Iterable[str] = self._by.asker.ask("GET", f"{self._path}/journal").text.splitlines()
        return tuple(read_lines(lines))
