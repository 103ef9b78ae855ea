"""Double elimination: the bugs of other engines by name, options, places and reasons."""

from collections.abc import Sequence
from typing import Any

import pytest
from deltacrown import (
    Bye,
    Director,
    DisqualifyEntrant,
    ForfeitMatch,
    How,
    Match,
    ReportResult,
    Score,
    Seed,
    Stage,
    WithdrawEntrant,
)
from deltacrown.testing import Playground, Script
from deltacrown.testing.playground import Unplayable
from deltacrown_brackets.formats.double_elimination import DoubleElimination


def started(entrants: int, **options: Any) -> Director:
    return Playground(DoubleElimination()).play(Script(entrants, options), most_matches=0).director


def stage_of(director: Director) -> Stage:
    return director.tournament.stages[0]


def win(director: Director, key: str, seed: int) -> None:
    """The seed wins the match, by as many games as it takes."""
    stage = stage_of(director)
    match = stage.matches[key]
    need = match.best_of // 2 + 1
    director.submit(
        ReportResult(stage.key, key, Score(tuple(need * (stage.seeds[e or ""] == seed) for e in match.entrants)))
    )


def play_on(director: Director, spare: Sequence[str] = ()) -> None:
    """The better seed wins everything that can be played, except in the spared matches."""
    while True:
        ready = [match for match in stage_of(director).matches.values() if match.ready and match.key not in spare]
        if not ready:
            return
        win(director, ready[0].key, min(stage_of(director).seeds[entrant] for entrant in ready[0].present))


def ranked(director: Director) -> list[list[int]]:
    stage = stage_of(director)
    return [[stage.seeds[entrant] for entrant in group] for group in director.engine.ranking(stage).groups]


def seeds_in(match: Match, stage: Stage) -> set[int]:
    return {stage.seeds[entrant] for entrant in match.present}


@pytest.mark.parametrize("best_of", [1, 3])
@pytest.mark.parametrize("entrants", [3, 5, 6, 7, 9, 11, 13, 17])
def test_byes_never_stick_in_the_losers_bracket(entrants: int, best_of: int) -> None:
    """Nobody waits for a bye there, also where matches are series of games: such matches are not even planned."""
    director = started(entrants, best_of=best_of)
    planned = stage_of(director).matches.values()
    assert not [match.key for match in planned if match.section == "losers" and Bye() in match.slots]
    play_on(director)
    stage = stage_of(director)
    assert stage.over
    below = [match for match in stage.matches.values() if match.section == "losers"]
    assert len(below) == entrants - 2
    assert all(match.played for match in below)


def test_no_phantom_reset() -> None:
    """Where the unbeaten wins the grand final there is no second match, not even an unplayed one."""
    director = started(4)
    play_on(director)
    assert stage_of(director).over
    assert "grand-final-reset" not in stage_of(director).matches


def test_no_missing_reset() -> None:
    """Where the unbeaten loses the grand final both have lost once, and a second match decides."""
    director = started(4)
    play_on(director, spare=["grand-final"])
    win(director, "grand-final", 2)
    stage = stage_of(director)
    assert not stage.over
    assert stage.matches["grand-final-reset"].ready
    assert seeds_in(stage.matches["grand-final-reset"], stage) == {1, 2}
    win(director, "grand-final-reset", 1)
    assert ranked(director) == [[1], [2], [3], [4]]


@pytest.mark.parametrize("grand_final", ["single", "none"])
def test_a_reset_only_where_it_was_asked_for(grand_final: str) -> None:
    """With one match the winner of it is first, though both have lost once; with none, the winners' bracket decides."""
    director = started(4, grand_final=grand_final)
    play_on(director, spare=["grand-final"])
    if grand_final == "single":
        win(director, "grand-final", 2)
    assert stage_of(director).over
    assert ranked(director)[:2] == ([[2], [1]] if grand_final == "single" else [[1], [2]])


def test_no_reset_for_a_champion_who_has_left() -> None:
    """Whoever came unbeaten and withdrew before the grand final has nothing left to play."""
    director = started(4)
    play_on(director, spare=["grand-final"])
    director.submit(WithdrawEntrant("e01"))
    stage = stage_of(director)
    assert stage.over
    assert "grand-final-reset" not in stage.matches
    assert ranked(director) == [[2], [1], [3], [4]]


def test_a_forfeited_grand_final_is_a_first_loss() -> None:
    """Who gives up the grand final, and stays, has one more life."""
    director = started(4)
    play_on(director, spare=["grand-final"])
    director.submit(ForfeitMatch("stage", "grand-final", ("e01",)))
    assert stage_of(director).matches["grand-final-reset"].ready


def test_a_double_forfeit_in_the_winners_bracket_does_not_block() -> None:
    """Both are out, nobody moves on and nobody drops; those who waited for them go on without play."""
    director = started(8)
    director.submit(ForfeitMatch("stage", "W1-1", ("e01", "e08")))
    play_on(director)
    stage = stage_of(director)
    assert stage.over
    assert stage.matches["W2-1"].outcome.how is How.BYE  # type: ignore[union-attr]
    assert ranked(director) == [[2], [3], [4], [6], [5], [1, 7, 8]]


def test_a_double_forfeit_in_the_losers_bracket_does_not_block() -> None:
    """Both are out, and whoever waited for one of them goes on."""
    director = started(8)
    for key, seed in {"W1-1": 1, "W1-2": 4, "W1-3": 2, "W1-4": 3}.items():
        win(director, key, seed)
    director.submit(ForfeitMatch("stage", "L1-1", ("e08", "e05")))
    play_on(director)
    assert stage_of(director).over
    assert ranked(director)[-1] == [5, 7, 8]


def test_a_double_forfeit_in_the_grand_final_does_not_block() -> None:
    """Who came unbeaten has now lost once, the other twice: no reset, and the order stands."""
    director = started(4)
    play_on(director, spare=["grand-final"])
    director.submit(ForfeitMatch("stage", "grand-final", ("e01", "e02")))
    assert stage_of(director).over
    assert ranked(director) == [[1], [2], [3], [4]]


@pytest.mark.parametrize("seed", [1, 4, 8])
def test_a_disqualification_leaves_no_slot_waiting(seed: int) -> None:
    """Whoever is put out in the winners' bracket does not keep anybody waiting below, and is ranked last."""
    director = started(8)
    win(director, "W1-1", 1)
    director.submit(DisqualifyEntrant(f"e0{seed}", "cheating"))
    play_on(director)
    assert stage_of(director).over
    assert ranked(director)[-1] == [seed]


@pytest.mark.parametrize(("entrants", "matches"), [(2, 2), (3, 4)])
def test_two_and_three_do_not_crash(entrants: int, matches: int) -> None:
    """Two meet, and meet again in the grand final; of three the best seed has the bye."""
    director = started(entrants)
    play_on(director)
    stage = stage_of(director)
    assert stage.over
    assert sum(match.played for match in stage.matches.values()) == matches
    assert ranked(director) == [[seed] for seed in range(1, entrants + 1)]


@pytest.mark.parametrize("entrants", [3, 5, 6, 7, 9, 12, 15])
def test_byes_go_to_the_top_seeds_never_to_a_middle_one(entrants: int) -> None:
    """With k byes, seeds 1 to k have them."""
    byes = [match for match in stage_of(started(entrants)).matches.values() if Bye() in match.slots]
    assert sorted(slot.seed for match in byes for slot in match.slots if isinstance(slot, Seed)) == list(
        range(1, len(byes) + 1)
    )


def test_those_beaten_in_one_round_share_a_place() -> None:
    """Fifth and sixth are level, and so are seventh and eighth; each place says which match decided it."""
    director = started(8)
    play_on(director)
    lines = director.engine.ranking(stage_of(director)).standings
    assert [line.rank for line in lines] == [1, 2, 3, 4, 5, 5, 7, 7]
    assert [line.reason for line in lines] == [
        "",
        "lost the grand final",
        "lost the losers' final",
        "lost in losers' round 3",
        "lost in losers' round 2",
        "",
        "lost in losers' round 1",
        "",
    ]


@pytest.mark.parametrize("entrants", range(2, 34))
def test_a_split_start_puts_the_lower_half_into_the_losers_bracket(entrants: int) -> None:
    """The upper half plays for the winners' bracket; the lower half has one life, and its best seeds have the byes."""
    director = started(entrants, split_start=True)
    stage = stage_of(director)
    above, below = (
        {
            slot.seed
            for match in stage.matches.values()
            for slot in match.slots
            if isinstance(slot, Seed) and (match.section == "winners") is upper
        }
        for upper in (True, False)
    )
    half = (entrants + 1) // 2
    assert above == (set(range(1, half + 1)) if half > 1 else set())
    assert below - {1} == set(range(half + 1, entrants + 1))
    play_on(director)
    assert stage_of(director).over
    assert ranked(director)[0] == [1]


def test_games_by_round() -> None:
    """Rounds have their own number of games where they are named by their title."""
    director = started(
        8, best_of=3, best_of_by_round={"grand final": 7, "Losers' final": 5, "grand final, second match": 1}
    )
    lengths = {match.key: match.best_of for match in stage_of(director).matches.values()}
    assert (lengths["W1-1"], lengths["L4-1"], lengths["grand-final"]) == (3, 5, 7)
    play_on(director, spare=["grand-final"])
    win(director, "grand-final", 2)
    assert stage_of(director).matches["grand-final-reset"].best_of == 1


@pytest.mark.parametrize(
    ("options", "code", "field"),
    [
        ({"best_of": 2}, "elimination.best_of", "best_of"),
        ({"best_of_by_round": {"grand final": 0}}, "elimination.best_of", "best_of_by_round.grand final"),
        ({"best_of_by_round": {"semis": 3}}, "elimination.round_unknown", "best_of_by_round.semis"),
    ],
)
def test_numbers_of_games_that_cannot_be(options: dict[str, Any], code: str, field: str) -> None:
    """An even number of games, and rounds that are not there, are refused by name."""
    with pytest.raises(Unplayable) as refused:
        started(4, **options)
    assert refused.value.problems[0].code == code
    assert refused.value.problems[0].field.endswith(field)
