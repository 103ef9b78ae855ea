"""Berger tables: those of the handbook, and what they promise about home and away for every size."""

from itertools import groupby

import pytest
from deltacrown.testing import Playground, Script
from deltacrown_brackets.formats.round_robin import RoundRobin

GROUND = Playground(RoundRobin())
EVERY_SIZE = range(2, 66)

# FIDE Handbook C.05, Annex 1, the tables for 3 or 4 to 15 or 16 players: a line a round, white first.
TABLES = {
    4: """
        1-4 2-3
        4-3 1-2
        2-4 3-1
    """,
    6: """
        1-6 2-5 3-4
        6-4 5-3 1-2
        2-6 3-1 4-5
        6-5 1-4 2-3
        3-6 4-2 5-1
    """,
    8: """
        1-8 2-7 3-6 4-5
        8-5 6-4 7-3 1-2
        2-8 3-1 4-7 5-6
        8-6 7-5 1-4 2-3
        3-8 4-2 5-1 6-7
        8-7 1-6 2-5 3-4
        4-8 5-3 6-2 7-1
    """,
    10: """
        1-10 2-9 3-8 4-7 5-6
        10-6 7-5 8-4 9-3 1-2
        2-10 3-1 4-9 5-8 6-7
        10-7 8-6 9-5 1-4 2-3
        3-10 4-2 5-1 6-9 7-8
        10-8 9-7 1-6 2-5 3-4
        4-10 5-3 6-2 7-1 8-9
        10-9 1-8 2-7 3-6 4-5
        5-10 6-4 7-3 8-2 9-1
    """,
    12: """
        1-12 2-11 3-10 4-9 5-8 6-7
        12-7 8-6 9-5 10-4 11-3 1-2
        2-12 3-1 4-11 5-10 6-9 7-8
        12-8 9-7 10-6 11-5 1-4 2-3
        3-12 4-2 5-1 6-11 7-10 8-9
        12-9 10-8 11-7 1-6 2-5 3-4
        4-12 5-3 6-2 7-1 8-11 9-10
        12-10 11-9 1-8 2-7 3-6 4-5
        5-12 6-4 7-3 8-2 9-1 10-11
        12-11 1-10 2-9 3-8 4-7 5-6
        6-12 7-5 8-4 9-3 10-2 11-1
    """,
    14: """
        1-14 2-13 3-12 4-11 5-10 6-9 7-8
        14-8 9-7 10-6 11-5 12-4 13-3 1-2
        2-14 3-1 4-13 5-12 6-11 7-10 8-9
        14-9 10-8 11-7 12-6 13-5 1-4 2-3
        3-14 4-2 5-1 6-13 7-12 8-11 9-10
        14-10 11-9 12-8 13-7 1-6 2-5 3-4
        4-14 5-3 6-2 7-1 8-13 9-12 10-11
        14-11 12-10 13-9 1-8 2-7 3-6 4-5
        5-14 6-4 7-3 8-2 9-1 10-13 11-12
        14-12 13-11 1-10 2-9 3-8 4-7 5-6
        6-14 7-5 8-4 9-3 10-2 11-1 12-13
        14-13 1-12 2-11 3-10 4-9 5-8 6-7
        7-14 8-6 9-5 10-4 11-3 12-2 13-1
    """,
    16: """
        1-16 2-15 3-14 4-13 5-12 6-11 7-10 8-9
        16-9 10-8 11-7 12-6 13-5 14-4 15-3 1-2
        2-16 3-1 4-15 5-14 6-13 7-12 8-11 9-10
        16-10 11-9 12-8 13-7 14-6 15-5 1-4 2-3
        3-16 4-2 5-1 6-15 7-14 8-13 9-12 10-11
        16-11 12-10 13-9 14-8 15-7 1-6 2-5 3-4
        4-16 5-3 6-2 7-1 8-15 9-14 10-13 11-12
        16-12 13-11 14-10 15-9 1-8 2-7 3-6 4-5
        5-16 6-4 7-3 8-2 9-1 10-15 11-14 12-13
        16-13 14-12 15-11 1-10 2-9 3-8 4-7 5-6
        6-16 7-5 8-4 9-3 10-2 11-1 12-15 13-14
        16-14 15-13 1-12 2-11 3-10 4-9 5-8 6-7
        7-16 8-6 9-5 10-4 11-3 12-2 13-1 14-15
        16-15 1-14 2-13 3-12 4-11 5-10 6-9 7-8
        8-16 9-7 10-6 11-5 12-4 13-3 14-2 15-1
    """,
}


def planned(entrants: int, **options: object) -> list[list[tuple[int, ...]]]:
    """The rounds as they are planned, by seeds."""
    stage = GROUND.play(Script(entrants, options), most_matches=0, looking=False).stage
    assert stage is not None
    rounds: dict[int, list[tuple[int, ...]]] = {}
    for match in stage.matches.values():
        rounds.setdefault(match.round, []).append(tuple(slot.seed for slot in match.slots))  # type: ignore[union-attr]
    return list(rounds.values())


def printed(entrants: int) -> list[list[tuple[int, ...]]]:
    """The table of the handbook; where their number is odd, whoever meets the last number rests."""
    lines = TABLES[entrants + entrants % 2].strip().splitlines()
    rounds = [[tuple(map(int, pair.split("-"))) for pair in line.split()] for line in lines]
    return [[pair for pair in pairs if max(pair) <= entrants] for pairs in rounds]


def sides(rounds: list[list[tuple[int, ...]]]) -> dict[int, str]:
    """Of everyone, H for every match at home and A for every match away, in the order of rounds."""
    found: dict[int, str] = {}
    for home, away in (pair for pairs in rounds for pair in pairs):
        found[home] = found.get(home, "") + "H"
        found[away] = found.get(away, "") + "A"
    return found


def longest_run(turns: str) -> int:
    return max(len(list(run)) for _, run in groupby(turns))


@pytest.mark.parametrize("entrants", range(3, 17))
def test_the_tables_are_those_of_the_handbook(entrants: int) -> None:
    """Round by round, in the order in which they are printed, at home and away as printed."""
    assert planned(entrants) == printed(entrants)


def test_everyone_is_at_home_as_often_as_away_or_once_more_or_less() -> None:
    """One leg: with an odd number exactly as often, as everyone has an even number of matches."""
    for entrants in EVERY_SIZE:
        for turns in sides(planned(entrants)).values():
            assert abs(turns.count("H") - turns.count("A")) == (entrants + 1) % 2


def test_nobody_is_at_home_or_away_three_times_in_a_row() -> None:
    """One leg: at most twice, and with an odd number of entrants never more than once."""
    for entrants in EVERY_SIZE:
        runs = {longest_run(turns) for turns in sides(planned(entrants)).values()}
        assert max(runs) <= (1 if entrants % 2 else 2)


def test_two_legs_are_balanced() -> None:
    """Whoever was at home is away in the other leg."""
    for entrants in EVERY_SIZE:
        for turns in sides(planned(entrants, legs=2)).values():
            assert turns.count("H") == turns.count("A")


def test_two_legs_without_three_in_a_row() -> None:
    """With the last two rounds of the first leg reversed nobody is at home or away three times; plainly some are."""
    for entrants in EVERY_SIZE:
        rounds = planned(entrants, legs=2, last_rounds_reversed=True)
        assert max(map(longest_run, sides(rounds).values())) <= 2
    assert max(map(longest_run, sides(planned(6, legs=2)).values())) == 3


def test_reversing_changes_the_order_of_two_rounds_and_nothing_else() -> None:
    """The second leg, and a single one, are as they were."""
    plain, turned = planned(6, legs=2), planned(6, legs=2, last_rounds_reversed=True)
    assert turned == [*plain[:3], plain[4], plain[3], *plain[5:]]
    assert planned(6, last_rounds_reversed=True) == planned(6)
