"""Kept pairings: a corrected result changes standings and pairings still to come, never what was paired already."""

import random
from collections.abc import Callable

import pytest
from attrs import evolve
from deltacrown import (
    Amend,
    Director,
    How,
    Phase,
    RegisterEntrant,
    ReportResult,
    Score,
    StartTournament,
    WithdrawEntrant,
    verify,
)
from deltacrown.correction.events import HistoryAmended
from hypothesis import given
from hypothesis import strategies as st

from tests.core.keeping import (
    BY_ROUND,
    ENGINE,
    KINDS,
    apart_from_the_journal,
    order_of,
    plans,
    play_round,
    play_some,
    relied_on,
    report,
    reported,
    said,
    stage_of,
    started,
    swapped,
    verified,
)


@given(st.sampled_from(sorted(KINDS)), st.integers(4, 9), st.integers(1, 30), st.randoms(use_true_random=False))
def test_a_corrected_result_changes_nothing_but_itself_and_what_is_still_to_come(
    kind: str, entrants: int, steps: int, rng: random.Random
) -> None:
    """Every pairing and every other result stays, and the standings are those of the results as they are now.

    Corrected back, the tournament is what it was; and the journal verifies.
    """
    director = started(kind, entrants)
    play_some(director, rng, steps)
    if not reported(director):
        return
    before, wrong = director.tournament, rng.choice(reported(director))
    old = stage_of(director)
    foreseen = director.preview(Amend(order_of(director, wrong.key), swapped(wrong), "misread"))
    director.submit(Amend(order_of(director, wrong.key), swapped(wrong), "misread"))
    new = stage_of(director)
    assert plans(new)[: len(old.matches)] == plans(old)
    others = [match for match in old.matches.values() if match.key != wrong.key]
    assert [new.matches[match.key] for match in others] == others
    assert (foreseen.changed, foreseen.voided, foreseen.gone) == ((("main", wrong.key),), (), ())
    right = evolve(old, matches=old.matches.with_value(wrong.key, new.matches[wrong.key]), ranking=None)
    if len(new.matches) == len(old.matches):
        assert ENGINE.ranking(evolve(new, ranking=None)) == ENGINE.ranking(right)
    director.submit(Amend(order_of(director, wrong.key), said(wrong), "right"))
    assert apart_from_the_journal(director.tournament) == apart_from_the_journal(before)
    assert verified(director)


@given(st.sampled_from(sorted(KINDS)), st.integers(4, 7), st.randoms(use_true_random=False))
def test_what_was_paired_stays_through_any_number_of_corrections(kind: str, entrants: int, rng: random.Random) -> None:
    """Results corrected and taken back at random, play in between: no pairing that was played on ever changes.

    Nor does any before it, and play comes to an end.
    """
    director = started(kind, entrants)
    for _ in range(4):
        play_some(director, rng, rng.randint(0, 8))
        if reported(director):
            match, known = rng.choice(reported(director)), relied_on(director)
            instead = swapped(match) if rng.random() < 0.5 else None
            director.submit(Amend(order_of(director, match.key), instead, "misread"))
            assert plans(stage_of(director))[: len(known)] == known
            assert Director(ENGINE, director.journal).tournament == director.tournament
    play_some(director, rng, 1000)
    assert director.tournament.phase is Phase.COMPLETED
    assert verified(director)


def test_the_next_pairing_follows_from_the_corrected_result() -> None:
    """Two tournaments, one with a result of round 1 corrected in round 2: the second round is the same, the third not."""
    corrected, right = started("dutch_swiss", 8), started("dutch_swiss", 8)
    for director in (corrected, right):
        play_round(director)
    amend = Amend(order_of(corrected, "R1-1"), ReportResult("main", "R1-1", Score((0, 1))), "scores swapped")
    corrected.submit(amend)
    for director in (corrected, right):
        play_round(director)
    rounds = [[m.slots for m in stage_of(director).matches.values() if m.round == 3] for director in (corrected, right)]
    assert plans(stage_of(corrected))[:8] == plans(stage_of(right))[:8]
    assert rounds[0]
    assert rounds[0] != rounds[1]
    assert verified(corrected)


@pytest.mark.parametrize("kind", BY_ROUND)
def test_a_result_taken_back_leaves_the_rounds_after_it(kind: str) -> None:
    """Its match is open again, later rounds stay with their results, and the stage waits for it."""
    director = started(kind, 8)
    play_round(director)
    play_round(director)
    known, results = plans(stage_of(director)), reported(director)
    director.submit(Amend(order_of(director, "R1-2"), None, "the wrong match"))
    stage = stage_of(director)
    assert stage.matches["R1-2"].ready
    assert plans(stage) == known
    assert [match for match in results if match.key != "R1-2"] == reported(director)
    for match in [match for match in stage.matches.values() if match.ready and match.round == 3]:
        report(director, match.key)
    assert plans(stage_of(director)) == known
    assert director.tournament.phase is Phase.LIVE
    report(director, "R1-2")
    assert director.tournament.phase is Phase.COMPLETED
    assert verified(director)


def test_whoever_had_left_before_a_round_forfeits_what_was_paired() -> None:
    """A withdrawal that should have counted from round 1 on: the pairings stay, and become walkovers."""
    director = started("swiss", 8)
    left, *_ = director.submit(WithdrawEntrant("e7"))
    director.submit(Amend(left.order, None, "nobody left"))
    play_round(director)
    play_round(director)
    known = plans(stage_of(director))
    director.submit(Amend(left.order, WithdrawEntrant("e6"), "it was somebody else"))
    theirs = [match for match in stage_of(director).matches.values() if "e6" in match.entrants]
    assert [match.outcome.how for match in theirs if match.outcome] == [How.WALKOVER] * 3
    assert plans(stage_of(director))[: len(known)] == known
    assert verified(director)


def test_another_field_is_paired_anew_and_the_field_of_before_as_before() -> None:
    """A late entry that never was: rounds are paired without it. Put back, everything is what it was."""
    director = started("swiss", 4)
    joined, *_ = director.submit(RegisterEntrant("zoe"))
    play_round(director)
    play_round(director)
    before = director.tournament
    director.submit(Amend(joined.order, None, "never came"))
    assert "zoe" not in stage_of(director).entrants
    assert not any(match.key.endswith("bye") for match in stage_of(director).matches.values())
    again, *_ = director.submit(
        ReportResult("main", next(m.key for m in stage_of(director).matches.values() if m.ready), Score((3, 0)))
    )
    director.submit(Amend(again.order, None, "too early"))
    director.submit(Amend(joined.order, RegisterEntrant("zoe"), "came after all"))
    assert apart_from_the_journal(director.tournament) == apart_from_the_journal(before)
    assert plans(stage_of(director)) == plans(before.stages[0])
    assert verified(director)


def test_the_start_taken_back_and_put_back_gives_the_same_rounds() -> None:
    """Also where a corrected result would by now have led to other pairings."""
    director = started("swiss", 8)
    start = next(entry.order for entry in director.journal.read() if isinstance(entry.command, StartTournament))
    play_round(director)
    director.submit(Amend(order_of(director, "R1-1"), ReportResult("main", "R1-1", Score((0, 1))), "swapped"))
    play_round(director)
    before = director.tournament
    director.submit(Amend(start, None, "wrong button"))
    assert director.tournament.phase is Phase.REGISTRATION
    director.submit(Amend(start, StartTournament(), "it was right"))
    assert apart_from_the_journal(director.tournament) == apart_from_the_journal(before)
    assert verified(director)


def test_a_forged_correction_is_found() -> None:
    """Neither can the rounds that stay be others, nor what was paired anew on the way."""
    director = started("swiss", 4)
    joined, *_ = director.submit(RegisterEntrant("zoe"))
    play_round(director)
    director.submit(Amend(joined.order, None, "never came"))
    entries = list(director.journal.read())
    assert verify(ENGINE, entries).holds
    last = entries[-1].event
    assert isinstance(last, HistoryAmended)
    assert last.paired
    turned = evolve(last.paired[0], matches=last.paired[0].matches[::-1])
    for event in (evolve(last, paired=()), evolve(last, paired=(turned, *last.paired[1:])), evolve(last, stages=())):
        assert not verify(ENGINE, [*entries[:-1], evolve(entries[-1], event=event)]).holds


def test_a_dropped_report_counts_again_once_nothing_is_in_its_way(cup: Callable[..., Director]) -> None:
    """As if the other had never been given; the effect says so before, and taken back as well the match is open."""
    director = cup(4)
    first, *_ = director.submit(ReportResult("main", "R1-2", Score((1, 0))))
    own, *_ = director.submit(ReportResult("main", "R1-1", Score((2, 0))))
    director.submit(Amend(first.order, ReportResult("main", "R1-1", Score((0, 1))), "entered for the wrong match"))
    assert order_of(director, "R1-1") == first.order
    assert director.preview(Amend(first.order, None, "void")).changed == (("main", "R1-1"),)
    director.submit(Amend(first.order, None, "void"))
    assert order_of(director, "R1-1") == own.order
    director.submit(Amend(own.order, None, "void too"))
    assert stage_of(director).matches["R1-1"].ready
    assert verified(director)
