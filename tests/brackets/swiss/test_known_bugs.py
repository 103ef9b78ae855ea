"""What other engines got wrong in Swiss stages, by name. The first two are measured in ours and theirs: see benchmarks."""

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    How,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
)
from deltacrown_brackets.formats.swiss import Swiss
from deltacrown_brackets.swiss.matching import perfect_matching
from deltacrown_brackets.swiss.order import Within

sys.path.insert(0, str(Path(__file__).parent))
from simulated import rounds  # type: ignore[import-not-found]


def begun(entrants: int, options: Mapping[str, Any], seed: str = "") -> Director:
    director = Director(Engine())
    settings = TournamentSettings("Open", (StageSettings("main", "swiss", options=options),))
    director.submit(CreateTournament("open", settings))
    director.submit(OpenRegistration())
    for place in range(1, entrants + 1):
        director.submit(RegisterEntrant(f"e{place:02}"))
    director.submit(StartTournament(seed))
    return director


def stage_of(director: Director) -> Stage:
    return director.tournament.stages[0]


def play_round(director: Director, luck: int = 1) -> None:
    """Every open match: results without an order that anyone could pair by."""
    for match in [match for match in stage_of(director).matches.values() if match.outcome is None]:
        first = sum(map(ord, "".join(match.present))) * luck % 3
        director.submit(ReportResult("main", match.key, Score(((1, 0), (0, 1), (1, 1))[first])))


def byes(stage: Stage) -> Counter[str]:
    return Counter(
        match.present[0] for match in stage.matches.values() if match.outcome and match.outcome.how is How.BYE
    )


@pytest.mark.parametrize("within", ["slide", "fold", "adjacent"])
@pytest.mark.parametrize(("entrants", "number"), [(16, 15), (17, 15), (32, 31), (10, 9)])
def test_nobody_meets_again_while_the_round_can_be_paired_without(entrants: int, number: int, within: Within) -> None:
    """16 players in 15 rounds, and the like: where a round has a rematch, no pairing of that round is without one.

    In nearly all of these tournaments everyone meets everyone; what a round makes impossible for later rounds is not
    looked at.
    """
    tournaments = 0
    for luck in range(4):
        again = 0
        for _, history, pairing in rounds(entrants, number, within, luck):
            rematches = sum(history.times_met(*pair) > 0 for pair in pairing.pairs)
            again += rematches
            if rematches:
                players = [player for player in range(entrants) if player != pairing.bye]
                new = [
                    (players.index(one), players.index(other), 0)
                    for one in players
                    for other in players
                    if one < other and not history.times_met(one, other)
                ]
                assert perfect_matching(len(players), new) is None
        tournaments += again == 0
    assert tournaments >= 2


@pytest.mark.parametrize(("entrants", "number"), [(3, 3), (5, 3), (7, 5), (15, 9), (31, 9)])
def test_nobody_has_a_second_bye(entrants: int, number: int) -> None:
    """In an odd field the bye wanders: one a round, never twice to the same."""
    director = begun(entrants, {"rounds": number})
    for _ in range(number):
        play_round(director)
    given = byes(stage_of(director))
    assert sum(given.values()) == number
    assert max(given.values()) == 1


def test_the_first_bye_goes_to_the_lowest_seed_and_counts_as_a_win() -> None:
    """Nobody has played: the last seed rests, and has as many points as a winner."""
    director = begun(5, {"rounds": 3})
    stage = stage_of(director)
    assert dict(byes(stage)) == {"e05": 1}
    ranking = director.engine.ranking(stage)
    assert ranking.at(1) == ("e05",)


def test_whoever_has_left_is_not_paired_and_the_rest_goes_on() -> None:
    """Of eight one leaves between rounds: seven are paired, one of them rests."""
    director = begun(8, {"rounds": 3})
    play_round(director)
    open_before = [match for match in stage_of(director).matches.values() if match.outcome is None]
    director.submit(WithdrawEntrant("e01"))
    play_round(director)
    third = [match for match in stage_of(director).matches.values() if match.round == 3]
    assert len(open_before) == 4
    assert sorted(e for match in third for e in match.present) == [f"e{seed:02}" for seed in range(2, 9)]


def test_points_do_not_move_when_someone_leaves_later() -> None:
    """Results stand: between rounds, when somebody leaves, everyone keeps the points that they have won."""
    director = begun(8, {"rounds": 2})
    for _ in range(2):
        play_round(director)
    assert stage_of(director).over
    director = begun(8, {"rounds": 3})
    play_round(director)
    before = stage_of(director).results.records()
    director.submit(WithdrawEntrant("e03"))
    after = stage_of(director).results.records()
    opponent = next(m for m in stage_of(director).matches.values() if m.round == 2 and "e03" in m.present)
    for entrant, record in before.items():
        if entrant not in opponent.present:
            assert after[entrant] == record
    assert after["e03"].points == before["e03"].points


def test_a_late_entrant_joins_with_no_points() -> None:
    """Who comes during the first round is paired in the second, against somebody near the bottom."""
    director = begun(7, {"rounds": 3})
    director.submit(RegisterEntrant("late"))
    play_round(director)
    second = [match for match in stage_of(director).matches.values() if match.round == 2]
    assert len(second) == 4
    assert all(len(match.present) == 2 for match in second)
    opponent = next(match for match in second if "late" in match.present)
    records = stage_of(director).results.records()
    assert min(records[e].points for e in opponent.present if e != "late") <= 1


def test_four_rounds_of_sixteen_leave_one_unbeaten() -> None:
    """Without an option there are as many rounds as halvings of the field: 16 have 4, 17 have 5, 2 have 1."""
    for entrants, number in ((2, 1), (3, 2), (16, 4), (17, 5)):
        director = begun(entrants, {})
        while not stage_of(director).over:
            play_round(director)
        assert max(match.round for match in stage_of(director).matches.values()) == number


def test_a_drawn_order_can_be_repeated_from_its_seed() -> None:
    """Random inside score groups, and yet the tournament's seed gives the same rounds again, another seed others."""

    def first_round(seed: str) -> list[tuple[str, ...]]:
        director = begun(32, {"within": "random"}, seed)
        return [match.present for match in stage_of(director).matches.values()]

    assert first_round("a") == first_round("a")
    assert first_round("a") != first_round("b")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"rounds": -1}, "swiss.rounds"),
        ({"best_of": 0}, "swiss.best_of"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: Mapping[str, Any], code: str) -> None:
    """Each with a code and the field that it is about."""
    swiss = Swiss()
    problems = swiss.check(swiss.options(**options), 8)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].field == code.partition(".")[2]
