"""The world of one tournament: its journal in a file, its director, its clock, and the plugins of the hour.

Every command goes through `submit`, and after each one the laws are checked.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta, timezone
from pathlib import Path

from deltacrown.commands import Command, Envelope
from deltacrown.deciding import Decision
from deltacrown.director import Director
from deltacrown.engine import Engine
from deltacrown.errors import Refused
from deltacrown.events import HistoryAmended
from deltacrown.fuzzing import hindsight, invariants
from deltacrown.fuzzing.anything import NOON
from deltacrown.fuzzing.luck import Luck
from deltacrown.fuzzing.plan import Plan
from deltacrown.fuzzing.report import Report, hold
from deltacrown.fuzzing.rulings import check_ruling
from deltacrown.fuzzing.scene import Scene
from deltacrown.journal import Entry, from_line, to_line
from deltacrown.problems import Refusal
from deltacrown.tournament.state import Tournament


class World:
    """What a run changes step by step.

    engine    with all plugins; `here` is the engine with those that are installed at the moment
    deciders  which engine decided each command that was accepted, so that it can be decided again
    """

    def __init__(self, engine: Engine, plan: Plan, folder: Path) -> None:
        self.engine = self.here = engine
        self.plan = plan
        self.path = folder / "journal.jsonl"
        self.deciders: dict[str, Engine] = {}
        self.report = Report(plan.seed)
        self.now = NOON
        self.doing = "nothing"
        self.open()

    @property
    def tournament(self) -> Tournament:
        """The tournament as it stands."""
        return self.director.tournament

    @property
    def troubled(self) -> bool:
        """Whether a plugin was ever away."""
        return any(engine is not self.engine for engine in (self.here, *self.deciders.values()))

    def scene(self) -> Scene:
        """What a command is drawn from."""
        formats = self.plan.formats or sorted(self.engine.registry.formats)
        return Scene(self.tournament, self.journal.read(), self.now, self.engine.registry, formats)

    def pass_time(self, luck: Luck) -> None:
        """Time goes on, in some zone."""
        zone = timezone(timedelta(hours=luck.between(-11, 14)))
        self.now = (self.now + timedelta(seconds=luck.below(300))).astimezone(zone)

    def lines(self) -> Iterable[str]:
        """The lines of the journal's file."""
        return self.path.read_text(encoding="utf-8").splitlines(keepends=True)

    def open(self) -> None:
        """A process starts: the tournament is what the file says."""
        self.journal = self.plan.journal(self.path)
        self.director = Director(self.here, self.journal)
        self.replayed = self.tournament

    def reopen(self) -> None:
        """A new process: everything is read from the file again. What was acknowledged is there."""
        before = self.tournament
        self.open()
        hold("crash", invariants.same(self.tournament, before), "the file gives another tournament")

    def submit(self, command: Command, order: str, engine: Engine | None = None) -> Sequence[Entry]:
        """Ask for it, and hold everything that must hold after any command; the new entries, or nothing if refused."""
        before, size = self.tournament, self.path.stat().st_size
        engine = engine or self.here
        self.director.engine = engine
        self.report.tried[type(command).__name__] += 1
        try:
            entries = self.director.submit(command, "somebody", order, self.now)
        except Refused as refused:
            self.report.refusals.update(dict.fromkeys((problem.code for problem in refused.problems), 1))
            hold("refusal", self.tournament is before, "it changed the tournament")
            hold("refusal", self.path.stat().st_size == size, "it was written")
            return ()
        finally:
            self.director.engine = self.here
        if entries:
            self.deciders.setdefault(order, engine)
            check_ruling(command, self.tournament)
        self.report.events.update(type(entry.event).__name__ for entry in entries)
        self._check(before, entries)
        return entries

    def _check(self, before: Tournament, new: Sequence[Entry]) -> None:
        entries = self.journal.read()
        self._check_chain(entries, new)
        hold("replay", invariants.same(self.replayed, self.tournament), "the journal gives another tournament")
        invariants.check(self.here, self.tournament, troubled=self.troubled)
        if new and isinstance(new[0].event, HistoryAmended):
            self.report.incidents["correction"] += 1
            if not self.troubled:
                hindsight.check_amendment(self.engine, before, entries[: -len(new)], new)

    def _check_chain(self, entries: Sequence[Entry], new: Sequence[Entry]) -> None:
        """The new entries continue the chain without a gap, and come back from their lines as they were.

        What comes back is what is replayed: the whole journal at every start, each event once after it.
        """
        hold("chain", self.tournament.version == len(entries), f"version {self.tournament.version} of {len(entries)}")
        hold("chain", tuple(entries[len(entries) - len(new) :]) == tuple(new), "what was answered is not there")
        for place, entry in enumerate(new, len(entries) - len(new)):
            read = from_line(to_line(entry), entries[place - 1] if place else None)
            hold("chain", read == entry, f"event {entry.seq} comes back as another one")
            self.replayed = self.engine.apply(self.replayed, [read.event])


class AsThen(Engine):
    """Decides each command again with the plugins that were there when it was accepted."""

    def __init__(self, world: World) -> None:
        super().__init__(world.engine.registry)
        self._deciders = world.deciders

    def decide_checked(
        self, envelope: Envelope, tournament: Tournament, history: Callable[[], Iterable[Entry]] = tuple
    ) -> Decision | Refusal:
        """As it was decided then."""
        then = self._deciders.get(envelope.id)
        answer = then.decide_checked if then else super().decide_checked
        return answer(envelope, tournament, history)
