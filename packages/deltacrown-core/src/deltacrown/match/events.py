"""What can happen to a match."""

from datetime import datetime

from attrs import frozen

from deltacrown.making import quick
from deltacrown.match.progress import Claim, Veto
from deltacrown.match.scores import Game
from deltacrown.match.state import Outcome
from deltacrown.stage.slots import EntrantId


@frozen
class MatchScheduled:
    """When and where the match is played."""

    stage: str
    match: str
    at: datetime | None
    station: str = ""


@frozen
class BestOfSet:
    """These matches have another number of games."""

    stage: str
    matches: tuple[str, ...]
    best_of: int


@frozen
class MatchCheckedIn:
    """One of those who play is there."""

    stage: str
    match: str
    entrant: EntrantId


@frozen
class MatchStarted:
    """The match has begun."""

    stage: str
    match: str
    at: datetime


@frozen
class MapVetoed:
    """A map was picked or banned."""

    stage: str
    match: str
    veto: Veto


@frozen
class GameReported:
    """One more game was played; in a best-of-N the score so far is the games that each side has won."""

    stage: str
    match: str
    game: Game


@frozen
class ResultClaimed:
    """One side has said what the result is."""

    stage: str
    match: str
    claim: Claim


@quick
@frozen(weakref_slot=False)
class MatchCompleted:
    """The match is settled: played, or decided without play because a side was or became empty.

    `entrants` are those who sat in its slots, in order; "" where nobody did. `at` is when it was settled.
    """

    stage: str
    match: str
    entrants: tuple[EntrantId, ...]
    outcome: Outcome
    at: datetime
