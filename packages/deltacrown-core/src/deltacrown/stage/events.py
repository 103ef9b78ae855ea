"""What can happen to a stage."""

from attrs import frozen

from deltacrown.match.state import Match
from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId


@frozen
class StageOpened:
    """A stage has begun with these entrants, seed 1 first, pinned to this revision of its format."""

    stage: str
    entrants: tuple[EntrantId, ...]
    revision: int


@frozen
class MatchesAdded:
    """The format has planned these matches, or has agreed to one that was asked for."""

    stage: str
    matches: tuple[Match, ...]


@frozen
class PairingTakenBack:
    """These matches, the newest of the stage, are not to be played: what is, is paired again."""

    stage: str
    matches: tuple[str, ...]


@frozen
class StageCompleted:
    """Nothing more is to be played in the stage; the ranking carries its reasons."""

    stage: str
    ranking: Ranking


@frozen
class StageParked:
    """No new pairings can be made, because the stage's format is not installed in the revision it is pinned to."""

    stage: str
    reason: str


@frozen
class StageResumed:
    """The stage's format is there again."""

    stage: str


@frozen
class TieFound:
    """The next stage needs one entrant where these are level; a decision from outside is needed."""

    stage: str
    entrants: tuple[EntrantId, ...]


@frozen
class TieDecided:
    """The tie is settled in this order, and the stage is ranked accordingly."""

    stage: str
    order: tuple[EntrantId, ...]
    method: str
    ranking: Ranking
