"""What can happen to an entrant."""

from datetime import datetime
from fractions import Fraction

from attrs import frozen

from deltacrown.stage.slots import EntrantId


@frozen
class EntrantRegistered:
    """The entrant takes part."""

    entrant: EntrantId
    rating: int | Fraction | None = None
    club: str = ""
    pot: int | None = None


@frozen
class EntrantWaitlisted:
    """All places are taken: the entrant waits, last in the line."""

    entrant: EntrantId
    rating: int | Fraction | None = None
    club: str = ""
    pot: int | None = None


@frozen
class EntrantPromoted:
    """A place has become free: the entrant takes part."""

    entrant: EntrantId


@frozen
class EntrantJoined:
    """The entrant has entered a stage that was open already, as its last seed."""

    entrant: EntrantId
    stage: str


@frozen
class EntrantWithdrawn:
    """The entrant has left; `no_show` where it never came."""

    entrant: EntrantId
    no_show: bool = False


@frozen
class EntrantDisqualified:
    """The entrant was put out."""

    entrant: EntrantId
    reason: str


@frozen
class EntrantReplaced:
    """A substitute has taken the entrant's place, seed and unplayed matches."""

    entrant: EntrantId
    substitute: EntrantId
    rating: int | Fraction | None = None


@frozen
class EntrantsCheckedIn:
    """These entrants are there."""

    entrants: tuple[EntrantId, ...]
    at: datetime


@frozen
class CheckInUndone:
    """The entrant is not there after all."""

    entrant: EntrantId
