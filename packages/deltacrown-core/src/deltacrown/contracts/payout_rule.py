"""The contract of a payout rule: it says what each place is worth, and the core does the rest."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic

from deltacrown.contracts.format import NoOptions
from deltacrown.prize.state import Exact
from deltacrown.problems import Problem
from deltacrown.stage.options import OptionsT


class PayoutRule(ABC, Generic[OptionsT]):
    """How a prize pool is split over places.

    The rule never sees an entrant. The core puts entrants on places, lets level ones share the places they span,
    gives away what no place claims, rounds to whole units and deals the units left over: the sum is the pool,
    always, and a rule's author cannot get it wrong.

        class Halves(PayoutRule[NoOptions]):
            '''Half of the pool to the winner, half of the rest to the next, and so on.'''

            name = "halves"

            def places(self, pool, entrants, options):
                return [Fraction(pool, 2**place) for place in range(1, entrants + 1)]

    name     how settings name it: lower case, underscores
    title    how people name it
    options  an attrs class: its fields are the form, the schema and the validation
    """

    name: str
    title: str = ""
    options: type = NoOptions

    @abstractmethod
    def places(self, pool: int, entrants: int, options: OptionsT) -> Sequence[Exact]:
        """What each place is worth, the first place first, in minor units of the currency: int or Fraction.

        Never less than nothing, and together never more than the pool. Places that are not listed are worth nothing;
        those beyond `entrants`, the number who take part, are claimed by nobody. Pure: the same answer to the same
        question.
        """

    def check(self, options: OptionsT, pool: int) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """What is wrong with these options for that pool; `field` is relative to the options.

        Asked when a tournament is configured. What passes here must be answered by `places` for any number of entrants.
        """
        return ()
