"""Lobbies: who goes on from a match of many sides, and who does not."""

from collections.abc import Callable, Iterable

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    ForfeitMatch,
    Format,
    Match,
    NoOptions,
    OpenRegistration,
    PlacedIn,
    Refused,
    RegisterEntrant,
    ReportResult,
    Score,
    Seed,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
    hookimpl,
    load,
)


class TwoGoOn(Format[NoOptions]):
    """One lobby, and a duel of its first two."""

    name = "two_go_on"
    sides = None

    def pair(self, stage: Stage[NoOptions]) -> Iterable[Match]:  # type: ignore[override]
        seeds = tuple(Seed(seed) for seed in range(1, len(stage.entrants) + 1))
        final = Match("final", (PlacedIn("lobby", 1), PlacedIn("lobby", 2)), 2)
        return () if stage.matches else (Match("lobby", seeds), final)


class Plugin:
    @hookimpl
    def register_formats(self) -> list[Format]:
        return [TwoGoOn()]


@pytest.fixture
def lobby() -> Director:
    director = Director(Engine(load([Plugin()])))
    settings = TournamentSettings("Cup", (StageSettings("main", "two_go_on", tie_breakers=()),))
    director.submit(CreateTournament("cup", settings))
    director.submit(OpenRegistration())
    for entrant in "abcd":
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return director


def finalists(director: Director) -> tuple[str | None, ...]:
    return director.tournament.stages[0].matches["final"].entrants


def report(director: Director, *points: int, shootout: tuple[int, ...] = ()) -> None:
    director.submit(ReportResult("main", "lobby", Score(points, shootout)))


def refused(question: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        question()
    return [problem.code for problem in refusal.value.problems]


def test_a_place_from_which_one_goes_on_is_not_shared(lobby: Director) -> None:
    """With b and c level for the second place nobody would know who plays the final."""
    assert refused(lambda: report(lobby, 9, 5, 5, 1)) == ["score.place_shared"]


def test_a_shoot_out_decides_any_place(lobby: Director) -> None:
    """Also where the first came in alone: c takes the second place."""
    report(lobby, 9, 5, 5, 1, shootout=(0, 3, 4, 0))
    assert finalists(lobby) == ("a", "c")


def test_a_shoot_out_where_nobody_is_level_is_refused(lobby: Director) -> None:
    """There is nothing for it to decide."""
    assert refused(lambda: report(lobby, 9, 5, 4, 1, shootout=(0, 3, 4, 0))) == ["score.shootout_needless"]


def test_places_below_may_be_shared(lobby: Director) -> None:
    """Nothing depends on who is third."""
    report(lobby, 9, 5, 1, 1)
    assert finalists(lobby) == ("a", "b")


def test_whoever_has_left_takes_no_place(lobby: Director) -> None:
    """What is reported for b is not counted: c goes on in its place."""
    lobby.submit(WithdrawEntrant("b"))
    report(lobby, 9, 5, 4, 1)
    assert finalists(lobby) == ("a", "c")
    outcome = lobby.tournament.stages[0].matches["lobby"].outcome
    assert outcome is not None
    assert outcome.ranking == (("a",), ("c",), ("d",))


def test_where_only_one_has_not_given_up_nobody_else_goes_on(lobby: Director) -> None:
    """The one left goes on alone, and wins the final without a match."""
    lobby.submit(ForfeitMatch("main", "lobby", ("a", "b", "d")))
    assert finalists(lobby) == ("c", "")
    assert lobby.tournament.stages[0].over
