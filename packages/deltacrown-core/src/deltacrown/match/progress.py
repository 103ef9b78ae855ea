"""What has happened in a match before its outcome: its time, who is there, maps, games, reports and the dispute."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from deltacrown.dispute.state import Dispute
from deltacrown.making import quick
from deltacrown.match.scores import Game, Score
from deltacrown.stage.slots import EntrantId


class MatchState(StrEnum):
    """Where a match stands in its life."""

    SCHEDULED = "scheduled"
    """It is not known yet who plays."""
    CHECK_IN = "check_in"
    """Some, not all, of those who play have said that they are there."""
    READY = "ready"
    LIVE = "live"
    PENDING_RESULT = "pending_result"
    """One side has reported a result that the other has not confirmed."""
    DISPUTED = "disputed"
    COMPLETED = "completed"
    FORFEIT = "forfeit"
    """Decided without play: a bye, a walkover, a forfeit or a no-show."""
    CANCELLED = "cancelled"
    """Nobody won it and nobody moved on."""


@frozen
class Claim:
    """What one side says the result is."""

    entrant: EntrantId
    score: Score
    at: datetime


@frozen
class Veto:
    """A map picked or banned by one side."""

    entrant: EntrantId
    action: str
    map: str


@quick
@frozen(weakref_slot=False)
class Progress:
    """How far a match has come. Nothing here decides it: that is the outcome's."""

    scheduled_at: datetime | None = None
    station: str = ""
    checked_in: tuple[EntrantId, ...] = ()
    started_at: datetime | None = None
    vetoes: tuple[Veto, ...] = ()
    games: tuple[Game, ...] = ()
    claims: tuple[Claim, ...] = ()
    dispute: Dispute | None = None


NOT_BEGUN = Progress()
