"""What can be asked of a match."""

from attrs import frozen

from deltacrown.match.state import Score


@frozen
class ReportResult:
    """Record what was scored in a match that is ready."""

    stage: str
    match: str
    score: Score
