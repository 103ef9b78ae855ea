"""An entrant: a player or a team in one tournament."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from deltacrown.making import quick
from deltacrown.stage.slots import EntrantId


class Status(StrEnum):
    """How an entrant stands to the tournament."""

    TAKING_PART = "taking_part"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


@quick
@frozen(weakref_slot=False)
class Entrant:
    """Someone who takes part, by id only; the display name is looked up beside the journal.

    rating      what a seeding may sort by, in whatever unit the game uses
    checked_in  when the entrant said to be there, or None
    club        the id of what entrants have in common who should not meet early: a club, a region
    pot         the pot that the entrant is drawn from
    """

    id: EntrantId
    rating: int | Fraction | None = None
    status: Status = Status.TAKING_PART
    checked_in: datetime | None = None
    club: str = ""
    pot: int | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether the entrant has left or was put out."""
        return self.status in {Status.WITHDRAWN, Status.DISQUALIFIED}
