"""What entrants can ask, and organizers for them."""

from fractions import Fraction

from attrs import frozen

from deltacrown.stage.slots import EntrantId


@frozen
class RegisterEntrant:
    """Take part. `entrant` is an id that says nothing about a person; `rating`, `club` and `pot` are for seedings.

    Whoever comes when all places are taken goes on the waiting list, if there is one. `override` is an organizer's word
    against the registration window and the capacity. During play only formats that take late entries admit anyone.
    """

    entrant: EntrantId
    rating: int | Fraction | None = None
    override: bool = False
    club: str = ""
    pot: int | None = None


@frozen
class WithdrawEntrant:
    """Leave, before the start or during play. Matches still to be played go to the opponents."""

    entrant: EntrantId


@frozen
class DisqualifyEntrant:
    """Be put out for a breach of the rules: like leaving, and ranked after everyone else in what is not over yet."""

    entrant: EntrantId
    reason: str


@frozen
class ReplaceEntrant:
    """Let a substitute take an entrant's place, as long as the entrant has not played in the stage that is open."""

    entrant: EntrantId
    substitute: EntrantId
    rating: int | Fraction | None = None


@frozen
class CheckIn:
    """Be there: one entrant, or several at once by an organizer. Whoever is checked in already stays so."""

    entrants: tuple[EntrantId, ...]


@frozen
class UndoCheckIn:
    """Take a check-in back. `override` is an organizer's word against the time limit."""

    entrant: EntrantId
    override: bool = False


@frozen
class DropNoShows:
    """Withdraw everyone who has not checked in, and give their places to those on the waiting list who have."""
