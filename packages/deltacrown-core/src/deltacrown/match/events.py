"""What can happen to a match."""

from attrs import frozen

from deltacrown.match.state import Outcome
from deltacrown.stage.slots import EntrantId


@frozen
class MatchCompleted:
    """The match is settled: played, or decided without play because a side was or became empty.

    `entrants` are those who sat in its slots, in order; "" where nobody did.
    """

    stage: str
    match: str
    entrants: tuple[EntrantId, ...]
    outcome: Outcome
