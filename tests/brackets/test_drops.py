"""Where losers drop: the expected number of rematches, and that no other way of dropping has fewer."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path

import pytest
from deltacrown import LoserOf, Seed, WinnerOf
from deltacrown_brackets.formats.double_elimination import DoubleEliminationOptions, GrandFinal, plan
from deltacrown_brackets.formats.drops import drop_masks
from deltacrown_brackets.formats.rematches import expected_rematches, own_drops, rematches_in_the_grand_final


def masked(masks: Sequence[int]) -> list[list[int]]:
    rounds = len(masks)
    return [[line ^ mask for line in range(1 << (rounds - number))] for number, mask in enumerate(masks, 1)]


def rematches(entrants: int, wins: Sequence[int]) -> Iterator[str]:
    """In which sections two meet again, when `wins` says which side wins each match of the plan."""
    came: dict[object, int] = {}
    met: set[frozenset[int]] = set()
    for match, win in zip(plan(entrants, DoubleEliminationOptions(GrandFinal.SINGLE)), wins, strict=True):
        sides = [slot.seed if isinstance(slot, Seed) else came[slot] for slot in match.slots]
        if frozenset(sides) in met:
            yield match.section
        met.add(frozenset(sides))
        came[WinnerOf(match.key)], came[LoserOf(match.key)] = sides[win], sides[1 - win]


@pytest.mark.parametrize("rounds", [2, 3])
def test_the_expected_number_is_that_of_all_courses(rounds: int) -> None:
    """Counting the rematches in every possible course of the real bracket gives the same numbers."""
    matches = 2 ** (rounds + 1) - 2
    seen = Counter(section for wins in product((0, 1), repeat=matches) for section in rematches(2**rounds, wins))
    assert Fraction(seen["losers"], 2**matches) == expected_rematches(own_drops(rounds))
    assert Fraction(seen["final"], 2**matches) == rematches_in_the_grand_final(rounds)


@pytest.mark.parametrize("rounds", range(2, 7))
def test_no_masks_do_better(rounds: int) -> None:
    """Up to 64 entrants every choice of masks was tried. That covers every way of dropping, see the explanation."""
    choices = product(*(range(1 << (rounds - number)) for number in range(2, rounds)))
    least = min(_fast(rounds, (0, *masks, 0)) for masks in choices)
    assert _fast(rounds, drop_masks(rounds)) == least
    assert expected_rematches(own_drops(rounds)) == least


def _fast(rounds: int, masks: Sequence[int]) -> Fraction:
    """The same sum for masks: every match of a round has the same share in it, so one is enough."""
    firsts = [[mask] for mask in masks]
    shares = [
        (1 << (rounds - number))
        * (expected_rematches(_along(firsts, number)) - expected_rematches(_along(firsts, number + 1)))
        for number in range(1, rounds)
    ]
    return sum(shares, Fraction(0))


def _along(firsts: list[list[int]], number: int) -> list[list[int]]:
    return [[] if place < number else lines for place, lines in enumerate(firsts, 1)]


def test_no_way_of_dropping_does_better_with_eight() -> None:
    """Every order of the four first losers and of the two next ones was tried."""
    ways = product(permutations(range(4)), permutations(range(2)))
    assert min(expected_rematches([*way, (0,)]) for way in ways) == expected_rematches(own_drops(3)) == Fraction(5, 8)


def test_growing_fields_have_hardly_more_rematches() -> None:
    """The number stays near 0.7 however many take part; the losers of the first round stay where they are."""
    for rounds in range(3, 13):
        assert drop_masks(rounds)[0] == drop_masks(rounds)[-1] == 0
    assert all(expected_rematches(own_drops(rounds)) < Fraction(4, 5) for rounds in range(2, 11))


def test_never_more_than_brackets_manager(corpora: Path) -> None:
    """Its drops are as good with four and eight entrants, and make more rematches in every larger field."""
    routing = json.loads((corpora / "peers" / "brackets_manager_double_routing.json").read_text())["routing"]
    better = []
    for entrants, rounds in routing.items():
        first, *others = rounds
        theirs = [[2 * (match - 1) + side for _, match, side in first]]
        theirs += [[match - 1 for _, match, _ in drops] for drops in others]
        ours, other = expected_rematches(own_drops(len(rounds))), expected_rematches(theirs)
        assert ours <= other
        better += [entrants] if ours < other else []
    assert better == ["16", "32", "64", "128"]
