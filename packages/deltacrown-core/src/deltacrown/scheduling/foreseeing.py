"""What a tournament will still play, as far as it can be known: its formats are asked, on a fork that is played on."""

from collections.abc import Mapping, Sequence

from attrs import define, evolve, field, frozen

from deltacrown.commands import DecideTie, StartTournament
from deltacrown.engine import Engine
from deltacrown.errors import Refused
from deltacrown.fork import Fork, Place
from deltacrown.match.state import Match, Outcome
from deltacrown.problems import Refusal
from deltacrown.stage.placements import tied_in
from deltacrown.stage.slots import NOBODY
from deltacrown.stage.state import Stage
from deltacrown.table import Table
from deltacrown.tournament.state import Phase, Tournament

MOST_MATCHES = 20_000
"""What is foreseen at most."""


@frozen
class Foreseen:
    """A tournament, and the matches that it will have.

    now       the tournament as it stands
    stages    its stages as they are, and as they will be with the matches that are to come
    open      the matches still to be played: of those that are decided before they are played there are none
    foreseen  those of them that no format has planned yet
    batches   which matches each stage's format plans at once, one after another; the first are those there are
    """

    now: Tournament
    stages: tuple[Stage, ...]
    open: frozenset[Place]
    foreseen: frozenset[Place]
    batches: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, tournament: Tournament) -> "Foreseen":
        """The matches that there are."""
        batches = {stage.key: (tuple(stage.matches),) for stage in tournament.stages}
        return cls(tournament, tournament.stages, _open(tournament.stages), frozenset(), batches)


def foresee(engine: Engine, tournament: Tournament) -> Foreseen:
    """The tournament played on: every match goes to the better seed, and every tie is decided in its order.

    A tournament that has not started starts as it is. Raises Refused where it cannot, and PluginFault.
    """
    fork = Fork(engine, tournament)
    if tournament.phase in {Phase.REGISTRATION, Phase.CHECK_IN}:
        fork = _answered(fork, StartTournament())
    played = _Played(fork)
    played.play()
    known = {(stage.key, key) for stage in tournament.stages for key in stage.matches}
    stages = {stage.key: stage for stage in (*played.first.values(), *tournament.stages)}
    merged = tuple(_with(stages[stage.key], stage, played.planned) for stage in played.fork.tournament.stages)
    open_ = _open(merged)
    return Foreseen(tournament, merged, open_, frozenset(open_ - known), played.batches)


@define
class _Played:
    """A fork that is played on, and what each format plans at once."""

    fork: Fork
    batches: dict[str, tuple[tuple[str, ...], ...]] = field(factory=dict)
    planned: dict[Place, Match] = field(factory=dict)
    first: dict[str, Stage] = field(factory=dict)

    def play(self) -> None:
        """To the end, or until only people can say what comes next."""
        self._note()
        waiting = self.fork.ready()
        while waiting and len(self.planned) < MOST_MATCHES:
            before = self.fork
            self.fork = before.after([(place, _better(before, place)) for place in waiting])
            while self.fork.tournament.unresolved and self.fork.tournament.phase is Phase.LIVE:
                tied = self.fork.tournament.unresolved
                self.fork = _answered(
                    self.fork, DecideTie(tied_in(self.fork.tournament.stages, tied).key, tied, "by seed")
                )
            self._note()
            waiting = self.fork.woken(before, waiting)

    def _note(self) -> None:
        for stage in self.fork.tournament.stages:
            known = self.batches.setdefault(stage.key, ())
            self.first.setdefault(stage.key, stage)
            new = tuple(key for key in stage.matches if (stage.key, key) not in self.planned)
            if new:
                self.batches[stage.key] = (*known, new)
            self.planned |= {(stage.key, key): stage.matches[key] for key in new}


def _answered(fork: Fork, command: StartTournament | DecideTie) -> Fork:
    answer = fork.answered(command)
    if isinstance(answer, Refusal):
        raise Refused(answer.problems)
    return answer


def _better(fork: Fork, place: Place) -> Outcome:
    seeds = fork.stage(place[0]).seeds
    return Outcome(tuple((entrant,) for entrant in sorted(fork.match(place).present, key=seeds.__getitem__)))


def _with(stage: Stage, played: Stage, planned: dict[Place, Match]) -> Stage:
    """The stage as it is, with the matches that are to come as they will be planned."""
    matches = [(key, stage.matches.get(key) or planned[stage.key, key]) for key in played.matches]
    return evolve(stage, matches=Table(matches))


def _open(stages: Sequence[Stage]) -> frozenset[Place]:
    """The matches that at least two can come to, and that are not decided."""
    return frozenset(
        (stage.key, match.key)
        for stage in stages
        for match in stage.matches.values()
        if match.outcome is None and sum(entrant != NOBODY for entrant in match.entrants) > 1
    )
