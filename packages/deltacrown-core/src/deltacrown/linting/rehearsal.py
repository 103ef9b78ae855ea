"""Rehearsals: settings played from the start to the end by the engine's own machinery, and never written anywhere."""

from collections.abc import Mapping
from itertools import chain

from attrs import define, field, frozen

from deltacrown.arranging import idle, some_matches
from deltacrown.commands import CloseStage, Command, DecideTie
from deltacrown.engine import Engine
from deltacrown.errors import PluginFault
from deltacrown.fork import Fork, Place
from deltacrown.linting.staging import begin, scored, twice
from deltacrown.linting.styles import Style
from deltacrown.problems import Problem, Refusal
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Phase, Tournament, TournamentSettings

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
    play = _Play(begun)
    play.run(style)
    return Rehearsal(entrants, play.tournament, play.opened, tuple(play.ties), (), play.stuck)


@define
class _Play:
    """A rehearsal as it goes on."""

    fork: Fork
    opened: dict[str, Stage] = field(factory=dict)
    ties: list[Tie] = field(factory=list)
    stuck: str = ""

    @property
    def tournament(self) -> Tournament:
        """The tournament as it stands."""
        return self.fork.tournament

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
        return self.opened.setdefault(stage.key, stage) is not stage or not twice(self.tournament, stage)

    def _lots(self) -> None:
        tied = self.tournament.unresolved
        stage = next(s for s in reversed(self.tournament.stages) if s.over and set(tied) <= set(s.entrants))
        self.ties.append(Tie(stage, tied))
        self._answered(DecideTie(stage.key, tied, "lots"))

    def _turn(self, style: Style) -> bool:
        """Everything that is ready is played; whether it was not too much."""
        if sum(len(stage.matches) for stage in self.tournament.stages) > MOST_MATCHES:
            return False
        waiting = self.fork.ready()
        stage = None if waiting else idle(self.fork.engine, self.tournament)
        if stage is not None:
            self._demand(stage)
        elif not waiting:
            parked = (stage.parked for stage in self.tournament.stages if stage.parked)
            self.stuck = next(parked, "nothing can be played, and it is not over")
        else:
            self._play(style, waiting)
        return True

    def _demand(self, stage: Stage) -> None:
        """One round of matches on demand, if there was none and there is anybody to meet; else the stage is closed."""
        matches = some_matches(self.fork.engine, lambda: self.tournament, stage.key, "rehearsal")
        first = None if stage.matches else next(matches, None)
        for command in (CloseStage(stage.key),) if first is None else chain([first], matches):
            if not self._answered(command):
                return

    def _answered(self, command: Command) -> bool:
        """The command is carried out, unless it is refused."""
        answer = self.fork.answered(command)
        if isinstance(answer, Refusal):
            self.stuck = answer.problems[0].message
        else:
            self.fork = answer
        return not self.stuck

    def _play(self, style: Style, waiting: list[Place]) -> None:
        endings = {stage.key: style(stage) for stage in self.tournament.stages if stage.undecided}
        try:
            self.fork = scored(self.fork, [(place, endings[place[0]](self.fork.match(place))) for place in waiting])
        except PluginFault as fault:
            self.stuck = str(fault)
