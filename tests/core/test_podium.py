"""The podium: who won, and whether somebody should look before anything is engraved."""

from collections.abc import Callable

from deltacrown import Director, Method, ReportResult, Score, StageSettings, WithdrawEntrant, podium


def report(director: Director, *matches: str, score: tuple[int, int] = (1, 0)) -> None:
    for match in matches:
        director.submit(ReportResult("main", match, Score(score)))


def test_winner_runner_up_and_third(cup: Callable[..., Director]) -> None:
    """With a match for third place there is one third, and the reasoning says what put each below the one above."""
    director = cup(4, third_place=True)
    assert podium(director.tournament) is None
    report(director, "R1-1", "R1-2", "third-place", "final")
    top = podium(director.tournament)
    assert top is not None
    assert (top.winner, top.runner_up, top.third) == (("a",), ("b",), ("d",))
    assert (top.method, top.requires_review) == (Method.PLAYED, False)
    assert str(top.reasoning[-1]).endswith("a: 0 of 2 matches won without playing → played")


def test_losers_of_the_semi_finals_are_third_together(cup: Callable[..., Director]) -> None:
    """Without a match for third place nothing separates them."""
    director = cup(4)
    report(director, "R1-1", "R1-2", "final")
    top = podium(director.tournament)
    assert top is not None
    assert sorted(top.third) == ["c", "d"]


def test_half_of_the_path_without_playing_is_reviewed(cup: Callable[..., Director]) -> None:
    """One walkover in two matches is half: a forfeit chain. One in three is not. Byes do not count as matches."""
    director = cup(4)
    director.submit(WithdrawEntrant("d"))
    report(director, "R1-2", "final")
    top = podium(director.tournament)
    assert top is not None
    assert (top.winner, top.method, top.requires_review) == (("a",), Method.FORFEIT_CHAIN, True)
    longer = cup(8)
    longer.submit(WithdrawEntrant("h"))
    report(longer, "R1-2", "R1-3", "R1-4", "R2-1", "R2-2", "final")
    top = podium(longer.tournament)
    assert top is not None
    assert (top.winner, top.method, top.requires_review) == (("a",), Method.PLAYED, False)
    with_bye = cup(3)
    report(with_bye, "R1-2", "final")
    top = podium(with_bye.tournament)
    assert top is not None
    assert "0 of 1 matches" in top.reasoning[-1].data
    assert not top.requires_review


def test_a_champion_who_never_played_is_reviewed(cup: Callable[..., Director]) -> None:
    """Everyone else left: nothing was won on the field."""
    director = cup(3)
    for name in "bc":
        director.submit(WithdrawEntrant(name))
    top = podium(director.tournament)
    assert top is not None
    assert (top.winner, top.requires_review) == (("a",), True)


def test_level_champions_share_the_first_step(cup: Callable[..., Director]) -> None:
    """Where nothing separates two winners there is no runner-up, and each one's path is looked at."""
    director = cup(2, StageSettings("main", "round_robin", tie_breakers=()))
    report(director, *director.tournament.stages[0].matches, score=(1, 1))
    top = podium(director.tournament)
    assert top is not None
    assert (sorted(top.winner), top.runner_up, top.third) == (["a", "b"], (), ())
    assert [reason.data[:1] for reason in top.reasoning[-2:]] == ["a", "b"]
