"""Corrections: the past changed, with its exact effect, and nothing else."""

import random
from collections.abc import Callable

import pytest
from attrs import evolve
from deltacrown import (
    Amend,
    CreateTournament,
    DecideTie,
    Director,
    Engine,
    OpenRegistration,
    Phase,
    Prize,
    PrizePool,
    Refused,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    StageSettings,
    StartTournament,
    Tournament,
    TournamentSettings,
    WithdrawEntrant,
    load,
    read_lines,
    verify,
)
from deltacrown.journal import to_line
from hypothesis import given
from hypothesis import strategies as st

ENGINE = Engine(load())
PRIZE = Prize(PrizePool("EUR", 1001), "percent", {"percents": [50, 30, "100/7"]})
PLANS: dict[str, tuple[StageSettings, ...]] = {
    "elimination": (StageSettings("first", "single_elimination", options={"third_place": True}),),
    "two legs": (StageSettings("first", "single_elimination", options={"legs": 2}),),
    "league": (StageSettings("first", "round_robin"),),
    "groups and finals": (
        StageSettings("first", "round_robin", options={"groups": 2}),
        StageSettings(
            "second",
            "single_elimination",
            sources=tuple(Source("first", rank, group) for rank in (1, 2) for group in ("Group A", "Group B")),
        ),
    ),
}


def play_on(director: Director, rng: random.Random, chance_to_leave: float = 0.05) -> None:
    """Play to the end, with results, withdrawals and lots as the generator gives them."""
    while director.tournament.phase is Phase.LIVE:
        tournament = director.tournament
        ready = [(stage, match) for stage in tournament.stages for match in stage.matches.values() if match.ready]
        if tournament.unresolved:
            stage = tournament.stages[-1]
            director.submit(
                DecideTie(stage.key, tuple(rng.sample(tournament.unresolved, len(tournament.unresolved))), "lots")
            )
        elif rng.random() < chance_to_leave and tournament.taking_part:
            director.submit(WithdrawEntrant(rng.choice(tournament.taking_part).id))
        else:
            stage, match = rng.choice(ready)
            points = (rng.randint(0, 3), rng.randint(0, 3))
            shootout = (5, 4) if points[0] == points[1] and not match.draws else ()
            director.submit(ReportResult(stage.key, match.key, Score(points, shootout)))


def started(plan: str, entrants: int) -> Director:
    ids = iter(range(10_000))
    director = Director(ENGINE, new_id=lambda: f"c{next(ids)}")
    director.submit(CreateTournament("cup", TournamentSettings("Cup", PLANS[plan], prize=PRIZE)))
    director.submit(OpenRegistration())
    for place in range(entrants):
        director.submit(RegisterEntrant(f"e{place}"))
    director.submit(StartTournament())
    return director


def apart_from_the_journal(tournament: Tournament) -> Tournament:
    return evolve(tournament, version=0)


def reports(director: Director) -> list[tuple[str, ReportResult]]:
    """The reported results that count now, with the ids of their commands."""
    given = {entry.order: entry.command for entry in director.journal.read() if isinstance(entry.command, ReportResult)}
    orders = [
        m.outcome.order for s in director.tournament.stages for m in s.matches.values() if m.outcome and m.outcome.order
    ]
    return [(order, given[order]) for order in orders if order in given]


@given(st.sampled_from(sorted(PLANS)), st.integers(4, 9), st.randoms(use_true_random=False))
def test_a_corrected_tournament_is_the_one_played_right_the_first_time(
    plan: str, entrants: int, rng: random.Random
) -> None:
    """Correcting any result gives what a fresh tournament gives that is told the right result in its place.

    Corrected back, it is what it was before, but for the journal; and the journal verifies.
    """
    director = started(plan, entrants)
    play_on(director, rng)
    before = director.tournament
    order, wrong = rng.choice(reports(director)) if reports(director) else ("", None)
    if wrong is None:
        return
    right = evolve(wrong, score=Score((wrong.score.points[1], wrong.score.points[0]), wrong.score.shootout[::-1]))
    if right == wrong:
        return
    foreseen = director.preview(Amend(order, right, "misread"))
    (entry,) = director.submit(Amend(order, right, "misread"))
    fresh = Director(ENGINE)
    for other in director.journal.read():
        if other.command and other.order not in {entry.order, *entry.event.dropped}:
            fresh.submit(right if other.order == order else other.command, command_id=other.order, at=other.at)
    assert apart_from_the_journal(director.tournament) == apart_from_the_journal(fresh.tournament)
    assert [list(s.matches) for s in director.tournament.stages] == [list(s.matches) for s in fresh.tournament.stages]
    assert not set(foreseen.kept) & set(foreseen.voided)
    director.submit(Amend(order, wrong, "it was right after all"))
    assert apart_from_the_journal(director.tournament) == apart_from_the_journal(before)
    assert verify(ENGINE, read_lines(to_line(e) for e in director.journal.read())).findings == ()


@given(st.sampled_from(sorted(PLANS)), st.integers(4, 8), st.randoms(use_true_random=False))
def test_a_corrected_tournament_is_played_on_like_any_other(plan: str, entrants: int, rng: random.Random) -> None:
    """After random corrections and undoings of any command, replay equals state and play goes on to an end."""
    director = started(plan, entrants)
    for _ in range(4):
        for _ in range(rng.randint(0, 5)):
            ready = [(s, m) for s in director.tournament.stages for m in s.matches.values() if m.ready]
            if ready and director.tournament.phase is Phase.LIVE:
                stage, match = rng.choice(ready)
                director.submit(ReportResult(stage.key, match.key, Score((rng.randint(0, 2), 3))))
        orders = [entry.order for entry in director.journal.read() if entry.command][2:]
        try:
            director.submit(Amend(rng.choice(orders), None, "undone"))
        except Refused:
            continue
        assert Director(ENGINE, director.journal).tournament == director.tournament
    if director.tournament.phase is Phase.LIVE:
        play_on(director, rng)
    assert verify(ENGINE, director.journal.read()).findings == ()


@pytest.fixture
def played(cup: Callable[..., Director]) -> Director:
    """A cup of eight in which the better seed has won every match so far, up to the semi-finals."""
    director = cup(8)
    for match in ("R1-1", "R1-2", "R1-3", "R1-4", "R2-1", "R2-2"):
        director.submit(ReportResult("main", match, Score((1, 0))))
    return director


def order_of(director: Director, match: str) -> str:
    outcome = director.tournament.stages[0].matches[match].outcome
    assert outcome is not None
    return outcome.order


def test_the_effect_is_shown_before_it_happens(played: Director) -> None:
    """The first quarter-final turned round: the semi-final after it is void, everything else stays."""
    amend = Amend(order_of(played, "R1-1"), ReportResult("main", "R1-1", Score((0, 1))), "scores swapped")
    before = list(played.journal.read())
    effect = played.preview(amend)
    assert effect.changed == (("main", "R1-1"),)
    assert effect.voided == (("main", "R2-1"),)
    assert [key for _, key in effect.kept] == ["R1-2", "R1-3", "R1-4", "R2-2"]
    assert list(played.journal.read()) == before
    played.submit(amend)
    matches = played.tournament.stages[0].matches
    assert matches["R2-1"].ready
    assert matches["R2-1"].entrants == ("h", "d")
    assert matches["final"].entrants == (None, "b")


def test_a_correction_that_changes_no_winner_changes_nothing_else(played: Director) -> None:
    """5:0 instead of 1:0: every other result survives."""
    effect = played.preview(
        Amend(order_of(played, "R1-1"), ReportResult("main", "R1-1", Score((5, 0))), "goals missed")
    )
    assert effect.changed == (("main", "R1-1"),)
    assert effect.voided == effect.new == effect.gone == ()


def test_a_result_can_be_taken_back(played: Director) -> None:
    """Without its result the match is ready again, and those who had moved on have not."""
    played.submit(Amend(order_of(played, "R2-1"), None, "reported by mistake"))
    matches = played.tournament.stages[0].matches
    assert matches["R2-1"].ready
    assert matches["final"].entrants == (None, "b")


def test_a_withdrawal_can_be_taken_back(played: Director) -> None:
    """The walkover was not played for: the match is open again."""
    (entry, *_) = played.submit(WithdrawEntrant("a"))
    assert played.tournament.phase is Phase.COMPLETED
    effect = played.preview(Amend(entry.order, None, "came back in time"))
    assert effect.ranks["a"] == (2, None)
    played.submit(Amend(entry.order, None, "came back in time"))
    assert played.tournament.phase is Phase.LIVE
    assert played.tournament.stages[0].matches["final"].ready


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda _: Amend("nobody", None, "why"), [("amend.unknown_order", "order")]),
        (lambda order: Amend(order, None, " "), [("amend.reason_empty", "reason")]),
        (lambda order: Amend(order, ReportResult("main", "R1-1", Score((1, 0))), "why"), [("amend.same", "instead")]),
        (
            lambda order: Amend(order, ReportResult("main", "R1-1", Score((1, 1))), "why"),
            [("score.draw_not_allowed", "instead.score")],
        ),
        (
            lambda order: Amend(order, ReportResult("main", "final", Score((1, 0))), "why"),
            [("match.not_ready", "instead.match")],
        ),
        (lambda order: Amend(order, Amend(order, None, "x"), "why"), [("amend.nested", "instead")]),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    played: Director, make: Callable[[str], Amend], expected: list[tuple[str, str]]
) -> None:
    """The new command is held to the rules at its own place in the past; nothing is written."""
    before = list(played.journal.read())
    with pytest.raises(Refused) as refused:
        played.submit(make(order_of(played, "R1-1")))
    assert [(problem.code, problem.field) for problem in refused.value.problems] == expected
    assert list(played.journal.read()) == before


def test_what_was_taken_back_can_be_put_back(played: Director) -> None:
    """A command that was taken out by mistake keeps its place: put back, the tournament is what it was."""
    before = played.tournament
    start = next(entry.order for entry in played.journal.read() if isinstance(entry.command, StartTournament))
    played.submit(Amend(start, None, "wrong button"))
    assert played.tournament.phase is Phase.REGISTRATION
    with pytest.raises(Refused, match=r"amend\.same"):
        played.submit(Amend(start, None, "again"))
    played.submit(Amend(start, StartTournament(), "it was right"))
    assert apart_from_the_journal(played.tournament) == apart_from_the_journal(before)
    assert verify(ENGINE, played.journal.read()).findings == ()
