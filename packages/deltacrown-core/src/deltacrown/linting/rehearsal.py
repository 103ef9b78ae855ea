"""Rehearsals: settings played from the start to the end by the engine's own machinery, and never written anywhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import attrs
from attrs import define, field, frozen

from deltacrown.commands import Command, CreateTournament, DecideTie, Envelope, StartTournament
from deltacrown.deciding import Decision
from deltacrown.engine import Engine
from deltacrown.errors import PluginFault
from deltacrown.linting.styles import Style
from deltacrown.match.events import MatchCompleted
from deltacrown.match.scores import Score
from deltacrown.match.state import Match, Outcome
from deltacrown.problems import Problem, Refusal
from deltacrown.registration.events import EntrantRegistered
from deltacrown.stage.progression import proceed
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.events import RegistrationOpened, TournamentCreated
from deltacrown.tournament.state import Phase, Tournament, TournamentSettings, Window

MOST_MATCHES = 20_000
"""What a rehearsal plays at most; of what is longer nothing is said."""
_MOST_TURNS = 300


@frozen
class Tie:
    """A tie that had to be decided from outside, and the stage as it stood then."""

    stage: Stage
    entrants: tuple[EntrantId, ...]


@frozen
class Rehearsal:
    """How a tournament went.

    opened   each stage as it was before its first result
    ties     the ties that stopped it
    refused  why it could not be started
    stuck    why it could not go on, or nothing
    """

    entrants: int
    tournament: Tournament
    opened: Mapping[str, Stage] = field(factory=dict)
    ties: tuple[Tie, ...] = ()
    refused: tuple[Problem, ...] = ()
    stuck: str = ""

    @property
    def complete(self) -> bool:
        """Whether it was played to its end."""
        return self.tournament.phase is Phase.COMPLETED


def rehearse(engine: Engine, settings: TournamentSettings, entrants: int, style: Style) -> Rehearsal:
    """The settings played with so many entrants, every match as the style ends it."""
    begun = begin(engine, settings, entrants)
    if isinstance(begun, Refusal):
        return Rehearsal(entrants, Tournament(), refused=begun.problems)
    play = _Play(engine, begun)
    play.run(style)
    return Rehearsal(entrants, play.tournament, play.opened, tuple(play.ties), (), play.stuck)


def begin(engine: Engine, settings: TournamentSettings, entrants: int) -> Tournament | Refusal:
    """A started tournament of so many entrants. Windows, check-in and capacity are not what is rehearsed."""
    plain = attrs.evolve(settings, capacity=None, waitlist=False, registration=Window(), check_in=None)
    decision = _decision(engine, Tournament(), CreateTournament("rehearsal", plain))
    decision.record(TournamentCreated("rehearsal", plain))
    decision.record(RegistrationOpened())
    for number in range(1, entrants + 1):
        decision.record(EntrantRegistered(f"e{number:05}", None))
    return _answer(engine, decision.tournament, StartTournament("rehearsal"))


def verdict(engine: Engine, command: CreateTournament) -> tuple[Problem, ...]:
    """Why there can be no such tournament."""
    answer = _answer(engine, Tournament(), command)
    return answer.problems if isinstance(answer, Refusal) else ()


def complete(
    engine: Engine, tournament: Tournament, results: Iterable[tuple[Stage, Match, Score]]
) -> tuple[Tournament, str]:
    """The tournament after these matches have ended, and everything has followed; and what a plugin did wrong."""
    decision = _decision(engine, tournament, StartTournament())
    touched: list[tuple[str, str]] = []
    for stage, match, score in results:
        outcome = Outcome(score.ranking(match.entrants), score=score)
        decision.record(MatchCompleted(stage.key, match.key, match.seated, outcome))
        touched += [(stage.key, waiting) for waiting, _ in stage.feeds.get(match.key, ())]
    try:
        proceed(decision, touched)
    except PluginFault as fault:
        return decision.tournament, str(fault)
    return decision.tournament, ""


def ready(tournament: Tournament) -> list[tuple[Stage, Match]]:
    """The matches that can be played now."""
    waiting = (stage for stage in tournament.stages if stage.undecided)
    return [(stage, match) for stage in waiting for match in stage.matches.values() if match.ready]


def twice(stage: Stage) -> tuple[EntrantId, ...]:
    """Who plays the stage more than once."""
    return tuple(entrant for entrant, times in Counter(stage.entrants).items() if times > 1)


def _decision(engine: Engine, tournament: Tournament, command: Command) -> Decision:
    envelope = Envelope("rehearsal", datetime.min.replace(tzinfo=UTC), "", command)
    return Decision(envelope, tournament, engine.registry, tuple, engine.decide)


def _answer(engine: Engine, tournament: Tournament, command: Command) -> Tournament | Refusal:
    answer = engine.decide(_decision(engine, tournament, command).envelope, tournament)
    return answer if isinstance(answer, Refusal) else answer.tournament


@define
class _Play:
    """A rehearsal as it goes on."""

    engine: Engine
    tournament: Tournament
    opened: dict[str, Stage] = field(factory=dict)
    ties: list[Tie] = field(factory=list)
    stuck: str = ""

    def run(self, style: Style) -> None:
        """Play until it ends, or cannot go on, or takes too long."""
        most = _MOST_TURNS + self.tournament.version
        for _ in range(most):
            sound = [self._sound(stage) for stage in self.tournament.stages]
            if self.tournament.phase is not Phase.LIVE or self.stuck or not all(sound):
                return
            if self.tournament.unresolved:
                self._lots()
            elif not self._turn(style):
                return
        self.stuck = f"it has not ended after {most} rounds"

    def _sound(self, stage: Stage) -> bool:
        """Whether the stage can be played; it is remembered as it opened."""
        return self.opened.setdefault(stage.key, stage) is not stage or not twice(stage)

    def _lots(self) -> None:
        tied = self.tournament.unresolved
        stage = next(s for s in reversed(self.tournament.stages) if s.over and set(tied) <= set(s.entrants))
        self.ties.append(Tie(stage, tied))
        answer = _answer(self.engine, self.tournament, DecideTie(stage.key, tied, "lots"))
        if isinstance(answer, Refusal):
            self.stuck = answer.problems[0].message
        else:
            self.tournament = answer

    def _turn(self, style: Style) -> bool:
        """Everything that is ready is played; whether it was not too much."""
        if sum(len(stage.matches) for stage in self.tournament.stages) > MOST_MATCHES:
            return False
        waiting = ready(self.tournament)
        if not waiting:
            parked = (stage.parked for stage in self.tournament.stages if stage.parked)
            self.stuck = next(parked, "nothing can be played, and it is not over")
            return True
        endings = {stage.key: style(stage) for stage in self.tournament.stages if stage.undecided}
        results = [(stage, match, endings[stage.key](match)) for stage, match in waiting]
        self.tournament, self.stuck = complete(self.engine, self.tournament, results)
        return True
