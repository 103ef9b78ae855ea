"""The conformance kit of tie-breakers."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from attrs import evolve
from hypothesis import strategies as st

from deltacrown.contracts.tie_breaker import TieBreaker
from deltacrown.draws import Draw
from deltacrown.ranking import Number
from deltacrown.results import Results
from deltacrown.stage.soundness import measure_faults
from deltacrown.testing.lawbook import Conformance, law
from deltacrown.testing.samples import sample_results
from deltacrown.testing.script import Script
from deltacrown.testing.strategies import scripts


class TieBreakerConformance(Conformance):
    """The laws of tie-breakers.

    class TestMine(TieBreakerConformance):
        tie_breaker = Mine()
    """

    tie_breaker: ClassVar[TieBreaker]
    sizes: ClassVar[tuple[int, int]] = (2, 9)

    @law()
    def test_it_measures_everyone_exactly(self, case: Script) -> None:
        """A number for every entrant, whole or a fraction: before the first match, after all, and among the tied."""
        results = sample_results(case)
        tied = results.entrants[: 1 + case.entrants // 2]
        for some in (results, evolve(results, matches=()), results.among(tied)):
            try:
                faults = list(measure_faults(self.tie_breaker.measure(some), some.entrants))
            except Exception as error:  # noqa: BLE001 - the tie-breaker under test may fail in any way
                faults = [f"measure() raised {type(error).__name__}: {error}"]
            if faults:
                self._fail(case, f"is not exact after {len(some.matches)} matches: {faults[0]}")

    @law("order")
    def test_the_order_of_matches_does_not_matter(self, case: Script) -> None:
        """The same matches in another order give the same numbers."""
        results = sample_results(case)
        shuffled = evolve(results, matches=tuple(Draw(str(case.order)).shuffled(results.matches)))
        if self._measured(results) != self._measured(shuffled):
            self._fail(case, "measures something else when the same matches come in another order")

    @law("names")
    def test_names_do_not_matter(self, case: Script) -> None:
        """Entrants of other names get the same numbers, as long as no lots are drawn: only a draw may go by names."""
        undrawn = [evolve(sample_results(one), draw="") for one in (case.renamed(0), case)]
        before, renamed = map(self._measured, undrawn)
        if list(before.values()) != list(renamed.values()):
            self._fail(case, f"measures names: {list(before.values())}, and {list(renamed.values())} after renaming")

    @law()
    def test_it_is_pure(self, case: Script) -> None:
        """The same results always give the same numbers."""
        results = sample_results(case)
        answers = [self._measured(results, state) for state in range(3)]
        if any(answer != answers[0] for answer in answers):
            self._fail(case, f"changes its mind: {answers[0]}, and then {answers[1]}")

    @classmethod
    def cases(cls, *varying: Any) -> st.SearchStrategy[Any]:
        """Scripts that results are made from."""
        return scripts(cls.sizes, varying=varying)

    @classmethod
    def complete(cls) -> bool:
        """Whether a tie-breaker is named."""
        return hasattr(cls, "tie_breaker")

    def _measured(self, results: Results, state: int = 0) -> Mapping[str, Number]:
        """The numbers, with the global generator in a known state: faults and chance have a law each."""
        before = random.getstate()
        random.seed(state)
        try:
            values = self.tie_breaker.measure(results)
        except Exception:  # noqa: BLE001 - the tie-breaker under test may fail in any way
            return {}
        finally:
            random.setstate(before)
        return {entrant: values[entrant] for entrant in results.entrants if entrant in values}

    def _fail(self, script: Script, sentence: str) -> NoReturn:
        again = f"sample_results({script})"
        message = f"the tie-breaker {self.tie_breaker.name!r} {sentence}.\nTo see the results again: {again}"
        raise AssertionError(message)
