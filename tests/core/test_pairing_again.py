"""Pairing again: the newest round taken back and paired as things stand now."""

import random
from contextlib import suppress

import pytest
from attrs import evolve
from deltacrown import (
    Amend,
    Command,
    CreateTournament,
    Director,
    OpenRegistration,
    PairAgain,
    Phase,
    Refused,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartMatch,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.keeping import (
    BY_ROUND,
    ENGINE,
    apart_from_the_journal,
    order_of,
    plans,
    play_round,
    play_some,
    report,
    reported,
    said,
    stage_of,
    started,
    swapped,
    verified,
)


def test_a_round_is_paired_again_after_a_correction() -> None:
    """The second round is then that of a tournament told right the first time; the preview says what goes and comes."""
    corrected, right = started("swiss", 8), started("swiss", 8)
    play_round(corrected)
    corrected.submit(Amend(order_of(corrected, "R1-1"), ReportResult("main", "R1-1", Score((0, 1))), "scores swapped"))
    report(right, "R1-1", 0, 1)
    play_round(right)
    assert plans(stage_of(corrected)) != plans(stage_of(right))
    foreseen = corrected.preview(PairAgain("main", 2))
    assert foreseen.gone == foreseen.new != ()
    assert {key.partition("-")[0] for _, key in foreseen.new} == {"R2"}
    corrected.submit(PairAgain("main", 2))
    assert plans(stage_of(corrected)) == plans(stage_of(right))
    assert verified(corrected)


def test_a_round_is_paired_again_with_those_who_are_there() -> None:
    """Whoever has left since is not paired, whoever has joined is; a later correction leaves it so."""
    director = started("swiss", 8)
    play_round(director)
    director.submit(WithdrawEntrant("e7"))
    director.submit(RegisterEntrant("late"))
    director.submit(PairAgain("main", 2))
    paired = [entrant for match in stage_of(director).matches.values() if match.round == 2 for entrant in match.present]
    assert sorted(paired) == sorted({*stage_of(director).entrants} - {"e7"})
    known = plans(stage_of(director))
    play_round(director)
    director.submit(Amend(order_of(director, "R1-1"), ReportResult("main", "R1-1", Score((0, 1))), "swapped"))
    assert plans(stage_of(director))[: len(known)] == known
    assert verified(director)


def test_a_season_is_paired_again_as_a_whole() -> None:
    """A league plans all matchdays of a season together: who plays in which division follows from the correction."""
    director = started("league", 8)
    first = [match.key for match in stage_of(director).matches.values()]
    for key in first:
        report(director, key)
    begins = next(match.round for match in stage_of(director).matches.values() if match.key not in first)
    before = plans(stage_of(director))
    for key in first[:4]:
        director.submit(Amend(order_of(director, key), ReportResult("main", key, Score((0, 9))), "swapped"))
    assert plans(stage_of(director)) == before
    director.submit(PairAgain("main", begins))
    assert plans(stage_of(director))[: len(first)] == before[: len(first)]
    assert sorted(plans(stage_of(director))) != sorted(before)
    assert verified(director)


@pytest.mark.parametrize("relied_on", [True, False])
def test_a_stage_that_is_corrected_back_ends_without_a_further_round(*, relied_on: bool) -> None:
    """By itself, with everything that came after it; once somebody has relied on the further round, by pairing again."""
    director = started("swiss_elimination", 8)
    report(director, "R1-1", 0, 1)
    while director.tournament.phase is Phase.LIVE:
        play_round(director)
    before = director.tournament
    turned = {
        match.key: Amend(order_of(director, match.key), swapped(match), "misread") for match in reported(director)
    }
    key = next(key for key, amend in turned.items() if director.preview(amend).new)
    last = stage_of(director).matches[key]
    director.submit(turned[key])
    further = [match for match in stage_of(director).matches.values() if match.ready]
    assert director.tournament.phase is Phase.LIVE
    assert further
    if relied_on:
        director.submit(StartMatch("main", further[0].key))
    begun = stage_of(director).matches[further[0].key].progress.started_at
    director.submit(Amend(order_of(director, last.key), said(last), "right after all"))
    if begun:
        with pytest.raises(Refused, match=r"pairing\.begun"):
            director.submit(PairAgain("main", further[0].round))
        start = next(entry.order for entry in director.journal.read() if isinstance(entry.command, StartMatch))
        director.submit(Amend(start, None, "nobody played"))
        director.submit(PairAgain("main", further[0].round))
    assert apart_from_the_journal(director.tournament) == apart_from_the_journal(before)
    first = said(reported(director)[0])
    higher = evolve(first, score=Score(tuple(9 * points for points in first.score.points)))
    director.submit(Amend(order_of(director, first.match), higher, "more goals"))
    assert director.tournament.phase is Phase.COMPLETED
    assert verified(director)


def test_what_is_not_the_newest_pairing_stands() -> None:
    """Nothing that has begun is taken back, nor a round with rounds after it, nor what follows from results alone."""
    director = started("swiss", 8)
    assert _codes(director, PairAgain("second", 1)) == ["stage.not_open"]
    assert _codes(director, PairAgain("main", 2)) == ["pairing.not_newest"]
    report(director, "R1-1")
    assert _codes(director, PairAgain("main", 1)) == ["pairing.begun"]
    cup = Director(ENGINE)
    cup.submit(CreateTournament("cup", TournamentSettings("Cup", (StageSettings("main", "single_elimination"),))))
    for command in (OpenRegistration(), RegisterEntrant("a"), RegisterEntrant("b"), StartTournament()):
        cup.submit(command)
    assert _codes(cup, PairAgain("main", 1)) == ["pairing.not_kept"]


def _codes(director: Director, command: Command) -> list[str]:
    with pytest.raises(Refused) as refused:
        director.submit(command)
    return [problem.code for problem in refused.value.problems]


@settings(max_examples=40)
@given(st.sampled_from(BY_ROUND), st.integers(4, 7), st.randoms(use_true_random=False))
def test_pairing_again_touches_nothing_else(kind: str, entrants: int, rng: random.Random) -> None:
    """Whatever was corrected before: results stay, the journal replays and verifies, and play comes to an end."""
    director = started(kind, entrants)
    for _ in range(4):
        play_some(director, rng, rng.randint(0, 6))
        if reported(director) and rng.random() < 0.6:
            match = rng.choice(reported(director))
            director.submit(Amend(order_of(director, match.key), rng.choice([swapped(match), None]), "misread"))
        before = reported(director)
        newest = max(match.round for match in stage_of(director).matches.values())
        with suppress(Refused):
            director.submit(PairAgain("main", newest))
        assert reported(director) == before
        assert Director(ENGINE, director.journal).tournament == director.tournament
    play_some(director, rng, 1000)
    assert director.tournament.phase is Phase.COMPLETED
    assert verified(director)
