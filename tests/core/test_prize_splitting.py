"""Splitting a pool: exact to the last unit, the same for everyone who is level, and never by name or order."""

from collections import Counter
from fractions import Fraction

import pytest
from attrs import evolve
from deltacrown import NOBODY, Exact, Lots, Prize, PrizePool, Remainder, Unclaimed, explain, split
from deltacrown.prize.splitting import Allotment
from hypothesis import given
from hypothesis import strategies as st

Groups = list[list[str]]


def prize(
    pool: int, unclaimed: Unclaimed = Unclaimed.FIRST_PLACE, remainder: Remainder = Remainder.FIRST_PLACE
) -> Prize:
    return Prize(PrizePool("EUR", pool), "rule", unclaimed=unclaimed, remainder=remainder)


def amounts(allotment: Allotment) -> dict[str, int]:
    return {share.entrant: share.amount for share in allotment.shares}


def dealt(pool: Prize, places: list[Exact], groups: str, draw: str = "") -> dict[str, int]:
    """Groups are written "a bc d": b and c are level. Seeds are in the order of the alphabet."""
    lots = Lots(draw, sorted(groups.replace(" ", "")))
    return amounts(split(pool, places, [list(group) for group in groups.split()], lots))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Prize, list[Exact], Groups, Lots]:
    """A pool, what the places are worth, who took part, and the draw."""
    pool = draw(st.integers(0, 200) | st.integers(0, 10**9))
    weights = draw(st.lists(st.integers(0, 50), max_size=12))
    whole = max(sum(weights) + draw(st.integers(0, 30)), 1)
    places: list[Exact] = sorted((Fraction(pool * weight, whole) for weight in weights), reverse=True)
    groups: Groups = []
    for size in draw(st.lists(st.integers(1, 4), max_size=8)):
        start = sum(len(group) for group in groups)
        groups.append([f"e{place}" for place in range(start, start + size)])
    everyone = [entrant for group in groups for entrant in group]
    chosen = prize(pool, draw(st.sampled_from(Unclaimed)), draw(st.sampled_from(Remainder)))
    return chosen, places, groups, Lots(draw(st.text("ab", max_size=2)), draw(st.permutations(everyone)))


@given(cases())
def test_the_sum_is_the_pool(case: tuple[Prize, list[Exact], Groups, Lots]) -> None:
    """Always, by every rule for what is left over; nobody gets less than nothing, and only who took part gets anything."""
    chosen, _, groups, lots = case
    shares = split(*case).shares
    assert sum(share.amount for share in shares) == chosen.pool.amount
    assert all(share.amount > 0 for share in shares)
    names = [share.entrant for share in shares]
    assert len(set(names)) == len(names)
    assert set(names) <= {*lots.seeds, NOBODY}
    assert NOBODY not in names or chosen.unclaimed is Unclaimed.KEPT or not groups


@given(cases(), st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(case: tuple[Prize, list[Exact], Groups, Lots], rng: object) -> None:
    """The order of a tied group changes nothing, and entrants of other names in the same seeds get the same."""
    chosen, places, groups, lots = case
    shuffled = [sorted(group, key=lambda _: rng.random()) for group in groups]  # type: ignore[attr-defined]
    assert split(chosen, places, shuffled, lots) == split(*case)
    name = {entrant: f"z{-place}" for place, entrant in enumerate(sorted(lots.seeds))} | {NOBODY: NOBODY}
    renamed = split(
        chosen, places, [[name[e] for e in group] for group in groups], Lots(lots.draw, [name[e] for e in lots.seeds])
    )
    assert amounts(renamed) == {name[entrant]: amount for entrant, amount in amounts(split(*case)).items()}


@given(cases())
def test_level_entrants_get_the_same_but_for_a_unit(case: tuple[Prize, list[Exact], Groups, Lots]) -> None:
    """Whoever is level differs by one unit at most, and then lots from the recorded seed are named as the reason."""
    chosen, _, groups, _ = case
    allotment = split(*case)
    for group in groups:
        got = [allotment.of(entrant) for entrant in group]
        assert max(got) - min(got) <= 1
        of_group = [share for share in allotment.shares if share.entrant in group]
        assert (max(got) != min(got)) <= any(share.by_lots for share in of_group) or not of_group
    assert chosen.pool.amount == sum(amounts(allotment).values())


@given(cases())
def test_a_better_place_never_gets_less(case: tuple[Prize, list[Exact], Groups, Lots]) -> None:
    """Where the rule gives a better place no less, rounding and remainders keep it so (the last place may be preferred)."""
    chosen, places, groups, lots = case
    remainder = Remainder.FIRST_PLACE if chosen.remainder is Remainder.LAST_PLACE else chosen.remainder
    allotment = split(evolve(chosen, remainder=remainder), places, groups, lots)
    worst = [min(allotment.of(entrant) for entrant in group) for group in groups]
    best = [max(allotment.of(entrant) for entrant in group) for group in groups]
    assert all(better >= worse for better, worse in zip(worst, best[1:], strict=False))


@given(cases())
def test_the_explanation_ends_with_the_share(case: tuple[Prize, list[Exact], Groups, Lots]) -> None:
    """Every share is explained by steps, and the numbers in the last of them are the share's."""
    chosen, *_ = case
    allotment = split(*case)
    for share in allotment.shares:
        steps = explain(chosen, allotment, share)
        numbered = [step for step in steps if "lots" not in step.rule]
        assert numbered[-1].outcome.removesuffix(" each").endswith(str(share.amount))


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("a b c d", {"a": 50, "b": 30, "c": 20}),
        ("a bc d", {"a": 50, "b": 25, "c": 25}),
        ("ab c d", {"a": 40, "b": 40, "c": 20}),
        ("a b cd", {"a": 50, "b": 30, "c": 10, "d": 10}),
        ("abcd", {"a": 25, "b": 25, "c": 25, "d": 25}),
    ],
)
def test_level_entrants_share_the_places_they_span(groups: str, expected: dict[str, int]) -> None:
    """50, 30, 20: two level on second share 50, two level on third share the 20 of a place that is worth nothing alone."""
    assert dealt(prize(100), [50, 30, 20], groups) == expected


def test_three_tied_for_first() -> None:
    """25, 15 and 8 dollars, three tied for first: 16 dollars each (GSN Cash Games, "What if there is a tie?")."""
    assert dealt(prize(4800), [2500, 1500, 800], "abc d") == {"a": 1600, "b": 1600, "c": 1600}


@pytest.mark.parametrize(
    ("remainder", "expected"),
    [
        (Remainder.FIRST_PLACE, {"a": 35, "b": 33, "c": 33}),
        (Remainder.LAST_PLACE, {"a": 33, "b": 33, "c": 35}),
        (Remainder.LARGEST_REMAINDER, {"a": 34, "b": 34, "c": 33}),
    ],
)
def test_units_that_cannot_be_divided(remainder: Remainder, expected: dict[str, int]) -> None:
    """A third of 101 each: two units are left, and the remainder's rule says whose they are."""
    assert dealt(prize(101, remainder=remainder), [Fraction(101, 3)] * 3, "a b c") == expected


def test_the_largest_remainder_is_hamiltons() -> None:
    """41.6, 33.8 and 24.6 of 100: two units are left, for those who lost .8 and .6; of two who lost .6 the better placed."""
    places: list[Exact] = [Fraction(416, 10), Fraction(338, 10), Fraction(246, 10)]
    assert dealt(prize(100, remainder=Remainder.LARGEST_REMAINDER), places, "a b c") == {"a": 42, "b": 34, "c": 24}


@pytest.mark.parametrize(
    ("unclaimed", "expected"),
    [
        (Unclaimed.FIRST_PLACE, {"a": 70, "b": 30}),
        (Unclaimed.IN_PROPORTION, {"a": 63, "b": 37}),
        (Unclaimed.KEPT, {"a": 50, "b": 30, NOBODY: 20}),
    ],
)
def test_a_place_that_nobody_took(unclaimed: Unclaimed, expected: dict[str, int]) -> None:
    """50, 30, 20 and two entrants: the third prize goes to the first, raises all, or is kept."""
    assert dealt(prize(100, unclaimed), [50, 30, 20], "a b") == expected


@pytest.mark.parametrize("unclaimed", Unclaimed)
def test_nobody_to_give_it_to(unclaimed: Unclaimed) -> None:
    """Where nobody is left the pool is kept, whatever the rule; where no place claims anything the first takes all."""
    assert dealt(prize(100, unclaimed), [50, 30], "") == {NOBODY: 100}
    first = {NOBODY: 100} if unclaimed is Unclaimed.KEPT else {"a": 100}
    assert dealt(prize(100, unclaimed), [], "a b") == first
    assert dealt(prize(0, unclaimed), [0, 0], "a b") == {}


def test_lots_decide_the_odd_unit_among_the_level() -> None:
    """10 for three who are level: who gets the fourth unit follows from the seed of the draw, and all get it at times."""
    lucky = Counter()
    for draw in range(60):
        shares = dealt(prize(10), [10], "abc", str(draw))
        assert shares == dealt(prize(10), [10], "cab", str(draw))
        assert sorted(shares.values()) == [3, 3, 4]
        lucky.update(entrant for entrant, amount in shares.items() if amount == 4)
    assert sorted(lucky) == ["a", "b", "c"]
    assert min(lucky.values()) > 10


def test_a_share_in_words() -> None:
    """Two level on second and third, with an odd unit and a fifth of the pool unclaimed: each step with its numbers."""
    chosen = prize(1001, Unclaimed.IN_PROPORTION, Remainder.LAST_PLACE)
    allotment = split(chosen, [400, 200, 200], [["a"], ["c", "b"]], Lots("s", ["a", "b", "c"]))
    steps = [str(step) for step in explain(chosen, allotment, allotment.shares[1])]
    assert steps == [
        "Payout rule 'rule': places 2 to 3 → 200 + 200 = 400",
        "Every place is raised in proportion: the places taken claim 800 of 1001 → 1001/2",
        "Level entrants share the places they span equally: 2 are level on places 2 to 3 → 1001/4 each",
        "Whole units only; those left over go to the last place that gets anything: 1001/4 → 250 + 1 = 251",
        "A unit that level entrants cannot share goes by lots from the recorded seed: 2 are level → 1 of the units left over",
    ]
