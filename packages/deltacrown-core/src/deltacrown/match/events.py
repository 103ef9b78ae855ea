"""What can happen to a match."""

from attrs import frozen

from deltacrown.match.state import Outcome


@frozen
class MatchCompleted:
    """The match is settled: played, or decided without play because a side was or became empty."""

    stage: str
    match: str
    outcome: Outcome
