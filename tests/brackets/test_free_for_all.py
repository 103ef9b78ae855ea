"""Free-for-all: lobbies of even sizes, byes only where a lobby would decide nothing, and ranks by the way's end."""

from typing import Any, ClassVar

import pytest
from deltacrown import Match, PlacedIn, Seed, Stage
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown_brackets.formats.free_for_all import FreeForAll
from hypothesis import given
from hypothesis import strategies as st

GROUND = Playground(FreeForAll())

limits = st.integers(2, 12).flatmap(
    lambda size: st.fixed_dictionaries({"lobby_size": st.just(size), "advance": st.integers(1, size - 1)})
)


class TestFreeForAll(FormatConformance):
    format = FreeForAll()
    sizes = (2, 65)
    options: ClassVar[Options] = limits
    losses_to_be_out = 1


def planned(entrants: int, **options: Any) -> Stage:
    stage = GROUND.play(Script(entrants, options), most_matches=0, looking=False).stage
    assert stage is not None
    return stage


def rounds(stage: Stage) -> list[list[Match]]:
    numbers = sorted({match.round for match in stage.matches.values()})
    return [[match for match in stage.matches.values() if match.round == number] for number in numbers]


@given(st.integers(2, 200), limits)
def test_lobbies_are_even_and_decide_something(entrants: int, options: dict[str, int]) -> None:
    """Sizes differ by one at most, none is above the limit, and out of every lobby but the final somebody falls."""
    *before, final = rounds(planned(entrants, **options))
    for matches in before:
        sizes = {len(match.slots) for match in matches}
        assert max(sizes) - min(sizes) <= 1
        assert options["advance"] < min(sizes) <= max(sizes) <= options["lobby_size"]
    assert [match.key for match in final] == ["final"]
    assert len(final[0].slots) <= options["lobby_size"]


@given(st.integers(2, 200), limits)
def test_byes_go_to_the_best(entrants: int, options: dict[str, int]) -> None:
    """Whoever rests in the first round is seeded above everyone who plays in it."""
    first, *_ = rounds(planned(entrants, **options))
    playing = {slot.seed for match in first for slot in match.slots if isinstance(slot, Seed)}
    assert playing == set(range(entrants - len(playing) + 1, entrants + 1))


def test_five_with_lobbies_of_four_need_a_bye() -> None:
    """Of lobbies of 3 and 2 from which 2 go on, one would decide nothing: the best waits for two of the others."""
    stage = planned(5, lobby_size=4, advance=2)
    assert [match.slots for match in stage.matches.values()] == [
        (Seed(2), Seed(3), Seed(4), Seed(5)),
        (Seed(1), PlacedIn("R1-1", 1), PlacedIn("R1-1", 2)),
    ]


def test_seeds_are_spread_by_a_snake() -> None:
    """16 in lobbies of 4: the sums of the seeds are the same in all."""
    first, *_ = rounds(planned(16))
    seeds = [[slot.seed for slot in match.slots if isinstance(slot, Seed)] for match in first]
    assert seeds == [[1, 8, 9, 16], [2, 7, 10, 15], [3, 6, 11, 14], [4, 5, 12, 13]]


def test_whoever_has_just_met_does_not_meet_again() -> None:
    """Winner and second of a lobby go to different ones, as long as there are several."""
    for matches in rounds(planned(64))[1:-1]:
        for match in matches:
            came_from = [slot.match for slot in match.slots if isinstance(slot, PlacedIn)]
            assert len(set(came_from)) == len(came_from)


def test_ranks_say_where_the_way_ended() -> None:
    """8 in lobbies of 4, the better seed always ahead: places 3 and 4 of both lobbies share ranks; the rest by the final."""
    play = GROUND.play(Script(8))
    assert play.placed() == [[1], [2], [3], [4], [5, 6], [7, 8]]
    assert play.final is not None
    assert play.final.ranking is not None
    reasons = [line.reason for line in play.final.ranking.standings if line.reason]
    assert reasons == [
        "place 2 in the final",
        "place 3 in the final",
        "place 4 in the final",
        "place 3 in round 1",
        "place 4 in round 1",
    ]


@pytest.mark.parametrize("entrants", [64, 65, 257, 1024])
def test_large_fields(entrants: int) -> None:
    """A large field comes to its end, and everyone is ranked once."""
    for options in ({}, {"lobby_size": 8, "advance": 4}, {"lobby_size": 60, "advance": 20}):
        placed = GROUND.play(Script(entrants, options, luck=1), looking=False).placed()
        assert len(placed[0]) == 1
        assert sorted(seed for group in placed for seed in group) == list(range(1, entrants + 1))


@pytest.mark.parametrize("options", [{"lobby_size": 1}, {"advance": 0}, {"lobby_size": 3, "advance": 3}])
def test_options_that_decide_nothing_are_refused(options: dict[str, int]) -> None:
    """From every lobby somebody goes on, and somebody does not."""
    assert FreeForAll().check(FreeForAll.options(**options), 8)
