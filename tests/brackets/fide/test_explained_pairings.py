"""Why these two, and why these colours: the reasons of the Dutch system, and that they are true of the round then."""

from typing import Any

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
)
from deltacrown.plugins import asking
from deltacrown.testing import Playground, Script
from deltacrown.testing.strategies import Options, Varying, scripts
from deltacrown_brackets.formats.dutch_swiss import DutchSwiss
from deltacrown_brackets.swiss.reasons import STAYS
from hypothesis import given, reject

ENGINE = Engine(load())
DUTCH = Playground(DutchSwiss())
LEAVING: tuple[Varying, ...] = ("withdrawals",)
OPTIONS: Options = ({}, {"edition": "2017"}, {"acceleration": "baku"}, {"first_colour": "black"})


def started(entrants: int, **options: Any) -> Director:
    director = Director(ENGINE)
    stage = StageSettings("main", "dutch_swiss", options=options)
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


def reasons(director: Director, key: str) -> tuple[Reason, ...]:
    stage = director.tournament.stages[0]
    return asking.explain(ENGINE.registry, stage, stage.matches[key])


def test_a_first_round_gives_the_initial_colour_to_odd_numbers() -> None:
    """Four entrants, one score group: 1 meets 3 with white, 2 meets 4 with black."""
    director = started(4, rounds=3)
    once, score, places, colours = reasons(director, "R1-2")
    assert str(once) == "Two players play each other only once (C.1): d and b have not → they may meet"
    assert (score.data, score.outcome) == ("d has 0 points, b has 0 points", "they are of one score group")
    assert (places.data, places.outcome) == ("b is 2 of 4 with 0 points, d is 4 of 4 with 0 points", "b meets d")
    assert (
        colours.data
        == "d is due neither colour, without a colour so far; b is due neither colour, without a colour so far"
    )
    assert colours.because[0].rule.endswith("(5.2.5)")
    assert colours.outcome == "d has white, b black"


def test_colours_due_are_granted_where_they_do_not_clash() -> None:
    """A has had white and b black: both are due the other colour strongly, and get it."""
    director = started(4, rounds=3)
    better_wins(director, 1)
    colours = reasons(director, "R2-1")[-1]
    assert colours.data == "b is due white strongly, after black; a is due black strongly, after white"
    assert colours.because[0].rule == "Preferences that do not clash are granted (5.2.1)"


def test_a_float_and_a_bye_say_what_they_rest_on() -> None:
    """Five entrants: e has the bye of round 1, a float down; so of three with 3 points in round 2 it is b who floats."""
    director = started(5, rounds=4)
    better_wins(director, 1)
    (first,), (bye,) = reasons(director, "R1-bye"), reasons(director, "R2-bye")
    assert (first.data, first.outcome) == ("5 players; e has 0 points", "e has it")
    assert (bye.data, bye.outcome) == ("5 players; d has 0 points", "d has it")
    assert bye.because[0].data == "nobody with fewer points could have it"
    matches = director.tournament.stages[0].matches
    of_b, of_e = (
        reasons(director, key)[1]
        for player in "be"
        for key, match in matches.items()
        if match.round == 2 and player in match.present
    )
    assert (of_b.outcome, of_b.because) == ("b floats down, c up", ())
    assert of_e.outcome == "they are of one score group"
    assert [reason.data for reason in of_e.because] == ["e floated down in the last round"]


def test_virtual_points_are_said_to_be_virtual() -> None:
    """With Baku acceleration the upper half has a point, in units of a win, that it has not won."""
    score = reasons(started(8, acceleration="baku"), "R1-1")[1]
    assert "of them virtual" in score.data


@given(scripts((2, 13), OPTIONS, LEAVING))
def test_every_pairing_follows_from_what_was_known_then(script: Script) -> None:
    """Whoever leaves, and when: every match of every round is explained at the end of the stage."""
    stage = DUTCH.play(script, looking=False).stage
    if stage is None:
        reject()
    for match in stage.matches.values():
        given_reasons = asking.explain(DUTCH.engine.registry, stage, match)
        assert given_reasons
        assert all(reason.rule != STAYS for reason in given_reasons), match.key


def test_who_joins_late_changes_no_reason_of_the_rounds_before() -> None:
    """Late entries count neither in the accelerated group nor in the number of rounds that follows from the field."""
    director = started(8, acceleration="baku")
    before = {key: reasons(director, key) for key in director.tournament.stages[0].matches}
    for place in range(4):
        director.submit(RegisterEntrant(f"late {place}"))
    better_wins(director, 1)
    better_wins(director, 2)
    assert {key: reasons(director, key) for key in before} == before
    stage = director.tournament.stages[0]
    assert all(reasons(director, key)[0].rule != STAYS for key in stage.matches)


def test_a_pairing_that_was_kept_through_a_correction_says_so() -> None:
    """Where a result is another one now, or is open again, the pairing stands and no reason is made up."""
    director = started(8)
    better_wins(director, 1)
    outcome = director.tournament.stages[0].matches["R1-1"].outcome
    assert outcome is not None
    director.submit(Amend(outcome.order, ReportResult("main", "R1-1", Score((0, 1))), "written down wrongly"))
    (reason,) = reasons(director, "R2-1")
    assert (reason.rule, reason.data) == (STAYS, "results of the rounds before are others now")
    director.submit(Amend(outcome.order, None, "the wrong match"))
    (reason,) = reasons(director, "R2-1")
    assert (reason.rule, reason.data) == (STAYS, "a result of a round before is open")
