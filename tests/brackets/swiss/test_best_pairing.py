"""The pairing is the best there is: against every possible pairing of small fields, against the whole graph of larger."""

import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import get_args

import pytest
from deltacrown_brackets.swiss.field import Field
from deltacrown_brackets.swiss.history import History, pair_number
from deltacrown_brackets.swiss.order import STEP, Within, ordered
from deltacrown_brackets.swiss.pairing import Pairing, paired
from deltacrown_brackets.swiss.rows import Row
from deltacrown_brackets.swiss.whole import best_of_all
from deltacrown_brackets.swiss.windows import best_by_windows
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from simulated import field_of, rounds  # type: ignore[import-not-found]

Cost = tuple[int, int, int, int, int]


def every_pairing(left: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    if not left:
        yield []
        return
    first, *others = left
    for other in others:
        for rest in every_pairing([player for player in others if player != other]):
            yield [(first, other), *rest]


def ideal(scores: Sequence[int], within: Within) -> list[int]:
    """The ideal opponents again, in other words than the package's: from the top, group by group."""
    partner: dict[int, int] = {}
    for score in sorted(set(scores), reverse=True):
        group = [place for place, value in enumerate(scores) if value == score and place not in partner]
        if len(group) % 2:
            following = next(place for place, value in enumerate(scores) if value < score)
            partner[group[-1]], partner[following] = following, group[-1]
            group.pop()
        half = len(group) // 2
        if within == "slide":
            pairs = list(zip(group[:half], group[half:], strict=True))
        elif within == "fold":
            pairs = list(zip(group[:half], reversed(group[half:]), strict=True))
        else:
            pairs = list(zip(group[::2], group[1::2], strict=True))
        partner.update(pairs)
        partner.update((other, one) for one, other in pairs)
    return [partner[place] for place in range(len(scores))]


def cost(
    pairs: Sequence[tuple[int, int]],
    bye: int | None,
    order: Sequence[int],
    scores: Sequence[int],
    within: Within,
    history: History,
) -> Cost:
    """Rematches, byes before, places of the bye from the bottom, squared differences, squared distances: as the page says."""
    field = [player for player in order if player != bye]
    partner = ideal([scores[player] for player in field], within)
    place = {player: number for number, player in enumerate(field)}
    rematches = sum(history.times_met(*pair) for pair in pairs)
    again, height = (0, 0) if bye is None else (history.byes[bye], len(order) - order.index(bye))
    differences = sum((scores[one] - scores[other]) ** 2 for one, other in pairs)
    distances = sum(
        (place[other] - partner[place[one]]) ** 2 + (place[one] - partner[place[other]]) ** 2 for one, other in pairs
    )
    return rematches, again, height, differences, distances


def least(order: Sequence[int], scores: Sequence[int], within: Within, history: History) -> Cost:
    """The least cost over everyone who may have the bye and every way to pair the rest."""
    byes = [None] if len(order) % 2 == 0 else order
    return min(
        cost(pairs, bye, order, scores, within, history)
        for bye in byes
        for pairs in every_pairing([player for player in order if player != bye])
    )


@st.composite
def positions(draw: st.DrawFn, most: int = 8) -> tuple[list[int], History]:
    """Scores, byes and meetings as they never come about in play, too: nothing rests on how they arose."""
    size = draw(st.integers(2, most))
    scores = draw(st.lists(st.sampled_from([0, 1, 2, 3, 4, 6, 9]), min_size=size, max_size=size))
    byes = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    pairs = [pair_number(one, other) for one in range(size) for other in range(one)]
    met = draw(st.lists(st.sampled_from(pairs), max_size=2 * len(pairs)))
    return scores, History([0] * size, [0] * size, [0] * size, byes, {pair: met.count(pair) for pair in met}, 3)


@given(positions(), st.sampled_from(get_args(Within)))
def test_nothing_is_better_among_all_pairings_of_a_small_field(
    position: tuple[list[int], History], within: Within
) -> None:
    """Up to 8 entrants, any scores, meetings and byes: no pairing and no bye costs less, level by level."""
    scores, history = position
    order = ordered(range(len(scores)), scores, within, "draw")
    pairing = paired(range(len(scores)), scores, within, history, "draw")
    assert sorted([p for pair in pairing.pairs for p in pair] + [p for p in [pairing.bye] if p is not None]) == sorted(
        order
    )
    assert cost(pairing.pairs, pairing.bye, order, scores, within, history) == least(order, scores, within, history)


def price(field: Field, partners: Sequence[int]) -> tuple[int, int]:
    """Squared differences of scores, then squared distances from the ideal opponents."""
    pairs = [(one, other) for one, other in enumerate(partners) if one < other]
    differences = sum((field.levels[one] - field.levels[other]) ** 2 for one, other in pairs)
    ideal = field.ideal
    return differences, sum((other - ideal[one]) ** 2 + (one - ideal[other]) ** 2 for one, other in pairs)


@pytest.mark.parametrize("within", get_args(Within))
@pytest.mark.parametrize("size", [12, 21, 40, 66, 97, 128])
def test_windows_find_what_the_whole_graph_finds(size: int, within: Within) -> None:
    """Seven rounds: where windows say that they have proven their pairing, the whole graph has nothing cheaper.

    In these fields it has nothing cheaper where they do not say so, either.
    """
    proven = 0
    for scores, history, pairing in rounds(size, 7, within, size):
        field = field_of(scores, history, pairing, within, size)
        found, best = best_by_windows(field), best_of_all(field)
        if found is None:
            assert any(field.met(one, other) for one, other in enumerate(best))
            continue
        assert not any(field.met(one, other) for one, other in enumerate(found[0]))
        assert price(field, found[0]) == price(field, best)
        proven += found[1]
    assert proven >= 5


@given(positions(most=16), st.sampled_from(get_args(Within)))
def test_what_windows_call_proven_is_the_best_of_any_field(position: tuple[list[int], History], within: Within) -> None:
    """Up to 16 entrants, any scores and meetings: a pairing that is called proven costs no more than the whole graph's."""
    scores, history = position
    order = ordered(range(len(scores) // 2 * 2), scores, within, "draw")
    field = Field(order, scores, within, history)
    found = best_by_windows(field)
    if found and found[1]:
        assert price(field, found[0]) == price(field, best_of_all(field))


@given(positions(most=40), st.sampled_from(get_args(Within)))
def test_a_step_along_the_row_costs_what_is_said(position: tuple[list[int], History], within: Within) -> None:
    """Whoever are `d` ideal pairs apart pay `STEP` times `d * d` at least, also across score groups."""
    scores, history = position
    order = ordered(range(len(scores) // 2 * 2), scores, within, "draw")
    field = Field(order, scores, within, history)
    row = {place: number for number, pair in enumerate(Row(field).pairs) for place in pair}
    for one, other in combinations(range(field.size), 2):
        astray = (other - field.ideal[one]) ** 2 + (one - field.ideal[other]) ** 2
        assert astray >= STEP[within] * (row[one] - row[other]) ** 2


def test_a_long_row_of_neighbours_who_have_met_is_proven() -> None:
    """500 entrants, nine rounds of neighbours: many neighbours have met by then, and every round is the best there is."""
    met = 0
    for scores, history, pairing in rounds(500, 9, "adjacent", 5):
        field = field_of(scores, history, pairing, "adjacent", 5)
        met = sum(field.met(place, place + 1) for place in range(0, 500, 2))
        assert pairing.proven
    assert met > 50


def test_windows_say_so_when_a_rematch_is_unavoidable() -> None:
    """Four who have all met each other: windows have no pairing, the whole field has the one with fewest meetings."""
    met = {pair_number(one, other): 1 + (one + other == 3) for one in range(4) for other in range(one)}
    history = History([0] * 4, [0] * 4, [0] * 4, [0] * 4, met, 4)
    assert best_by_windows(Field(range(4), [0] * 4, "fold", history)) is None
    assert paired(range(4), [0] * 4, "fold", history) == Pairing([(0, 2), (1, 3)])


def test_scores_of_any_fineness_are_compared() -> None:
    """Points in tiny fractions, hugely apart: the numbers stay within what the matcher counts with."""
    scores = [10**40, 10**40 - 1, 5 * 10**39, 3, 2, 1]
    history = History([0] * 6, [0] * 6, [0] * 6, [0] * 6, {pair_number(0, 1): 1}, 1)
    assert paired(range(6), scores, "slide", history).pairs == [(0, 2), (1, 3), (4, 5)]
