"""Round robins against known answers: FIDE's Berger tables, and what holds by counting."""

import json
from pathlib import Path

import pytest
from deltacrown.testing import Playground, Script
from deltacrown_brackets.formats.round_robin import RoundRobin

# FIDE Handbook C.05, Annex 1: rounds of (white, black).
FIDE = {
    4: [[(1, 4), (2, 3)], [(4, 3), (1, 2)], [(2, 4), (3, 1)]],
    6: [
        [(1, 6), (2, 5), (3, 4)],
        [(6, 4), (5, 3), (1, 2)],
        [(2, 6), (3, 1), (4, 5)],
        [(6, 5), (1, 4), (2, 3)],
        [(3, 6), (4, 2), (5, 1)],
    ],
    8: [
        [(1, 8), (2, 7), (3, 6), (4, 5)],
        [(8, 5), (6, 4), (7, 3), (1, 2)],
        [(2, 8), (3, 1), (4, 7), (5, 6)],
        [(8, 6), (7, 5), (1, 4), (2, 3)],
        [(3, 8), (4, 2), (5, 1), (6, 7)],
        [(8, 7), (1, 6), (2, 5), (3, 4)],
        [(4, 8), (5, 3), (6, 2), (7, 1)],
    ],
}


def table(players: int, **options: object) -> list[list[tuple[int, ...]]]:
    """The rounds of a round robin as they are planned, by seeds."""
    stage = Playground(RoundRobin()).play(Script(players, options), most_matches=0).stage
    assert stage is not None
    rounds: dict[int, list[tuple[int, ...]]] = {}
    for match in stage.matches.values():
        rounds.setdefault(match.round, []).append(tuple(slot.seed for slot in match.slots))  # type: ignore[union-attr]
    return list(rounds.values())


@pytest.mark.parametrize("players", FIDE)
def test_the_tables_are_those_of_fide(players: int) -> None:
    """Who meets whom in which round, at home or away, as in the handbook."""
    assert table(players) == FIDE[players]


def test_the_tables_are_those_of_fide_up_to_24_players(corpora: Path) -> None:
    """All the tables that the handbook prints."""
    known = json.loads((corpora / "known" / "fide_berger_tables.json").read_text())["tables"]
    assert len(known) == 11
    for players, rounds in known.items():
        assert table(int(players)) == [[tuple(pair) for pair in pairs] for pairs in rounds]


@pytest.mark.parametrize("players", [3, 5, 7])
def test_with_an_odd_number_the_last_number_of_the_table_is_the_rest(players: int) -> None:
    """Whoever would meet it has no match in that round."""
    even = [[pair for pair in pairs if max(pair) <= players] for pairs in FIDE[players + 1]]
    assert table(players) == even


def test_the_counts_are_right_for_every_size(corpora: Path) -> None:
    """n(n-1)/2 matches in n-1 rounds, or n with an odd number of players."""
    known = json.loads((corpora / "known" / "identities.json").read_text())["round_robin"]
    for players, counts in known.items():
        rounds = table(int(players))
        assert len(rounds) == counts["rounds"]
        assert sum(map(len, rounds)) == counts["matches"]
        assert {len(pairs) for pairs in rounds} == {counts["matches_per_round"]}


def test_home_and_away_change_with_every_leg() -> None:
    """The second leg repeats the first with sides changed."""
    rounds = table(6, legs=2)
    assert rounds[5:] == [[(away, home) for home, away in pairs] for pairs in FIDE[6]]


@pytest.mark.parametrize(
    ("draw", "groups"),
    [
        ("snake", [{1, 6, 7}, {2, 5, 8}, {3, 4}]),
        ("blocks", [{1, 2, 3}, {4, 5, 6}, {7, 8}]),
    ],
)
def test_seeds_are_spread_over_groups(draw: str, groups: list[set[int]]) -> None:
    """By a snake, so that groups are equally strong; or in blocks, for groups drawn elsewhere."""
    stage = Playground(RoundRobin()).play(Script(8, {"groups": 3, "draw": draw}), most_matches=0).stage
    assert stage is not None
    found: dict[str, set[int]] = {}
    for match in stage.matches.values():
        found.setdefault(match.section, set()).update(slot.seed for slot in match.slots)  # type: ignore[union-attr]
    assert list(found) == ["Group A", "Group B", "Group C"]
    assert list(found.values()) == groups
