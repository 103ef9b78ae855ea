"""Swiss with elimination against a Counter-Strike major that was played, and the rule book of majors."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
)
from deltacrown_brackets.swiss.history import History, history_of, pair_number
from deltacrown_brackets.swiss.pools import PRIORITY_TABLE, difficulty, highest_against_lowest, pool_pairs


def entered(stages: tuple[StageSettings, ...], entrants: int) -> Director:
    director = Director(Engine())
    director.submit(CreateTournament("major", TournamentSettings("Major", stages)))
    director.submit(OpenRegistration())
    for seed in range(1, entrants + 1):
        director.submit(RegisterEntrant(str(seed)))
    director.submit(StartTournament())
    return director


def open_matches(stage: Stage) -> Iterator[tuple[str, frozenset[str]]]:
    return ((match.key, frozenset(match.present)) for match in stage.matches.values() if match.outcome is None)


def pairs_of(round_: Mapping[str, Any]) -> dict[frozenset[str], str]:
    return {frozenset((str(match["a"]), str(match["b"]))): str(match["winner"]) for match in round_["matches"]}


def played(event: Mapping[str, Any], director: Director) -> Stage:
    """The stage after all rounds; every pairing of every round is compared on the way."""
    for round_ in event["rounds"]:
        expected, stage = pairs_of(round_), director.tournament.stages[0]
        opened = dict(open_matches(stage))
        assert set(opened.values()) == set(expected), round_["round"]
        for key, pair in opened.items():
            match = stage.matches[key]
            games = match.best_of // 2 + 1
            score = [games if entrant == expected[pair] else 0 for entrant in match.present]
            director.submit(ReportResult("stage-1", key, Score(tuple(score))))
    return director.tournament.stages[0]


@pytest.fixture
def budapest(corpora: Path) -> Mapping[str, Any]:
    event: Mapping[str, Any] = json.loads((corpora / "swiss" / "cs2_budapest_2025_stage1.json").read_text())
    return event


def test_every_pairing_of_a_real_major_follows_from_its_results(budapest: Mapping[str, Any]) -> None:
    """Five rounds of 16 teams, by seeds first, then by records and difficulty: all 33 matches are those played."""
    stage = played(budapest, entered((StageSettings("stage-1", "swiss_elimination"),), 16))
    assert stage.over
    assert len(stage.matches) == 33


def test_the_final_order_of_a_real_major(budapest: Mapping[str, Any]) -> None:
    """By wins, losses, difficulty and seed; the first eight are those that the organiser sent on, in that order."""
    stage = played(budapest, entered((StageSettings("stage-1", "swiss_elimination"),), 16))
    assert stage.ranking is not None
    order = [int(line.entrant) for line in stage.ranking.standings]
    assert order == budapest["final_order_computed"]
    names = {team["id"]: team["name"] for team in budapest["participants"]}
    assert [names[team] for team in order[:8]] == budapest["next_stage_seeds_9_to_16"]
    hard = difficulty(history_of(stage))
    assert {str(seed): value for seed, value in enumerate(hard, 1)} == budapest["expected_difficulty"]


def test_the_next_stage_is_seeded_by_the_final_order(budapest: Mapping[str, Any]) -> None:
    """A stage that takes the first eight gets them as its seeds 1 to 8."""
    sources = tuple(Source("stage-1", rank) for rank in range(1, 9))
    settings = (
        StageSettings("stage-1", "swiss_elimination"),
        StageSettings("next", "single_elimination", sources=sources),
    )
    director = entered(settings, 16)
    played(budapest, director)
    assert [int(entrant) for entrant in director.tournament.stages[1].entrants] == budapest["advance"]


def test_only_matches_that_decide_are_longer(budapest: Mapping[str, Any]) -> None:
    """A single game while nobody can be through or out after it, else a best of three; so from the third round on."""
    stage = played(budapest, entered((StageSettings("stage-1", "swiss_elimination"),), 16))
    lengths = {number: [m.best_of for m in stage.matches.values() if m.round == number] for number in range(1, 6)}
    assert lengths == {1: [1] * 8, 2: [1] * 8, 3: [3, 3, 1, 1, 1, 1, 3, 3], 4: [3] * 6, 5: [3] * 3}


def test_the_reasons_of_places_are_words(budapest: Mapping[str, Any]) -> None:
    """A record, the difficulty of the opponents, or the seed says why one is below the other."""
    stage = played(budapest, entered((StageSettings("stage-1", "swiss_elimination"),), 16))
    assert stage.ranking is not None
    reasons = [line.reason for line in stage.ranking.standings]
    assert reasons[:4] == [
        "",
        "difficulty of the opponents -1, after 2",
        "3-1, after 3-0",
        "difficulty of the opponents -3, after 1",
    ]


def test_the_priority_table_is_the_rule_book_s(corpora: Path) -> None:
    """Fifteen rows for a pool of six: every way to pair it, in the order in which they are tried."""
    rules = json.loads((corpora / "known" / "cs2_swiss_rules.json").read_text())
    assert [[list(pair) for pair in row] for row in PRIORITY_TABLE] == rules["priority_table"]


def test_the_difficulty_of_the_rule_book_s_example(corpora: Path) -> None:
    """Wins less losses of every opponent, added up."""
    for example in json.loads((corpora / "known" / "cs2_swiss_rules.json").read_text())["difficulty_examples"]:
        opponents = example["opponents"]
        won, lost = ([0, *(opponent[kind] for opponent in opponents)] for kind in "wl")
        meetings = {pair_number(0, number): 1 for number in range(1, len(won))}
        history = History(won, [0] * len(won), lost, [0] * len(won), meetings, 2)
        assert difficulty(history)[0] == example["difficulty"]


@pytest.mark.parametrize("row", range(15))
def test_a_pool_of_six_is_paired_by_the_first_row_that_is_left(row: int) -> None:
    """Where every row above has a rematch, the row is played; where all have, there is none."""
    blocked = {pair for above in PRIORITY_TABLE[:row] for pair in above} - set(PRIORITY_TABLE[row])
    history = History([], [], [], [], {pair_number(one - 1, other - 1): 1 for one, other in blocked}, 3)
    first = next(r for r in PRIORITY_TABLE if not blocked & set(r))
    assert pool_pairs(range(6), history) == [(one - 1, other - 1) for one, other in first]
    everyone = {pair_number(one, other): 1 for one in range(6) for other in range(one)}
    assert pool_pairs(range(6), History([], [], [], [], everyone, 3)) is None


def test_the_highest_meets_the_lowest_that_leaves_everyone_an_opponent() -> None:
    """1 meets 4 unless they have met; where 1-4 would leave 2-3 as a rematch, 1 meets 3."""
    assert highest_against_lowest([1, 2, 3, 4], lambda *pair: pair == ()) == [(1, 4), (2, 3)]
    assert highest_against_lowest([1, 2, 3, 4], lambda one, other: {one, other} == {1, 4}) == [(1, 3), (2, 4)]
    assert highest_against_lowest([1, 2, 3, 4], lambda one, other: {one, other} == {2, 3}) == [(1, 3), (2, 4)]
    assert highest_against_lowest([1, 2], lambda *pair: pair != ()) is None
