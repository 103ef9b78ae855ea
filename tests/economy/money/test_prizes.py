"""Prizes: what a plan says is what is paid, once, and what a correction changes is what moves."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from deltacrown import Prize, PrizePool, Refused, load
from deltacrown.prize.state import Remainder
from deltacrown_economy import names
from deltacrown_economy.ledger import Ledger, Order, SetStatus, Status, history
from deltacrown_economy.opening import open_wallet
from deltacrown_economy.prizes import (
    FindingKind,
    Part,
    Plan,
    Roster,
    TeamWay,
    correct,
    deposit,
    divide,
    pay,
    plan_by_rule,
    preview,
    settle_rest,
    verify,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.economy.money.conftest import RICH, Fresh, brief, give, has, in_escrow

REGISTRY = load(installed=True)
ALONE = {name: Roster((name,)) for name in "abcdefgh"}
PGA = ["18", "10.9", "6.9", "4.9", "4.1"]


def planned(prize: Prize, *groups: str, way: TeamWay = TeamWay.CAPTAIN, rosters: Mapping[str, Roster] = ALONE) -> Plan:
    """The plan for these placements: each text a group of level entrants."""
    return plan_by_rule(REGISTRY, "cup", prize, [tuple(group) for group in groups], rosters, way, draw="seed")


def amounts(plan: Plan) -> list[int]:
    return [part.amount for part in plan.parts]


def test_known_answers_of_golf_and_of_percentages() -> None:
    """Level players share the places they span, as in golf; what cannot be divided goes by the remainder's rule."""
    open_ = Prize(PrizePool("USD", 100_000_000), "percent", {"percents": [*PGA, "55.2"]})
    # Three level on the second place share 10.9, 6.9 and 4.9 percent: 7.5666… each; two units are left, for the first.
    shared = [18_000_002, *[7_566_666] * 3, 4_100_000, 55_200_000]
    assert amounts(planned(open_, "a", "bcd", "e", "f")) == shared
    thirds: dict[str, Any] = {"percents": ["100/3", "100/3", "100/3"]}
    assert amounts(planned(Prize(PrizePool("DC", 100), "percent", thirds), "a", "b", "c")) == [34, 33, 33]
    largest = Prize(PrizePool("DC", 101), "percent", {"percents": [50, 30, 20]}, remainder=Remainder.LARGEST_REMAINDER)
    assert amounts(planned(largest, "a", "b", "c")) == [51, 30, 20]
    winner = Prize(PrizePool("DC", 7), "winner_takes_all")
    assert sorted(amounts(planned(winner, "ab"))) == [3, 4]


def test_a_team_is_paid_as_it_says() -> None:
    """To the captain, to everyone equally, or by weights; a unit that cannot be divided is not lost."""
    roster = Roster(("cap", "ann", "bob"), {"cap": 5, "ann": 3, "bob": 2})
    assert divide(100, roster, TeamWay.CAPTAIN) == {"cap": 100}
    assert divide(100, roster, TeamWay.EQUAL) == {"cap": 34, "ann": 33, "bob": 33}
    assert divide(101, roster, TeamWay.CUSTOM) == {"cap": 51, "ann": 30, "bob": 20}
    for wrong in ({"cap": 0}, {"cap": -1, "ann": 2}, {"stranger": 1, "cap": 1}):
        with pytest.raises(Refused, match="weights"):
            divide(1, Roster(("cap", "ann"), wrong), TeamWay.CUSTOM)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_a_division_adds_up_and_is_as_fair_as_whole_units_allow(amount: int, weights: list[int]) -> None:
    """Nobody is more than a unit from what is exactly theirs."""
    people = tuple(f"p{n}" for n in range(len(weights)))
    parts = divide(amount, Roster(people, dict(zip(people, weights, strict=True))), TeamWay.CUSTOM)
    assert sum(parts.values()) == amount
    for person, weight in zip(people, weights, strict=True):
        assert abs(parts.get(person, 0) - Fraction(amount * weight, sum(weights))) < 1


plans = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 900)), max_size=5)


def plan(parts: Sequence[tuple[str, int]]) -> Plan:
    """A plan of one's own."""
    made = tuple(Part(person, person, names.wallet(person, "DC"), amount) for person, amount in parts)
    return Plan("cup", "DC", 5000, made)


@brief
@given(st.lists(st.tuples(plans, st.booleans()), min_size=1, max_size=5), st.data())
def test_whatever_was_paid_before_a_plan_is_paid_exactly_or_not_at_all(
    fresh: Fresh, steps: list[tuple[Any, bool]], data: st.DataObject
) -> None:
    """Preview says what moves; pay never takes back; correct does, unless it was spent; escrow and winners add up."""
    with fresh("sponsor") as ledger:
        deposit(ledger, "cup", names.wallet("sponsor", "DC"), 5000, "pot")
        for number, (parts, correcting) in enumerate(steps):
            wanted = plan(parts)
            foreseen = preview(ledger.connection, wanted)
            before = dict(foreseen.paid)
            back = {account: -move for account, move in foreseen.moves.items() if move < 0}
            spent = any(has(ledger, account.split(":")[1]) < amount for account, amount in back.items())
            if (back and not correcting) or spent:
                with pytest.raises(Refused) as refused:
                    (correct if correcting else pay)(ledger, wanted)
                expected = "prizes.spent" if correcting else "prizes.paid_otherwise"
                assert {problem.code for problem in refused.value.problems} == {expected}
                assert preview(ledger.connection, wanted).paid == before
                continue
            done = (correct if correcting else pay)(ledger, wanted)
            assert done.moves == foreseen.moves
            assert pay(ledger, wanted).moves == {}
            assert verify(ledger.connection, wanted) == ()
            assert in_escrow(ledger) == 5000 - sum(wanted.due.values())
            if data.draw(st.booleans()) and has(ledger, "a"):
                ledger.transfer(names.wallet("a", "DC"), names.wallet("sponsor", "DC"), has(ledger, "a"), f"s{number}")


def test_what_is_missing_wrong_failed_or_too_much_is_found(fresh: Fresh) -> None:
    """Each by its own name; somebody nobody knows is paid later, and nobody else again."""
    with fresh("sponsor") as ledger:
        deposit(ledger, "cup", names.wallet("sponsor", "DC"), 1000, "pot")
        whole = plan([("a", 500), ("b", 300)])
        unknown = Plan("cup", "DC", 1000, (*whole.parts, Part("c", "", "", 200)))
        assert [one.kind for one in verify(ledger.connection, unknown)] == [
            FindingKind.FAILED,
            FindingKind.MISSING,
            FindingKind.MISSING,
        ]
        assert pay(ledger, unknown).moves == {names.wallet("a", "DC"): 500, names.wallet("b", "DC"): 300}
        with pytest.raises(Refused, match="still to be paid"):
            settle_rest(ledger, unknown, names.wallet("sponsor", "DC"), "rest")
        later = plan([("a", 500), ("b", 300), ("c", 200)])
        assert pay(ledger, later).moves == {names.wallet("c", "DC"): 200}
        found = {one.kind: one for one in verify(ledger.connection, plan([("a", 400), ("c", 200)]))}
        assert (found[FindingKind.WRONG_AMOUNT].due, found[FindingKind.WRONG_AMOUNT].paid) == (400, 500)
        assert found[FindingKind.UNEXPECTED].account == names.wallet("b", "DC")
        small = Plan("cup", "DC", 900, later.parts)
        assert [one.kind for one in verify(ledger.connection, small)] == [FindingKind.OVER_POOL]
        assert settle_rest(ledger, later, names.wallet("sponsor", "DC"), "rest") == 0
        ledger.do(Order(SetStatus(open_wallet(ledger, "d", "DC"), Status.CLOSED), "close"))
        closed = plan([("a", 500), ("b", 300), ("c", 200), ("d", 1)])
        assert [one.kind for one in verify(ledger.connection, closed)] == [FindingKind.FAILED]


def test_a_payout_that_escrow_cannot_pay_pays_nobody(fresh: Fresh) -> None:
    """All or nothing; preview says how much is lacking."""
    with fresh("sponsor") as ledger:
        ledger.open(names.escrow("cup", "DC"), "DC")
        give(ledger, names.escrow("cup", "DC"), 10)
        wanted = plan([("a", 6), ("b", 6)])
        assert preview(ledger.connection, wanted).lacking == 2
        with pytest.raises(Refused, match="has not so much"):
            pay(ledger, wanted)
        assert (has(ledger, "a"), has(ledger, "b"), in_escrow(ledger), has(ledger, "sponsor")) == (0, 0, 10, RICH)


def test_a_correction_there_and_back_again_pays_three_times_and_nobody_twice(fresh: Fresh) -> None:
    """The final is corrected, and the correction is taken back: the winners have what they had first."""
    with fresh("sponsor") as ledger:
        deposit(ledger, "cup", names.wallet("sponsor", "DC"), 100, "pot")
        first, second = plan([("a", 70), ("b", 30)]), plan([("b", 70), ("a", 30)])
        transactions = [pay(ledger, first).transaction]
        transactions += [correct(ledger, one, actor="olga").transaction for one in (second, first)]
        assert len(set(transactions)) == 3
        assert (has(ledger, "a"), has(ledger, "b"), in_escrow(ledger)) == (70, 30, 0)
        assert _entries(ledger, names.wallet("a", "DC")) == [70, -40, 40]


def _entries(ledger: Ledger, account: str) -> list[int]:
    return [line.amount for line in reversed(history(ledger.connection, account))]
