"""Double elimination against known answers: counts, another program's brackets, and a real event."""

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from deltacrown import Match, ReportResult, Score, Stage
from deltacrown.testing import Playground, Script
from deltacrown_brackets.formats.double_elimination import DoubleElimination

GROUND = Playground(DoubleElimination())


def played(entrants: int, winner: Callable[[Match, set[int]], int], grand_final: str = "reset") -> Stage:
    """The stage at its end when `winner` says which seed wins a match."""
    director = GROUND.play(Script(entrants, {"grand_final": grand_final}), most_matches=0).director
    while True:
        stage = director.tournament.stages[0]
        ready = [match for match in stage.matches.values() if match.ready]
        if not ready:
            return stage
        for match in ready:
            seeds = [stage.seeds[entrant] for entrant in match.present]
            won = winner(match, set(seeds))
            director.submit(ReportResult(stage.key, match.key, Score(tuple(int(seed == won) for seed in seeds))))


def better(_: Match, seeds: set[int]) -> int:
    return min(seeds)


@cache
def favourites(entrants: int) -> Stage:
    """The better seed always wins, and there is one grand final."""
    return played(entrants, better, "single")


def pairs(stage: Stage, section: str) -> list[set[frozenset[int]]]:
    """Who met whom, round by round."""
    rounds: dict[int, set[frozenset[int]]] = {}
    for match in stage.matches.values():
        if match.section == section:
            sides = frozenset(stage.seeds[entrant] for entrant in match.present)
            rounds.setdefault(match.round, set()).add(sides)
    return list(rounds.values())


def theirs(rounds: Iterable[Iterable[list[int]]]) -> list[set[frozenset[int]]]:
    return [{frozenset(match[:2]) - {0} for match in matches} for matches in rounds]


def groups(stage: Stage) -> list[set[int]]:
    assert stage.ranking is not None
    return [{stage.seeds[entrant] for entrant in group} for group in stage.ranking.groups]


def test_the_counts_are_right_for_every_size(corpora: Path) -> None:
    """2n - 2 matches, and one more where the one who came unbeaten loses the grand final."""
    known = json.loads((corpora / "known" / "identities.json").read_text())["double_elimination"]
    for entrants, counts in known.items():
        stage = played(int(entrants), better)
        assert sum(match.played for match in stage.decided) == counts["matches_without_reset"]
        upset = played(int(entrants), lambda match, seeds: (max if match.key == "grand-final" else min)(seeds))
        assert sum(match.played for match in upset.decided) == counts["matches_with_reset"]


@pytest.fixture(scope="session")
def brackets(corpora: Path) -> dict[str, Any]:
    """Brackets of 3 to 128 entrants by brackets-manager, in which the better seed always wins."""
    path = corpora / "peers" / "brackets_manager_double_3_128_better_seed.json"
    known: dict[str, Any] = json.loads(path.read_text())["brackets"]
    return known


def test_the_winners_bracket_equals_that_of_another_program(brackets: dict[str, Any]) -> None:
    """Everyone meets the same opponents there, round by round, and as many matches are played below."""
    for entrants, bracket in brackets.items():
        stage = favourites(int(entrants))
        assert pairs(stage, "winners") == theirs(bracket["W"])
        below = [len(pair) for matches in bracket["L"] for pair in theirs([matches])[0]].count(2)
        assert sum(map(len, pairs(stage, "losers"))) == below


def test_places_equal_those_of_another_program(brackets: dict[str, Any]) -> None:
    """The same share a place, in every size. It numbers places 5, 5, 6, 6; here they are 5, 5, 7, 7, as many are ahead."""
    for entrants, bracket in brackets.items():
        stage = favourites(int(entrants))
        places: dict[int, set[int]] = {}
        for place, seed in bracket["standings"]:
            places.setdefault(place, set()).add(seed)
        assert groups(stage) == list(places.values()), entrants


def test_who_meets_below_differs_in_larger_fields(brackets: dict[str, Any]) -> None:
    """Up to eight the losers meet as there; from nine on they drop elsewhere, for fewer rematches."""
    same = []
    for entrants, bracket in brackets.items():
        real = [{pair for pair in matches if len(pair) > 1} for matches in theirs(bracket["L"])]
        if pairs(favourites(int(entrants)), "losers") == [pair for pair in real if pair]:
            same.append(entrants)
    assert same == ["3", "4", "5", "6", "7", "8"]


def test_a_real_event_of_eight(corpora: Path) -> None:
    """Robots in Asheville, 2023: with the real results everyone meets whom they met, up to the grand final."""
    event = json.loads((corpora / "elimination" / "frc_ncash_2023_double8.json").read_text())
    results = {(frozenset((m["a"], m["b"])), m["n"].startswith("F")): m["winner"] for m in event["matches"]}

    def winner(match: Match, seeds: set[int]) -> int:
        won: int = results[frozenset(seeds), match.section == "final"]
        return won

    stage = played(8, winner, "single")
    ours = {
        (section == "final", pair)
        for section in ("winners", "losers", "final")
        for r in pairs(stage, section)
        for pair in r
    }
    assert ours == {(final, pair) for pair, final in results}
    assert groups(stage)[:3] == [{1}, {6}, {2}]
    assert groups(stage)[3:] == [{3}, {4, 8}, {5, 7}]
