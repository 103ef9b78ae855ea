"""The conformance kit of seedings."""

import random
from typing import Any, ClassVar, NoReturn

from hypothesis import strategies as st

from deltacrown.contracts.seeding import Seeding
from deltacrown.registration.state import Entrant
from deltacrown.stage.soundness import order_faults
from deltacrown.testing.lawbook import Conformance, law
from deltacrown.testing.script import Script
from deltacrown.testing.strategies import sizes_between

_RATING = st.none() | st.integers(0, 3000)


class SeedingConformance(Conformance):
    """The laws of seedings.

    class TestMine(SeedingConformance):
        seeding = Mine()
    """

    seeding: ClassVar[Seeding]
    sizes: ClassVar[tuple[int, int]] = (2, 33)

    @law()
    def test_it_seeds_everyone_once(self, case: tuple[list[Entrant], str]) -> None:
        """Every entrant has one seed, rated or not."""
        entrants, seed = case
        try:
            faults = list(order_faults(tuple(self.seeding.order(entrants, seed)), [e.id for e in entrants], "order()"))
        except Exception as error:  # noqa: BLE001 - the seeding under test may fail in any way
            faults = [f"order() raised {type(error).__name__}: {error}"]
        if faults:
            self._fail(case, f"does not seed everyone once: {faults[0]}")

    @law()
    def test_anyone_can_repeat_the_draw(self, case: tuple[list[Entrant], str]) -> None:
        """The same entrants and the same recorded seed give the same order, whatever else has happened."""
        before = random.getstate()
        orders = []
        try:
            for state in range(3):
                random.seed(state)
                orders.append(tuple(self.seeding.order(*case)))
        except Exception:  # noqa: BLE001 - the other law speaks about this
            return
        finally:
            random.setstate(before)
        if len(set(orders)) > 1:
            self._fail(case, f"cannot be repeated: {orders[0]}, and then {orders[1]}")

    @classmethod
    def cases(cls, *varying: Any) -> st.SearchStrategy[Any]:  # noqa: ARG003 - the kits' common shape
        """Entrants, and the recorded seed of a draw."""
        fields = sizes_between(*cls.sizes).flatmap(lambda size: st.tuples(*[_RATING] * size))
        entrants = fields.map(
            lambda ratings: [Entrant(i, rating) for i, rating in zip(Script(len(ratings)).ids(), ratings, strict=True)]
        )
        return st.tuples(entrants, st.text("abc", max_size=3))

    @classmethod
    def complete(cls) -> bool:
        """Whether a seeding is named."""
        return hasattr(cls, "seeding")

    def _fail(self, case: tuple[list[Entrant], str], sentence: str) -> NoReturn:
        message = f"the seeding {self.seeding.name!r} {sentence}.\nTo see it again: order(*{case})"
        raise AssertionError(message)
