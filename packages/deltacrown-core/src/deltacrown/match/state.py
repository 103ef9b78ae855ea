"""A match and how it was settled."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from attrs import evolve, frozen

from deltacrown.making import quick
from deltacrown.match.progress import NOT_BEGUN, MatchState, Progress
from deltacrown.match.scores import Score
from deltacrown.stage.slots import NOBODY, EntrantId, Slot

__all__ = ["How", "Match", "Outcome", "Score"]


class How(StrEnum):
    """What settled a match."""

    PLAYED = "played"
    BYE = "bye"
    """One side was empty from the plan, or because the match before it had no winner."""
    WALKOVER = "walkover"
    """The opponent had withdrawn."""
    FORFEIT = "forfeit"
    """A side gave the match up, or was ruled to have lost it."""
    NO_SHOW = "no_show"
    """A side did not come."""
    NOBODY = "nobody"
    """No side had anyone left, or both forfeited; nobody moves on."""


@quick
@frozen(weakref_slot=False)
class Outcome:
    """How a match ended: groups of entrants who are level, best first.

    `(("a",), ("b",))` is a win for a, `(("a", "b"),)` a draw, `()` a match that nobody won. A duel, a lobby
    of a hundred and a match that both sides abandoned are one kind of thing. `order` is the id of the command that
    reported it; empty where no report was needed.
    """

    ranking: tuple[tuple[EntrantId, ...], ...]
    how: How = How.PLAYED
    score: Score | None = None
    order: str = ""

    @property
    def winner(self) -> EntrantId | None:
        """The one who came first alone, or None."""
        return self.ranking[0][0] if self.ranking and len(self.ranking[0]) == 1 else None

    @property
    def by_away_goals(self) -> bool:
        """Whether what was scored away decided it: there is a winner, and the score alone has none."""
        if self.winner is None or self.score is None:
            return False
        return len(self.score.games) > 1 and self.score.level()

    def without(self, gone: Collection[EntrantId]) -> "Outcome":
        """The outcome as it is for the others: whoever has left takes no place from them."""
        if not gone:
            return self
        groups = (tuple(entrant for entrant in group if entrant not in gone) for group in self.ranking)
        return evolve(self, ranking=tuple(group for group in groups if group))

    def placed(self, rank: int) -> EntrantId:
        """Who took the rank alone (1 is first), or `NOBODY`."""
        first = 1
        for group in self.ranking:
            if first == rank:
                return group[0] if len(group) == 1 else NOBODY
            first += len(group)
        return NOBODY


@quick
@frozen(weakref_slot=False)
class Match:
    """A match of a stage. A format gives the plan; `entrants` and `outcome` are the core's to fill.

    key         unique in the stage, stable, speaking: "A-3", "R2-1", "final"
    slots       who sits where, in order; the first is white or the home side (of the first leg, the third …)
    round       counts from 1 within the section
    section     the part of the stage it belongs to: "Group A", "winners"; the empty string where there is one part
    draws       whether level scores are a result
    best_of     how many games there are at most; whoever wins more than half of them wins the match
    legs        how many legs it has, at home and away in turn; their points are added up
    away_goals  whether what was scored away decides where the legs end level
    entrants    who sits in each slot: an id, None while unknown, `NOBODY` where nobody will come
    outcome     None until the match is decided
    ended_at    when it was decided: the time of the command that this followed from
    progress    what has happened in it so far
    """

    key: str
    slots: tuple[Slot, ...]
    round: int = 1
    section: str = ""
    draws: bool = False
    best_of: int = 1
    legs: int = 1
    away_goals: bool = False
    entrants: tuple[EntrantId | None, ...] = ()
    outcome: Outcome | None = None
    ended_at: datetime | None = None
    progress: Progress = NOT_BEGUN

    @property
    def state(self) -> MatchState:
        """Where the match stands in its life."""
        if self.progress.dispute is not None and self.progress.dispute.unsettled:
            return MatchState.DISPUTED
        if self.outcome is not None:
            return _DECIDED.get(self.outcome.how, MatchState.FORFEIT)
        if not self.ready:
            return MatchState.SCHEDULED
        return _under_way(self.progress)

    @property
    def known(self) -> bool:
        """Whether it is settled who comes (which may be nobody)."""
        return None not in self.entrants

    @property
    def seated(self) -> tuple[EntrantId, ...]:
        """Who sits in each slot of a match whose slots are all known; `NOBODY` where nobody does."""
        entrants = self.entrants
        return tuple([entrant or NOBODY for entrant in entrants]) if None in entrants else entrants  # type: ignore[return-value]

    @property
    def present(self) -> tuple[EntrantId, ...]:
        """The entrants known to take part, in slot order."""
        return tuple(filter(None, self.entrants))

    @property
    def played(self) -> bool:
        """Whether the match was decided by playing it."""
        return self.outcome is not None and self.outcome.how is How.PLAYED

    @property
    def ready(self) -> bool:
        """Whether it can be played now."""
        entrants = self.entrants
        return self.outcome is None and None not in entrants and len(entrants) - entrants.count(NOBODY) > 1


_DECIDED = {How.PLAYED: MatchState.COMPLETED, How.NOBODY: MatchState.CANCELLED}


def _under_way(progress: Progress) -> MatchState:
    if progress.claims:
        return MatchState.PENDING_RESULT
    if progress.started_at is not None or progress.games:
        return MatchState.LIVE
    return MatchState.CHECK_IN if progress.checked_in else MatchState.READY
