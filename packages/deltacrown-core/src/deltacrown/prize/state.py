"""The prize that a tournament is played for, and what of it everyone gets."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import field, frozen

from deltacrown.stage.slots import EntrantId

Exact: TypeAlias = int | Fraction
"""An exact amount in minor units, which need not be a whole number of them."""


class Unclaimed(StrEnum):
    """Where the part of a pool goes that no place claims: a rule may give out less, or have more places than takers."""

    FIRST_PLACE = "first_place"
    """It is added to the first place."""
    IN_PROPORTION = "in_proportion"
    """Every place is raised by the same factor; where no place claims anything, the first takes all."""
    KEPT = "kept"
    """The organizer keeps it, as a share of its own."""


class Remainder(StrEnum):
    """Where the minor units go that cannot be divided, after every share was rounded down."""

    FIRST_PLACE = "first_place"
    LAST_PLACE = "last_place"
    """The last place that gets anything."""
    LARGEST_REMAINDER = "largest_remainder"
    """One unit each to those who lost most by rounding down (Hamilton's method); where equal, to the better place."""


@frozen
class PrizePool:
    """What is given out. `amount` counts the currency's minor units: cents, or whole coins where there are no cents."""

    currency: str
    amount: int


@frozen
class Prize:
    """What a tournament is played for, and how it is split.

    rule       the name of an installed payout rule
    options    the rule's own options, by name
    unclaimed  where the part goes that no place claims
    remainder  where the units go that cannot be divided
    """

    pool: PrizePool
    rule: str
    options: Mapping[str, Any] = field(factory=lambda: MappingProxyType({}))
    unclaimed: Unclaimed = Unclaimed.FIRST_PLACE
    remainder: Remainder = Remainder.FIRST_PLACE


@frozen
class Share:
    """What one entrant gets of the pool, in minor units.

    entrant    who gets it; `NOBODY` for what the organizer keeps
    amount     whole minor units
    place      the place it is for, the first of them where several places are shared; 0 for what is kept
    shared_by  how many level entrants share the places from `place` on
    exact      the exact amount, before rounding down
    odd_units  how many of the units that could not be divided are in `amount`
    by_lots    whether lots decided who of the level entrants got such a unit
    """

    entrant: EntrantId
    amount: int
    place: int
    shared_by: int
    exact: Exact
    odd_units: int = 0
    by_lots: bool = False


@frozen
class Allotment:
    """Who gets what. The amounts of `shares` add up to the pool, always; whoever is not in it gets nothing.

    places  what the payout rule gives each place that somebody took, exactly, up to the last that gets anything
    shares  by place; level entrants in the order of their seeds
    """

    places: tuple[Exact, ...]
    shares: tuple[Share, ...]

    def of(self, entrant: EntrantId) -> int:
        """What the entrant gets, in minor units."""
        return next((share.amount for share in self.shares if share.entrant == entrant), 0)
