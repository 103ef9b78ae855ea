"""Single elimination with its options: places played for, consolation, reseeding, series of games."""

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from deltacrown import Director, ForfeitMatch, ReportResult, Score, Stage
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown.testing.playground import Unplayable
from deltacrown_brackets.formats.single_elimination import SingleElimination

GROUND = Playground(SingleElimination())


class TestSingleEliminationWithPlayoffs(FormatConformance):
    """Places are played for by those who are beaten already, so the laws hold as before."""

    format = SingleElimination()
    sizes = (2, 16)
    options: ClassVar[Options] = (
        {"placement": 64},
        {"placement": 5},
        {"consolation": True},
        {"consolation": True, "placement": 4},
    )
    losses_to_be_out = 1


class TestSingleEliminationReseeded(FormatConformance):
    format = SingleElimination()
    sizes = (2, 16)
    options: ClassVar[Options] = ({"reseed": True}, {"reseed": True, "third_place": True})
    losses_to_be_out = 1


def started(entrants: int, **options: Any) -> Director:
    return GROUND.play(Script(entrants, options), most_matches=0).director


def stage_of(director: Director) -> Stage:
    return director.tournament.stages[0]


def play_on(director: Director, upsets: Sequence[str] = ()) -> None:
    """The better seed wins everything, except in the matches with an upset."""
    while True:
        match = next((match for match in stage_of(director).matches.values() if match.ready), None)
        if match is None:
            return
        seeds = [stage_of(director).seeds[entrant] for entrant in match.present]
        winner = (max if match.key in upsets else min)(seeds)
        games = match.best_of // 2 + 1
        director.submit(ReportResult("stage", match.key, Score(tuple(games * (seed == winner) for seed in seeds))))


def ranked(director: Director) -> list[list[int]]:
    stage = stage_of(director)
    return [[stage.seeds[entrant] for entrant in group] for group in director.engine.ranking(stage).groups]


def pairs(director: Director, number: int) -> list[set[int]]:
    stage = stage_of(director)
    matches = (match for match in stage.matches.values() if match.round == number and not match.section)
    return [{stage.seeds[entrant] for entrant in match.present} for match in matches]


def test_tied_thirds_share_the_place() -> None:
    """Without a match for third place there are two thirds and no fourth."""
    director = started(8)
    play_on(director)
    assert [line.rank for line in director.engine.ranking(stage_of(director)).standings] == [1, 2, 3, 3, 5, 5, 5, 5]


@pytest.mark.parametrize("entrants", range(2, 34))
def test_every_place_is_played_for(entrants: int) -> None:
    """Where all places are played for nobody is level, whoever wins."""
    for luck in (0, 1, 2):
        placed = GROUND.play(Script(entrants, {"placement": entrants}, luck), looking=False).placed()
        assert [len(group) for group in placed] == [1] * entrants


@pytest.mark.parametrize(
    ("placement", "sizes", "extra"),
    [
        (2, [1, 1, 2, 4, 8], 0),
        (3, [1, 1, 1, 1, 4, 8], 1),
        (4, [1, 1, 1, 1, 4, 8], 1),
        (5, [1, 1, 1, 1, 1, 1, 2, 8], 4),
        (8, [1, 1, 1, 1, 1, 1, 1, 1, 8], 5),
        (9, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4], 12),
    ],
)
def test_places_up_to_any_rank(placement: int, sizes: list[int], extra: int) -> None:
    """Exactly the matches that are needed are there: of 16, five more settle the first eight places."""
    director = started(16, placement=placement)
    play_on(director)
    assert [len(group) for group in ranked(director)] == sizes
    assert len(stage_of(director).matches) == 15 + extra


def test_the_reasons_say_which_match() -> None:
    """Each place says what put it below the one above."""
    director = started(8, placement=8)
    play_on(director)
    assert [line.reason for line in director.engine.ranking(stage_of(director)).standings] == [
        "",
        "lost in the final",
        "lost in the semi-finals",
        "lost the match for third place",
        "lost in the quarter-finals",
        "lost the match for place 5",
        "lost in places 5-8, round 1",
        "lost the match for place 7",
    ]


def test_consolation() -> None:
    """The losers of the first round play on; the best of them stands at the head of them."""
    director = started(8, consolation=True)
    play_on(director, upsets=["C1-1"])
    assert ranked(director) == [[1], [2], [3, 4], [6], [8], [5, 7]]


def test_who_gives_a_place_away_stands_behind_those_who_play_for_it() -> None:
    """Both sides of a quarter-final give up: the other two losers play for place 5, and they share place 7."""
    director = started(8, placement=8)
    director.submit(ForfeitMatch("stage", "R1-1", ("e01", "e08")))
    play_on(director)
    assert stage_of(director).over
    assert ranked(director)[-3:] == [[6], [7], [1, 8]]


def test_reseeding_lets_the_best_meet_the_worst() -> None:
    """Seed 8 beats seed 1, and meets seed 2, the best left, instead of whoever its branch of the bracket holds."""
    director = started(8, reseed=True, third_place=True)
    play_on(director, upsets=["R1-1"])
    assert pairs(director, 1) == [{1, 8}, {4, 5}, {2, 7}, {3, 6}]
    assert pairs(director, 2) == [{2, 8}, {3, 4}]
    assert pairs(director, 3) == [{2, 3}]
    assert ranked(director) == [[2], [3], [4], [8], [1, 5, 6, 7]]


def test_reseeding_where_nobody_wins_a_match() -> None:
    """The best seed left has a bye in the place of whoever should have come."""
    director = started(8, reseed=True)
    director.submit(ForfeitMatch("stage", "R1-2", ("e04", "e05")))
    play_on(director)
    assert pairs(director, 2) == [{1}, {2, 3}]
    assert ranked(director) == [[1], [2], [3], [4, 5, 6, 7, 8]]


def test_games_by_round() -> None:
    """Matches have the number of games of their round, or else the usual one."""
    director = started(8, third_place=True, best_of=3, best_of_by_round={"Final": 7, "semi-finals": 5})
    lengths = [match.best_of for match in stage_of(director).matches.values()]
    assert lengths == [3, 3, 3, 3, 5, 5, 7, 3]
    play_on(director)
    assert stage_of(director).over


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"placement": -1}, "elimination.placement"),
        ({"reseed": True, "consolation": True}, "elimination.reseed"),
        ({"reseed": True, "placement": 8}, "elimination.reseed"),
        ({"best_of": 4}, "elimination.best_of"),
        ({"best_of_by_round": {"round of 32": 3}}, "elimination.round_unknown"),
    ],
)
def test_options_that_do_not_fit(options: dict[str, Any], code: str) -> None:
    """What cannot be played is refused before the start."""
    with pytest.raises(Unplayable) as refused:
        started(8, **options)
    assert [problem.code for problem in refused.value.problems] == [code]
