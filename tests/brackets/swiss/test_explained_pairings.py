"""Why these two: the reasons that Swiss formats give for their pairings, and that they are true of the round then."""

from typing import Any

import pytest
from deltacrown import (
    Amend,
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    Reason,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
    load,
    why_match,
)
from deltacrown.plugins import asking
from deltacrown.testing import Playground, Script
from deltacrown.testing.strategies import Options, Varying, scripts
from deltacrown_brackets.formats.swiss import Swiss
from deltacrown_brackets.formats.swiss_elimination import SwissElimination
from deltacrown_brackets.swiss.pools import PRIORITY_TABLE
from deltacrown_brackets.swiss.reasons import NO_REMATCH, STAYS
from hypothesis import given, reject
from hypothesis import strategies as st

ENGINE = Engine(load())
SWISS = Playground(Swiss())
ELIMINATION = Playground(SwissElimination())
LEAVING: tuple[Varying, ...] = ("withdrawals",)
WITHIN: Options = ({}, {"within": "fold"}, {"within": "adjacent"}, {"within": "random"}, {"rounds": 7})


def started(kind: str, entrants: int, **options: Any) -> Director:
    director = Director(ENGINE)
    stage = StageSettings("main", kind, options=options)
    director.submit(CreateTournament("open", TournamentSettings("Open", (stage,))))
    director.submit(OpenRegistration())
    for place in range(entrants):
        director.submit(RegisterEntrant(chr(ord("a") + place)))
    director.submit(StartTournament())
    return director


def better_wins(director: Director, number: int) -> None:
    """Whoever comes first in the alphabet wins every match of the round."""
    for match in director.tournament.stages[0].matches.values():
        if match.round == number and match.ready:
            score = (1, 0) if match.present[0] < match.present[1] else (0, 1)
            director.submit(ReportResult("main", match.key, Score(score)))


def reasons(director: Director, key: str) -> list[Reason]:
    """What the format says of the match: all but who sits where, and the result."""
    stage = director.tournament.stages[0]
    whole = why_match(director.engine, director.tournament, stage, stage.matches[key]).because
    return [reason for reason in whole if not reason.rule.startswith(("Seed ", "Bye", "Match "))]


def said(director: Director, key: str) -> list[str]:
    return [line for reason in reasons(director, key) for line in str(reason).splitlines()]


def test_a_first_round_is_the_upper_half_against_the_lower() -> None:
    """Nobody has met, all are level: the places in the field say who meets whom."""
    assert said(started("swiss", 4, rounds=3), "R1-1") == [
        "Nobody meets the same opponent again while that can be avoided: a and c have not met → they may meet",
        "The differences of scores are as small as can be: a has 0 points, c has 0 points → they are level",
        (
            "Within a score group the upper half meets the lower half: "
            "a is 1 of 4 with 0 points, c is 3 of 4 with 0 points → c is the one whom a meets"
        ),
    ]


def test_a_floater_is_explained_by_an_odd_group() -> None:
    """Five entrants: a and b have won, e had the bye, so of three with 3 points the last meets somebody below."""
    director = started("swiss", 5, rounds=3)
    better_wins(director, 1)
    assert said(director, "R2-2")[1:] == [
        "The differences of scores are as small as can be: e has 3 points, c has 0 points → e floats down, c up",
        (
            "  Who finds no opponent in a score group floats: with 3 points or better there are 3 → "
            "an odd number: somebody of them meets somebody below"
        ),
        (
            "Within a score group the upper half meets the lower half: "
            "e is 3 of 3 with 3 points, c is 1 of 1 with 0 points → c is the one whom e meets"
        ),
    ]


def test_a_float_from_an_even_group_is_explained_by_earlier_meetings() -> None:
    """Four entrants: in round 3 the two leaders have met, and so have the two others."""
    director = started("swiss", 4, rounds=3)
    better_wins(director, 1)
    for key in ("R2-1", "R2-2"):
        director.submit(ReportResult("main", key, Score((1, 1))))
    (floats,) = reasons(director, "R3-1")[1].because
    assert floats.data == "with 4 points or better there are 2"
    assert floats.outcome == (
        "an even number, but after earlier meetings the differences of the round as a whole are smallest so"
    )


def test_a_rematch_that_is_avoided_is_named() -> None:
    """In round 3 a would meet b by the order; they met in round 2, and e goes to b so that all is nearest to it."""
    director = started("swiss", 5, rounds=3)
    better_wins(director, 1)
    better_wins(director, 2)
    *_, inside = reasons(director, "R3-1")
    assert inside.data == "a is 1 of 1 with 6 points, d is 1 of 2 with 3 points who stay there"
    assert inside.outcome == "a would meet b and d would meet e, but for the round as a whole"
    assert [str(reason) for reason in inside.because] == [
        f"{NO_REMATCH}: a and b met in round 2 → a meets somebody else",
        "The round as a whole is paired as near to the order as can be: e meets b → the whole is nearest to the order so",
    ]


def test_a_bye_goes_to_the_last_of_those_who_have_had_the_fewest() -> None:
    """In round 3 e and d are lower than c, and have had the bye."""
    director = started("swiss", 5, rounds=3)
    better_wins(director, 1)
    better_wins(director, 2)
    assert [said(director, f"R{number}-bye") for number in (1, 3)] == [
        [
            (
                "One of an odd number has the bye: who has won without an opponent least often, and of those the last: "
                "e has 0 wins without an opponent and is 5 of 5 in the order with 0 points → e has it"
            )
        ],
        [
            (
                "One of an odd number has the bye: who has won without an opponent least often, and of those the last: "
                "c has 0 wins without an opponent and is 3 of 5 in the order with 3 points → c has it"
            ),
            "  Who has had the bye waits for the others: e is lower, and has 1 wins without an opponent → passed over",
            "  Who has had the bye waits for the others: d is lower, and has 1 wins without an opponent → passed over",
        ],
    ]


def test_a_rematch_that_cannot_be_avoided_says_so() -> None:
    """Two entrants and two rounds: they meet again."""
    director = started("swiss", 2, rounds=2)
    better_wins(director, 1)
    assert said(director, "R2-1")[0] == (
        f"{NO_REMATCH}: a and b met in round 1 → no way to pair the round has fewer rematches"
    )


def test_what_comes_later_changes_no_reason() -> None:
    """Results, somebody who joins and somebody who leaves: what is said of the first round stays as it was."""
    director = started("swiss", 7, rounds=3)
    before = {key: said(director, key) for key in director.tournament.stages[0].matches}
    director.submit(RegisterEntrant("late"))
    better_wins(director, 1)
    better_wins(director, 2)
    assert {key: said(director, key) for key in before} == before
    assert any("late" in line for key in director.tournament.stages[0].matches for line in said(director, key))


@pytest.mark.parametrize("kind", ["swiss", "swiss_elimination"])
def test_a_pairing_that_was_kept_through_a_correction_says_so(kind: str) -> None:
    """The results as they are now would pair otherwise; that is said, and no reason is made up."""
    director = started(kind, 8)
    better_wins(director, 1)
    assert all(reason.rule != STAYS for reason in reasons(director, "R2-1"))
    outcome = director.tournament.stages[0].matches["R1-1"].outcome
    assert outcome is not None
    director.submit(Amend(outcome.order, ReportResult("main", "R1-1", Score((0, 1))), "written down wrongly"))
    (reason,) = reasons(director, "R2-1")
    assert reason.rule == STAYS


def unexplained(ground: Playground, script: Script) -> list[str]:
    """The matches of the play that do not follow from what is known of the stage when their round was paired."""
    stage = ground.play(script, looking=False).stage
    if stage is None:
        reject()
    explained = {key: asking.explain(ground.engine.registry, stage, match) for key, match in stage.matches.items()}
    return [key for key, given in explained.items() if not given or any(reason.rule == STAYS for reason in given)]


@given(scripts((2, 17), WITHIN, LEAVING))
def test_every_pairing_of_a_swiss_follows_from_what_was_known_then(script: Script) -> None:
    """Whoever leaves, and when: every match of every round is explained at the end of the stage."""
    assert not unexplained(SWISS, script)


@given(scripts((2, 17), ({}, {"wins": 2, "losses": 2}), LEAVING))
def test_every_pairing_of_a_swiss_with_elimination_follows_from_what_was_known_then(script: Script) -> None:
    """The same, with pools."""
    assert not unexplained(ELIMINATION, script)


@given(st.integers(0, 9999))
def test_the_row_that_is_named_is_the_row_that_was_played(luck: int) -> None:
    """In a pool of six the places of both are a pair of the row, and every row above has a pair that has met."""
    stage = ELIMINATION.play(Script(16, {}, luck), looking=False).stage
    assert stage is not None
    rows = 0
    for match in stage.matches.values():
        *_, rule = asking.explain(ELIMINATION.engine.registry, stage, match)
        if not rule.data.startswith("row "):
            continue
        rows += 1
        number = int(rule.data.removeprefix("row ").split(":")[0])
        assert rule.data.endswith(", ".join(f"{one}-{other}" for one, other in PRIORITY_TABLE[number - 1]))
        assert [reason.outcome for reason in rule.because] == [f"row {row} is passed over" for row in range(1, number)]
        for reason in rule.because:
            one, other, word = reason.data.replace(" and ", " ").split()[:3]
            assert word == "met"
            earlier = [set(known.present) for known in stage.matches.values() if known.round < match.round]
            assert {one, other} in earlier
    assert rows >= 9


def test_a_pool_is_explained_by_places_and_the_rule_book() -> None:
    """Sixteen entrants, the better one always wins: a pool of eight in round 2, a pool of six in round 4."""
    director = started("swiss_elimination", 16, best_of_deciding=1)
    assert said(director, "R1-1") == [
        "The first round: the upper half meets the lower half: a is seed 1, i is seed 9 of 16 → a meets i"
    ]
    for number in (1, 2, 3):
        better_wins(director, number)
    assert said(director, "R2-1") == [
        (
            "A pool is in the order of the difficulty of opponents, then of seeds: "
            "a -1, seed 1; h -1, seed 8 → a is 1 and h is 8 of 8 with 1-0"
        ),
        "The highest meets the lowest left whom it can meet: a pool of 8 → a meets h",
    ]
    places, rule = reasons(director, "R4-2")
    assert (places.data, places.outcome) == ("d +3, seed 4; g -1, seed 7", "d is 2 and g is 5 of 6 with 2-1")
    assert (rule.data, rule.outcome) == ("row 1: 1-6, 2-5, 3-4", "d meets g")


def test_an_odd_pool_makes_one_swiss_round_of_all() -> None:
    """Six entrants: three have won and three have lost, so one floats."""
    director = started("swiss_elimination", 6)
    better_wins(director, 1)
    pools, *swiss = reasons(director, "R2-2")
    assert pools.data == "3 with 1-0, 3 with 0-1"
    assert pools.outcome == "as one Swiss round: a pool is odd"
    assert [reason.data for reason in swiss[:2]] == ["c and d have not met", "c has 1-0, d has 0-1"]
    assert swiss[1].because[0].data == "with 1-0 or better there are 3"
