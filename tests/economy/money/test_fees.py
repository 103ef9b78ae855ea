"""Fees: held, captured, given back by the terms; a cancelled tournament keeps nothing of anybody."""

from datetime import timedelta
from typing import Any

import pytest
from deltacrown import Refused
from deltacrown_economy import names
from deltacrown_economy.fees import Fee, FeeState, Terms, cancel, capture, fees_of, pay, set_terms, withdraw
from deltacrown_economy.ledger import Ledger, LedgerRefused, balance
from deltacrown_economy.prizes import Part, Plan, correct, deposit
from deltacrown_economy.prizes import pay as pay_prizes
from deltacrown_economy.promotions import (
    GoesFor,
    Promotion,
    PromotionKind,
    create,
    expire_bonuses,
    fund,
    grant,
    uses_of,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.economy.money.conftest import NOON, RICH, Fresh, brief, has, in_escrow

PEOPLE = ("ann", "bob", "cid")
DC = "DC"


def fee(person: str, amount: int = 100) -> Fee:
    return Fee("cup", f"{person}-e", person, DC, amount)


def promote(ledger: Ledger, code: str, kind: PromotionKind, value: int, budget: int = 500, **more: Any) -> None:
    """A promotion with a budget from the sponsor."""
    create(ledger, Promotion(code, kind, value, DC, **more))
    fund(ledger, code, names.wallet("sponsor", DC), budget, f"fund {code}")


steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.sampled_from(PEOPLE), st.sampled_from(["", "HALF", "FREE"])),
        st.tuples(st.just("withdraw"), st.sampled_from(PEOPLE), st.just("")),
        st.tuples(st.just("capture"), st.just("ann"), st.just("")),
    ),
    max_size=10,
)


@brief
@given(steps, st.integers(0, 120), st.integers(0, 100))
def test_whatever_happened_before_a_cancellation_gives_everybody_everything_back_once(
    fresh: Fresh, wanted: list[tuple[str, str, str]], keeps: int, percent: int
) -> None:
    """Money that people and promotions had before they have again; escrow ends at zero; refunds are no more than fees."""
    with fresh(*PEOPLE, "sponsor") as ledger:
        promote(ledger, "HALF", PromotionKind.PERCENT, 50, uses_each=None)
        promote(ledger, "FREE", PromotionKind.FREE_ENTRY, 0, uses_each=None)
        deposit(ledger, "cup", names.wallet("sponsor", DC), 1000, "pot")
        set_terms(ledger.connection, "cup", Terms(None, keeps, percent))
        paying: set[str] = set()
        for kind, person, code in wanted:
            if kind == "pay":
                parts = pay(ledger, fee(person), NOON, code=code)
                assert sum(part.amount for part in parts) == 100 or person in paying
                paying.add(person)
            elif kind == "withdraw":
                done = withdraw(ledger, "cup", f"{person}-e", NOON)
                assert done.amount + done.kept == 100 * done.fees
                assert not done.fees or done.kept == min(100, keeps + percent)
                assert withdraw(ledger, "cup", f"{person}-e", NOON).amount == 0
                paying.discard(person)
            else:
                capture(ledger, "cup")
                assert capture(ledger, "cup") == 0
        kept = sum(part.captured - part.returned for part in fees_of(ledger.connection, "cup"))
        assert in_escrow(ledger) == 1000 + kept
        assert all(0 <= part.returned <= part.captured <= part.amount for part in fees_of(ledger.connection, "cup"))
        cancel(ledger, "cup")
        assert cancel(ledger, "cup").amount == 0
        everything = balance(ledger.connection, names.escrow("cup", DC))
        assert (everything.posted, everything.held_in) == (0, 0)
        assert [has(ledger, person) for person in PEOPLE] == [RICH] * 3
        assert [balance(ledger.connection, names.budget(code)).available for code in ("HALF", "FREE")] == [500, 500]
        assert has(ledger, "sponsor") == RICH - 1000


def test_a_fee_is_held_captured_and_given_back_by_the_terms(fresh: Fresh) -> None:
    """In full before the date, less what is kept; not at all from the date on; and paid again by whoever comes again."""
    now = [NOON]
    with fresh("ann", "bob", clock=lambda: now[0]) as ledger:
        set_terms(ledger.connection, "cup", Terms(NOON + timedelta(days=1), 10, 20))
        pay(ledger, fee("ann"), NOON)
        assert (has(ledger, "ann"), in_escrow(ledger)) == (RICH - 100, 0)
        assert pay(ledger, fee("ann"), NOON) == fees_of(ledger.connection, "cup")
        assert withdraw(ledger, "cup", "ann-e", NOON).amount == 70
        assert (has(ledger, "ann"), in_escrow(ledger)) == (RICH - 30, 30)
        pay(ledger, fee("ann"), NOON)
        pay(ledger, fee("bob"), NOON)
        assert capture(ledger, "cup") == 2
        assert in_escrow(ledger) == 230
        now[0] += timedelta(days=1)
        assert withdraw(ledger, "cup", "ann-e", now[0]).amount == 0
        assert [part.state for part in fees_of(ledger.connection, "cup", "ann-e")] == [FeeState.CAPTURED] * 2
        with pytest.raises(Refused, match="by somebody else"):
            pay(ledger, Fee("cup", "bob-e", "ann", DC, 100), now[0])
        with pytest.raises(LedgerRefused, match="has not so much"):
            pay(ledger, Fee("cup", "new-e", "ann", DC, RICH), now[0])


def test_a_tournament_that_has_paid_prizes_is_not_refunded_before_they_are_back(fresh: Fresh) -> None:
    """The money is with the winners: first it is taken back, then everybody gets their fee."""
    with fresh("ann", "bob") as ledger:
        for person in ("ann", "bob"):
            pay(ledger, fee(person), NOON)
        capture(ledger, "cup")
        won = Part("ann-e", "ann", names.wallet("ann", DC), 200)
        pay_prizes(ledger, Plan("cup", DC, 200, (won,)))
        with pytest.raises(Refused, match="prizes were paid already"):
            cancel(ledger, "cup")
        correct(ledger, Plan("cup", DC, 200, ()))
        assert (cancel(ledger, "cup").amount, has(ledger, "ann"), has(ledger, "bob")) == (200, RICH, RICH)


def test_credit_is_spent_first_and_ends(fresh: Fresh) -> None:
    """What a fee took of it comes back to it; what is left when its time is over goes back to the promotion, always."""
    now = [NOON]
    with fresh("ann", "sponsor", clock=lambda: now[0]) as ledger:
        promote(ledger, "HELLO", PromotionKind.BONUS, 60, budget=60, lasts_s=3600)
        assert [grant(ledger, "HELLO", "ann", "k", NOON) for _ in range(2)] == [60, 60]
        with pytest.raises(Refused, match="as often as you may"):
            grant(ledger, "HELLO", "ann", "other", NOON)
        with pytest.raises(LedgerRefused):
            grant(ledger, "HELLO", "bob", "k", NOON)
        parts = pay(ledger, fee("ann"), NOON)
        assert [(part.source, part.amount) for part in parts] == [
            (names.bonus("ann", "HELLO", 1), 60),
            (names.wallet("ann", DC), 40),
        ]
        now[0] += timedelta(hours=1)
        assert expire_bonuses(ledger, now[0]) == 0
        withdraw(ledger, "cup", "ann-e", now[0])
        assert [expire_bonuses(ledger, now[0]) for _ in range(2)] == [1, 0]
        assert balance(ledger.connection, names.budget("HELLO")).posted == 60
        assert has(ledger, "ann") == RICH


def test_a_code_is_for_whom_when_what_and_as_often_as_it_says(fresh: Fresh) -> None:
    """Every reason is told at once, and a use that is given back counts no more."""
    with fresh("ann", "bob", "sponsor") as ledger:
        promote(ledger, "SHOP", PromotionKind.FIXED, 30, goes_for=GoesFor.SHOP, people=("bob",), spend_least=500)
        with pytest.raises(Refused) as refused:
            pay(ledger, fee("ann"), NOON, code="SHOP")
        assert [problem.code for problem in refused.value.problems] == [
            "promotion.elsewhere",
            "promotion.spend_more",
            "promotion.not_for_you",
        ]
        promote(ledger, "ONCE", PromotionKind.FIXED, 30, uses=1, newcomers=True, ends_at=NOON + timedelta(days=1))
        pay(ledger, fee("ann"), NOON, code="ONCE")
        with pytest.raises(Refused, match="used as often as it may be"):
            pay(ledger, fee("bob"), NOON, code="ONCE")
        withdraw(ledger, "cup", "ann-e", NOON)
        assert uses_of(ledger.connection, "ONCE") == 0
        pay(ledger, fee("bob"), NOON, code="ONCE")
        with pytest.raises(Refused, match="cannot be used any more"):
            pay(ledger, fee("ann"), NOON + timedelta(days=1), code="ONCE")
        with pytest.raises(Refused, match="there is no code"):
            pay(ledger, fee("ann"), NOON, code="NONE")
        for wrong in (
            Promotion("A B", PromotionKind.PERCENT, 101, DC, uses=0),
            Promotion("", PromotionKind.FIXED, 0, DC),
        ):
            with pytest.raises(Refused):
                create(ledger, wrong)
