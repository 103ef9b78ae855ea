"""What entrants can ask."""

from fractions import Fraction

from attrs import frozen

from deltacrown.stage.slots import EntrantId


@frozen
class RegisterEntrant:
    """Take part. `entrant` is an id that says nothing about a person; `rating` is what seedings may sort by."""

    entrant: EntrantId
    rating: int | Fraction | None = None


@frozen
class WithdrawEntrant:
    """Leave, before the start or during play. Matches still to be played go to the opponents."""

    entrant: EntrantId
