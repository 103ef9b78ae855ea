"""What can be asked of a match."""

from datetime import datetime

from attrs import frozen

from deltacrown.match.scores import Game, Score
from deltacrown.stage.slots import EntrantId


@frozen
class ScheduleMatch:
    """Set when and where a match is played; None and "" take it back."""

    stage: str
    match: str
    at: datetime | None
    station: str = ""


@frozen
class ScheduleMatches:
    """Set when and where many matches are played, all or none: a whole schedule at once."""

    matches: tuple[ScheduleMatch, ...]


@frozen
class SetBestOf:
    """Change how many games the matches of a round have, as long as none of them has begun."""

    stage: str
    round: int
    best_of: int
    section: str = ""


@frozen
class CheckInToMatch:
    """Be there for a match."""

    stage: str
    match: str
    entrant: EntrantId


@frozen
class StartMatch:
    """The match begins."""

    stage: str
    match: str


@frozen
class VetoMap:
    """Pick or ban a map, in the order that the stage's settings lay down."""

    stage: str
    match: str
    entrant: EntrantId
    map: str


@frozen
class ReportGame:
    """Record one game of a best-of-N; the match is decided with the game that decides it."""

    stage: str
    match: str
    game: Game


@frozen
class ClaimResult:
    """One side says what the result is. The match is decided once the other side says the same or confirms."""

    stage: str
    match: str
    entrant: EntrantId
    score: Score


@frozen
class ConfirmResult:
    """The other side agrees with what was claimed."""

    stage: str
    match: str
    entrant: EntrantId


@frozen
class ConfirmOverdue:
    """Nobody has answered a claim for as long as the settings allow: it stands."""

    stage: str
    match: str


@frozen
class ReportResult:
    """Record what was scored in a match that is ready. The word of an organizer or referee."""

    stage: str
    match: str
    score: Score


@frozen
class ForfeitMatch:
    """Give the match up, or be ruled to have lost it; `no_show` where nobody came. Both sides at once is possible."""

    stage: str
    match: str
    entrants: tuple[EntrantId, ...]
    no_show: bool = False
