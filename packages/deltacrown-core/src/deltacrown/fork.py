"""Forks: a tournament played on by the engine's own machinery, and never written anywhere.

Whatever plays something out stands on this: the outlook, the rehearsals of the linter, the format laboratory.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import NoReturn, TypeAlias

from attrs import evolve, frozen

from deltacrown.commands import Command, CreateTournament, Envelope, StartTournament
from deltacrown.deciding import Decision
from deltacrown.engine import Engine
from deltacrown.events import Event
from deltacrown.match.decide import complete
from deltacrown.match.state import Match, Outcome
from deltacrown.plugins import asking
from deltacrown.problems import Refusal
from deltacrown.registration.events import EntrantRegistered
from deltacrown.stage.state import Stage
from deltacrown.tournament.events import RegistrationOpened, TournamentCreated
from deltacrown.tournament.state import Phase, Tournament, TournamentSettings, Window

LATER = datetime.max.replace(tzinfo=UTC)
"""When what is still to be played ends: after everything that has ended."""

Place: TypeAlias = tuple[str, str]
"""Where a match is: the key of its stage, and its own."""

Choose: TypeAlias = Callable[[Match], Outcome]
"""How a match that is ready ends."""


@frozen
class Fork:
    """A tournament as it would be."""

    engine: Engine
    tournament: Tournament

    def stage(self, key: str) -> Stage:
        """The stage with this key, which has opened."""
        return next(stage for stage in self.tournament.stages if stage.key == key)

    def match(self, place: Place) -> Match:
        """The match there."""
        return self.stage(place[0]).matches[place[1]]

    def ready(self) -> list[Place]:
        """The matches that can be played."""
        open_ = (stage for stage in self.tournament.stages if stage.undecided)
        return [(stage.key, match.key) for stage in open_ for match in stage.matches.values() if match.ready]

    def after(self, results: Iterable[tuple[Place, Outcome]], at: datetime = LATER) -> "Fork":
        """The fork in which these matches have ended so, and everything has followed. Raises PluginFault."""
        # No result is reported: an outcome may hold a score that nobody can look at, which no report could.
        decision = _decision(self, StartTournament(), at)
        for (key, match), outcome in results:
            stage = next(stage for stage in decision.tournament.stages if stage.key == key)
            complete(decision, stage, stage.matches[match], outcome)
        return Fork(self.engine, decision.tournament)

    def woken(self, before: "Fork", ended: Iterable[Place]) -> list[Place]:
        """The matches that became ready by the ends of these since `before`."""
        found: dict[Place, None] = {}
        for place in ended:
            for woken in self._fed(place):
                # A match that waits for two of them is woken by the second.
                found.pop(woken, None)
                found[woken] = None
        for stage in self.tournament.stages:
            known = before.tournament.stage(stage.key)
            new = islice(stage.matches.values(), len(known.matches) if known else 0, None)
            found.update(((stage.key, match.key), None) for match in new if match.ready)
        return list(found)

    def _fed(self, place: Place) -> Iterator[Place]:
        stage = self.stage(place[0])
        for key, _, _ in stage.feeds.get(place[1], ()):
            match = stage.matches[key]
            if match.ready:
                yield stage.key, key
            elif match.outcome is not None:
                yield from self._fed((stage.key, key))

    def answered(self, command: Command) -> "Fork | Refusal":
        """The fork after the command, or why it is refused."""
        answer = self.engine.decide(_decision(self, command).envelope, self.tournament)
        return answer if isinstance(answer, Refusal) else Fork(self.engine, answer.tournament)


def registered(engine: Engine, settings: TournamentSettings, entrants: Iterable[EntrantRegistered]) -> Fork | Refusal:
    """A tournament that these have registered for. Windows, check-in and capacity are not what is tried."""
    fork = Fork(engine, Tournament())
    refused = fork.answered(CreateTournament("fork", settings))
    if isinstance(refused, Refusal):
        return refused
    plain = evolve(settings, capacity=None, waitlist=False, registration=Window(), check_in=None)
    decision = _decision(fork, CreateTournament("fork", plain))
    events: list[Event] = [TournamentCreated("fork", plain), RegistrationOpened(), *entrants]
    for event in events:
        decision.record(event)
    return Fork(engine, decision.tournament)


def of_stage(engine: Engine, stage: Stage, words: tuple[str, ...]) -> Fork:
    """The stage alone as it stands, ranked by this cascade at its end. Its format is asked with the whole one."""
    settings = evolve(stage.settings, tie_breakers=words)
    forked = evolve(asking.with_cascade(engine.registry, stage), settings=settings)
    whole = TournamentSettings("", (settings,))
    return Fork(engine, Tournament(phase=Phase.LIVE, settings=whole, seeds=stage.entrants, stages=(forked,)))


def play_on(fork: Fork, choose: Choose) -> Fork:
    """The fork played until nothing is ready any more. Raises PluginFault."""
    waiting = fork.ready()
    while waiting:
        after = fork.after([(place, choose(fork.match(place))) for place in waiting])
        waiting = after.woken(fork, waiting)
        fork = after
    return fork


def _decision(fork: Fork, command: Command, at: datetime = LATER) -> Decision:
    envelope = Envelope("fork", at, "", command)
    return Decision(envelope, fork.tournament, fork.engine.registry, tuple, _never)


def _never(*_: object) -> NoReturn:
    """Nothing is corrected in a fork."""
    raise AssertionError
