"""The seedings: laws by the kit, and what each one promises."""

from typing import Any

import pytest
from deltacrown import Entrant
from deltacrown.testing import SeedingConformance
from deltacrown_brackets.formats.seed_order import bracket_order, bracket_size
from deltacrown_brackets.seedings import SEEDINGS, Apart, ByRating, Pots, Random, SlotOrder
from hypothesis import given
from hypothesis import strategies as st


class TestSlotOrder(SeedingConformance):
    seeding = SlotOrder()


class TestByRating(SeedingConformance):
    seeding = ByRating()


class TestRandom(SeedingConformance):
    seeding = Random()


class TestPots(SeedingConformance):
    seeding = Pots()


class TestApart(SeedingConformance):
    seeding = Apart()


def test_every_seeding_is_held_to_the_laws() -> None:
    """No built-in seeding is forgotten above."""
    tested = {type(kit.seeding) for kit in SeedingConformance.__subclasses__()}
    assert {type(seeding) for seeding in SEEDINGS} <= tested


def test_by_rating_puts_the_unrated_last() -> None:
    """The highest rating first; whoever has none comes after everyone who has one."""
    entrants = [Entrant("a"), Entrant("b", 1500), Entrant("c", 2100), Entrant("d", 0)]
    assert ByRating().order(entrants, "s") == ["c", "b", "d", "a"]


def test_pots_follow_each_other() -> None:
    """All of pot 1, then all of pot 2, then those without a pot; each in the order of the draw."""
    entrants = [Entrant(f"e{place}", pot=[2, 1, None][place % 3]) for place in range(9)]
    pots = {entrant.id: entrant.pot for entrant in entrants}
    assert [pots[name] for name in Pots().order(entrants, "s")] == [1, 1, 1, 2, 2, 2, None, None, None]
    assert Pots().order(entrants, "s") != Pots().order(entrants, "t")


def first_round(order: Any, entrants: int) -> list[tuple[str, str]]:
    seeds = [order[seed - 1] if seed <= entrants else "" for seed in bracket_order(bracket_size(entrants))]
    return [pair for pair in zip(seeds[::2], seeds[1::2], strict=True) if all(pair)]


@given(st.sampled_from([4, 8, 16, 32]), st.lists(st.integers(0, 5), min_size=32, max_size=32), st.text(max_size=3))
def test_clubmates_do_not_meet_in_the_first_round(size: int, clubs: list[int], seed: str) -> None:
    """In a full bracket two of a club meet at once only where the club is larger than the number of matches."""
    entrants = [Entrant(f"e{place}", club=f"club {clubs[place]}") for place in range(size)]
    club = {entrant.id: entrant.club for entrant in entrants}
    sizes = [list(club.values()).count(name) for name in set(club.values())]
    meetings = sum(club[a] == club[b] for a, b in first_round(Apart().order(entrants, seed), size))
    assert meetings == sum(max(0, members - size // 2) for members in sizes)


@pytest.mark.parametrize("members", [2, 3, 4])
def test_a_small_club_meets_as_late_as_its_number_allows(members: int) -> None:
    """Two of a club are in different halves, up to four in different quarters of a bracket of 16."""
    for turn in range(40):
        entrants = [Entrant(f"e{place}", club="club" if place < members else "") for place in range(16)]
        order = Apart().order(entrants, str(turn))
        seeds = bracket_order(16)
        places = [seeds.index(order.index(f"e{place}") + 1) for place in range(members)]
        part = 8 if members == 2 else 4
        assert len({place // part for place in places}) == members


def test_without_clubs_it_is_a_draw() -> None:
    """Where nobody has anything in common, everyone is seed 1 about equally often."""
    entrants = [Entrant(f"e{place}") for place in range(4)]
    first = [Apart().order(entrants, str(seed))[0] for seed in range(400)]
    assert min(first.count(entrant.id) for entrant in entrants) > 60
