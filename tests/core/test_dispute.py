"""Disputes: opened, argued, ruled on, with exactly the effect that the ruling says."""

from collections.abc import Callable

import pytest
from attrs import evolve
from deltacrown import (
    AddEvidence,
    Amend,
    ClaimResult,
    CloseDispute,
    Command,
    CommentOnDispute,
    ConfirmResult,
    Director,
    DisputeState,
    EscalateDispute,
    MatchState,
    OpenDispute,
    Phase,
    Refused,
    ReportResult,
    ResolveDispute,
    ReviewDispute,
    Ruling,
    Score,
    verify,
)


def codes(director: Director, command: Command) -> list[str]:
    before = director.tournament
    with pytest.raises(Refused) as refused:
        director.submit(command)
    assert director.tournament is before
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def moved_on(cup: Callable[..., Director]) -> Director:
    """A cup of four: both semi-finals played, the first by agreement of both sides; a and b are in the final."""
    director = cup(4)
    director.submit(ClaimResult("main", "R1-1", "a", Score((2, 1))))
    director.submit(ConfirmResult("main", "R1-1", "d"))
    director.submit(ReportResult("main", "R1-2", Score((1, 0))))
    return director


def match(director: Director, key: str = "R1-1") -> object:
    return director.tournament.stages[0].matches[key]


def test_a_dispute_is_opened_argued_and_closed(moved_on: Director) -> None:
    """Evidence and comments are kept by their ids, who may do what follows from the dispute's state."""
    for command in (AddEvidence("main", "R1-1", "f1"), ReviewDispute("main", "R1-1"), EscalateDispute("main", "R1-1")):
        assert codes(moved_on, command) == ["dispute.none"]
    assert codes(moved_on, OpenDispute("main", "R1-1", "b", "I saw it")) == ["match.not_a_side"]
    assert codes(moved_on, OpenDispute("main", "R1-1", "d", " ")) == ["reason.empty"]
    assert codes(moved_on, OpenDispute("main", "R2-9", "a", "unfair")) == ["match.unknown"]
    moved_on.submit(OpenDispute("main", "R1-1", "d", "wrong map"))
    assert codes(moved_on, OpenDispute("main", "R1-1", "a", "me too")) == ["dispute.open_already"]
    moved_on.submit(AddEvidence("main", "R1-1", "f1"))
    moved_on.submit(CommentOnDispute("main", "R1-1", "c1"), actor="d")
    moved_on.submit(CommentOnDispute("main", "R1-1", "c2", reply_to="c1"), actor="referee")
    assert codes(moved_on, CommentOnDispute("main", "R1-1", "c2")) == ["comment.id"]
    assert codes(moved_on, CommentOnDispute("main", "R1-1", "c3", reply_to="c9")) == ["comment.unknown"]
    moved_on.submit(ReviewDispute("main", "R1-1"))
    assert codes(moved_on, ReviewDispute("main", "R1-1")) == ["dispute.taken_up"]
    moved_on.submit(EscalateDispute("main", "R1-1"))
    assert codes(moved_on, CloseDispute("main", "R1-1")) == ["dispute.not_resolved"]
    moved_on.submit(ResolveDispute("main", "R1-1", Ruling.KEEP))
    moved_on.submit(CloseDispute("main", "R1-1"))
    dispute = match(moved_on).progress.dispute
    assert dispute.state is DisputeState.CLOSED
    assert dispute.evidence == ("f1",)
    assert [(comment.id, comment.actor, comment.reply_to) for comment in dispute.comments] == [
        ("c1", "d", ""),
        ("c2", "referee", "c1"),
    ]


def test_a_disputed_match_keeps_the_stage_open(moved_on: Director) -> None:
    """The final is played, but nobody has won while a semi-final is disputed."""
    moved_on.submit(OpenDispute("main", "R1-1", "d", "wrong map"))
    moved_on.submit(ReportResult("main", "final", Score((1, 0))))
    assert moved_on.tournament.phase is Phase.LIVE
    moved_on.submit(ResolveDispute("main", "R1-1", Ruling.KEEP))
    assert moved_on.tournament.phase is Phase.COMPLETED


def test_a_ruling_that_replaces_changes_what_followed(moved_on: Director) -> None:
    """The other side won the semi-final after all: the final that was played without it counts no more."""
    moved_on.submit(OpenDispute("main", "R1-1", "d", "wrong map"))
    moved_on.submit(ReportResult("main", "final", Score((1, 0))))
    assert codes(moved_on, ResolveDispute("main", "R1-1", Ruling.REPLACE)) == ["ruling.score"]
    assert codes(moved_on, ResolveDispute("main", "R1-1", Ruling.KEEP, Score((1, 0)))) == ["ruling.score"]
    assert codes(moved_on, ResolveDispute("main", "R1-1", Ruling.REPLACE, Score((1, 1)))) == ["score.draw_not_allowed"]
    effect = moved_on.preview(ResolveDispute("main", "R1-1", Ruling.REPLACE, Score((1, 2))))
    assert (effect.changed, effect.voided, effect.kept) == (
        (("main", "R1-1"),),
        (("main", "final"),),
        (("main", "R1-2"),),
    )
    moved_on.submit(ResolveDispute("main", "R1-1", Ruling.REPLACE, Score((1, 2))))
    assert match(moved_on, "final").entrants == ("d", "b")
    assert match(moved_on, "final").ready
    assert match(moved_on).state is MatchState.COMPLETED


def test_a_ruling_that_voids_has_the_match_played_again(moved_on: Director) -> None:
    """No result, no claims: the match is ready, and nobody has moved on from it."""
    moved_on.submit(OpenDispute("main", "R1-1", "d", "wrong map"))
    moved_on.submit(ResolveDispute("main", "R1-1", Ruling.VOID))
    assert match(moved_on).ready
    assert match(moved_on).progress.claims == ()
    assert match(moved_on, "final").entrants == (None, "b")
    moved_on.submit(ReportResult("main", "R1-1", Score((0, 3))))
    assert match(moved_on, "final").entrants == ("d", "b")


@pytest.mark.parametrize(
    ("ruling", "score", "winner"),
    [(Ruling.KEEP, None, "a"), (Ruling.REPLACE, Score((0, 1)), "d"), (Ruling.VOID, None, None)],
)
def test_contradicting_reports_are_ruled_on(
    cup: Callable[..., Director], ruling: Ruling, score: Score | None, winner: str | None
) -> None:
    """The claim that came first stands, or another result, or none and the match is played."""
    director = cup(4)
    director.submit(ClaimResult("main", "R1-1", "a", Score((2, 1))))
    director.submit(ClaimResult("main", "R1-1", "d", Score((1, 2))))
    director.submit(ResolveDispute("main", "R1-1", ruling, score))
    outcome = match(director).outcome
    assert (outcome.winner if outcome else None) == winner
    assert match(director).ready == (winner is None)


def test_every_ruling_is_in_the_journal(moved_on: Director) -> None:
    """Disputes verify and replay, and a second correction works on top of a ruling."""
    moved_on.submit(OpenDispute("main", "R1-1", "d", "wrong map"))
    moved_on.submit(ResolveDispute("main", "R1-1", Ruling.REPLACE, Score((1, 2))))
    moved_on.submit(OpenDispute("main", "R1-1", "a", "now it is wrong"))
    before = moved_on.tournament
    moved_on.submit(ResolveDispute("main", "R1-1", Ruling.VOID))
    moved_on.submit(ReportResult("main", "R1-1", Score((2, 1))))
    assert verify(moved_on.engine, moved_on.journal.read()).findings == ()
    assert Director(moved_on.engine, moved_on.journal).tournament == moved_on.tournament
    assert evolve(before, version=0) != evolve(moved_on.tournament, version=0)


def test_the_final_can_be_contested_after_the_end(moved_on: Director) -> None:
    """A tournament that is over is opened again by the ruling, and ends with what the ruling says."""
    moved_on.submit(ReportResult("main", "final", Score((1, 0))))
    assert moved_on.tournament.ranking.groups[0] == ("a",)
    moved_on.submit(OpenDispute("main", "final", "b", "wrong map"))
    moved_on.submit(ResolveDispute("main", "final", Ruling.REPLACE, Score((0, 1))))
    assert moved_on.tournament.phase is Phase.COMPLETED
    assert moved_on.tournament.ranking.groups[0] == ("b",)
    moved_on.submit(OpenDispute("main", "final", "a", "wrong referee"))
    moved_on.submit(ResolveDispute("main", "final", Ruling.VOID))
    assert moved_on.tournament.phase is Phase.LIVE
    moved_on.submit(ReportResult("main", "final", Score((3, 2))))
    assert moved_on.tournament.ranking.groups[0] == ("a",)
    assert verify(moved_on.engine, moved_on.journal.read()).findings == ()


def test_what_is_the_cores_own_is_not_taken_from_outside(moved_on: Director) -> None:
    """A ruling that claims to be applied already would leave the result standing."""
    moved_on.submit(OpenDispute("main", "R1-1", "d", "wrong map"))
    assert codes(moved_on, ResolveDispute("main", "R1-1", Ruling.VOID, applied=True)) == ["ruling.applied"]


def test_a_voided_match_is_open_whatever_was_reported_of_it_before(cup: Callable[..., Director]) -> None:
    """A report that a correction had dropped does not come back; the ruling taken back, everything is as before it."""
    director = cup(4)
    wrong, *_ = director.submit(ReportResult("main", "R1-2", Score((1, 0))))
    own, *_ = director.submit(ReportResult("main", "R1-1", Score((2, 0))))
    director.submit(Amend(wrong.order, ReportResult("main", "R1-1", Score((0, 1))), "entered for the wrong match"))
    director.submit(OpenDispute("main", "R1-1", "a", "we won"))
    before = director.tournament
    ruling, *_ = director.submit(ResolveDispute("main", "R1-1", Ruling.VOID))
    assert match(director).ready
    director.submit(Amend(ruling.order, None, "bribed"))
    assert evolve(director.tournament, version=0) == evolve(before, version=0)
    director.submit(Amend(wrong.order, None, "void"))
    assert match(director).outcome.order == own.order
    assert verify(director.engine, director.journal.read()).findings == ()
