"""What can happen to an entrant."""

from fractions import Fraction

from attrs import frozen

from deltacrown.stage.slots import EntrantId


@frozen
class EntrantRegistered:
    """The entrant takes part."""

    entrant: EntrantId
    rating: int | Fraction | None = None


@frozen
class EntrantWithdrawn:
    """The entrant has left."""

    entrant: EntrantId
