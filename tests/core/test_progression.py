"""What follows without anyone asking: byes, walkovers, winners and losers moving on, stages opening."""

from collections.abc import Callable

import pytest
from deltacrown import (
    DecideTie,
    Director,
    DisqualifyEntrant,
    How,
    Phase,
    Refused,
    ReportResult,
    Score,
    Source,
    StageSettings,
    WithdrawEntrant,
    verify,
)


def play(director: Director, *matches: str, stage: str = "main") -> None:
    for match in matches:
        director.submit(ReportResult(stage, match, Score((1, 0))))


def how(director: Director, match: str) -> How | None:
    outcome = director.tournament.stages[0].matches[match].outcome
    return outcome.how if outcome else None


def places(director: Director) -> list[tuple[int, str]]:
    assert director.tournament.ranking is not None
    return [(line.rank, line.entrant) for line in director.tournament.ranking.standings]


def test_byes_are_settled_at_the_start_and_go_to_the_best_seeds(cup: Callable[..., Director]) -> None:
    """Five entrants in a bracket of eight: seeds 1, 2 and 3 wait in the second round, 4 plays 5."""
    director = cup(5)
    stage = director.tournament.stages[0]
    byes = [match for match in stage.matches.values() if match.outcome and match.outcome.how is How.BYE]
    assert sorted(match.outcome.winner for match in byes if match.outcome) == ["a", "b", "c"]
    assert [match.key for match in stage.matches.values() if match.ready] == ["R1-2", "R2-2"]
    assert stage.matches["R2-2"].entrants == ("b", "c")


def test_a_final_and_a_match_for_third_place_follow_the_semi_finals(cup: Callable[..., Director]) -> None:
    """Winners meet in the final, losers for third place, and the tournament ends when both are played."""
    director = cup(4, third_place=True)
    play(director, "R1-1", "R1-2")
    matches = director.tournament.stages[0].matches
    assert matches["final"].entrants == ("a", "b")
    assert matches["third-place"].entrants == ("d", "c")
    play(director, "final")
    assert director.tournament.phase is Phase.LIVE
    play(director, "third-place")
    assert director.tournament.phase is Phase.COMPLETED
    assert places(director) == [(1, "a"), (2, "b"), (3, "d"), (4, "c")]


def test_without_a_match_for_third_place_both_losers_are_third(cup: Callable[..., Director]) -> None:
    """Nothing separates the losers of the semi-finals, so they share rank 3, and the next rank is 5."""
    director = cup(6)
    play(director, "R1-2", "R1-4", "R2-1", "R2-2", "final")
    assert [rank for rank, _ in places(director)] == [1, 2, 3, 3, 5, 5]


def test_whoever_withdraws_gives_the_match_away(cup: Callable[..., Director]) -> None:
    """A match that is ready becomes a walkover at once, and the opponent moves on."""
    director = cup(4)
    director.submit(WithdrawEntrant("d"))
    assert how(director, "R1-1") is How.WALKOVER
    assert director.tournament.stages[0].matches["final"].entrants == ("a", None)


def test_whoever_withdraws_while_waiting_gives_the_match_away_once_the_opponent_is_known(
    cup: Callable[..., Director],
) -> None:
    """The walkover is not given before it is certain to whom."""
    director = cup(4)
    play(director, "R1-1")
    director.submit(WithdrawEntrant("a"))
    assert how(director, "final") is None
    play(director, "R1-2")
    assert how(director, "final") is How.WALKOVER
    assert places(director)[0] == (1, "b")


def test_two_withdrawals_in_one_semi_final_do_not_block(cup: Callable[..., Director]) -> None:
    """With both entrants of a semi-final gone the other finalist wins without playing, and third place is settled."""
    director = cup(4, third_place=True)
    director.submit(WithdrawEntrant("a"))
    director.submit(WithdrawEntrant("d"))
    assert director.tournament.stages[0].matches["final"].entrants == ("d", None)
    play(director, "R1-2")
    assert director.tournament.phase is Phase.COMPLETED
    assert places(director) == [(1, "b"), (2, "d"), (3, "c"), (4, "a")]


def test_when_everyone_leaves_the_tournament_still_ends(cup: Callable[..., Director]) -> None:
    """Nobody is left, nothing waits, and everyone is ranked; a match without anyone moves nobody on."""
    director = cup(5, third_place=True)
    for name in "abcde":
        if director.tournament.phase is Phase.LIVE:
            director.submit(WithdrawEntrant(name))
    assert director.tournament.phase is Phase.COMPLETED
    assert sorted(name for _, name in places(director)) == list("abcde")


def test_the_next_stage_opens_with_those_who_qualified(
    cup: Callable[..., Director], groups_then_final: tuple[StageSettings, ...]
) -> None:
    """Group winners meet in the final as soon as the last group match is played."""
    director = cup(4, *groups_then_final)
    play(director, *director.tournament.stages[0].matches, stage="groups")
    final = director.tournament.stage("final")
    assert final is not None
    assert final.entrants == ("a", "b")
    play(director, "final", stage="final")
    assert places(director) == [(1, "a"), (2, "b"), (3, "d"), (3, "c")]


def test_a_tie_for_a_place_waits_for_a_decision(
    cup: Callable[..., Director], groups_then_final: tuple[StageSettings, ...]
) -> None:
    """Where level entrants compete for one place the core does not choose: it names them and waits for the order."""
    director = cup(4, *groups_then_final)
    for match in director.tournament.stages[0].matches:
        director.submit(ReportResult("groups", match, Score((1, 1))))
    assert director.tournament.stage("final") is None
    assert director.tournament.unresolved == ("a", "d")
    for order in (("a",), ("a", "b"), ("a", "d", "b"), ("a", "a")):
        with pytest.raises(Refused) as refused:
            director.submit(DecideTie("groups", order, "lots"))
        assert [problem.code for problem in refused.value.problems] == ["tie.not_open"]
    director.submit(DecideTie("groups", ("d", "a"), "drawing of lots"))
    assert director.tournament.unresolved == ("b", "c")
    director.submit(DecideTie("groups", ("b", "c"), "drawing of lots"))
    final = director.tournament.stage("final")
    assert final is not None
    assert final.entrants == ("d", "b")
    ranking = director.tournament.stages[0].ranking
    assert ranking is not None
    assert [(line.rank, line.entrant, line.reason) for line in ranking.tables["Group A"].standings] == [
        (1, "d", ""),
        (2, "a", "drawing of lots"),
    ]


def test_a_qualified_entrant_who_left_gives_the_next_stage_away(
    cup: Callable[..., Director], groups_then_final: tuple[StageSettings, ...]
) -> None:
    """A group winner who withdraws before the last group match still qualifies, and the final is a walkover."""
    director = cup(6, *groups_then_final)
    matches = director.tournament.stages[0].matches
    home_wins = [key for key, match in matches.items() if match.entrants[0] < match.entrants[1]]
    for key in matches:
        last = key == list(matches)[-1]
        if last:
            director.submit(WithdrawEntrant("a"))
        if director.tournament.stages[0].matches[key].ready:
            director.submit(ReportResult("groups", key, Score((1, 0) if key in home_wins else (0, 1))))
    assert director.tournament.phase is Phase.COMPLETED
    assert places(director)[:2] == [(1, "b"), (2, "a")]


def test_a_tie_at_the_very_end_can_be_decided_too(cup: Callable[..., Director]) -> None:
    """A league that ends level: lots drawn afterwards make the champion, and the journal verifies."""
    director = cup(2, StageSettings("league", "round_robin"))
    director.submit(ReportResult("league", "1", Score((1, 1))))
    assert places(director) == [(1, "a"), (1, "b")]
    with pytest.raises(Refused, match=r"tie\.not_open"):
        director.submit(DecideTie("league", ("a",), "lots"))
    director.submit(DecideTie("league", ("b", "a"), "drawing of lots"))
    assert places(director) == [(1, "b"), (2, "a")]
    assert verify(director.engine, director.journal.read()).findings == ()


def test_a_decided_tie_moves_places_over_all_tables_too(cup: Callable[..., Director]) -> None:
    """Whoever lots put third in a group is among the thirds of all groups, and nobody goes on twice."""
    groups = StageSettings("groups", "round_robin", options={"groups": 2})
    winners = (Source("groups", 1, "Group A"), Source("groups", 1, "Group B"))
    sources = (*winners, Source("groups", 5), Source("groups", 6))
    director = cup(6, groups, StageSettings("final", "single_elimination", sources=sources))
    for key in director.tournament.stages[0].matches:
        director.submit(ReportResult("groups", key, Score((1, 1))))
    for _ in range(6):
        if director.tournament.unresolved:
            director.submit(DecideTie("groups", director.tournament.unresolved, "lots"))
    final = director.tournament.stage("final")
    assert len(set(final.entrants)) == 4
    assert verify(director.engine, director.journal.read()).findings == ()


def test_the_disqualified_are_last_in_their_table_and_over_all(cup: Callable[..., Director]) -> None:
    """With a group's leader put out, the next one is its winner, in the table and over all tables alike."""
    director = cup(6, StageSettings("groups", "round_robin", options={"groups": 2}))
    for key, match in director.tournament.stages[0].matches.items():
        home, away = match.entrants
        if {home, away} != {"a", "d"}:
            director.submit(ReportResult("groups", key, Score((1, 0) if home < away else (0, 1))))
    director.submit(DisqualifyEntrant("a", "cheated"))
    ranking = director.tournament.stages[0].ranking
    assert [line.entrant for line in ranking.tables["Group A"].standings] == ["d", "e", "a"]
    assert set(ranking.groups[0] + ranking.groups[1]) >= {"b", "d"}
    assert ranking.standings[-1].entrant == "a"


def test_the_cup_is_ahead_of_the_plate(cup: Callable[..., Director]) -> None:
    """Of two stages fed by one, the one that takes the better places comes first, whichever is listed first."""
    groups = StageSettings("groups", "round_robin")
    gold = StageSettings("gold", "single_elimination", sources=(Source("groups", 1), Source("groups", 2)))
    silver = StageSettings("silver", "single_elimination", sources=(Source("groups", 3), Source("groups", 4)))
    for stages in ((groups, gold, silver), (groups, silver, gold)):
        director = cup(4, *stages)
        for key, match in director.tournament.stages[0].matches.items():
            director.submit(
                ReportResult("groups", key, Score((1, 0) if match.entrants[0] < match.entrants[1] else (0, 1)))
            )
        for stage in ("gold", "silver"):
            director.submit(ReportResult(stage, "final", Score((1, 0))))
        assert [name for _, name in places(director)] == ["a", "b", "c", "d"]


def test_nobody_is_in_a_stage_twice(cup: Callable[..., Director]) -> None:
    """Two sources that turn out to be the same entrant give one place, and the tournament ends."""
    groups = StageSettings("groups", "round_robin", options={"groups": 2})
    sources = (Source("groups", 1), Source("groups", 1, "Group A"), Source("groups", 1, "Group B"))
    director = cup(4, groups, StageSettings("final", "single_elimination", sources=sources))
    for key, match in director.tournament.stages[0].matches.items():
        director.submit(ReportResult("groups", key, Score((9, 0) if match.entrants[0] == "a" else (1, 0))))
    final = director.tournament.stage("final")
    assert final.entrants == ("a", "b")
    director.submit(ReportResult("final", "final", Score((1, 0))))
    assert director.tournament.phase is Phase.COMPLETED
