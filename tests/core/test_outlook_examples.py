"""The outlook in small cases that anyone can check by hand."""

from collections.abc import Callable

import pytest
from attrs import evolve
from deltacrown import Director, Engine, Fate, ReportResult, Score, Stage, StageSettings, look_ahead

Start = Callable[..., Director]


def test_dead_for_the_title_and_alive_for_third_place(engine: Engine, cup: Start) -> None:
    """A match for third place is dead for the first two ranks, and alive for the third."""
    view = look_ahead(engine, cup(4, third_place=True).tournament.stages[0], ranks=(1, 2, 3))
    assert view.fixtures["third-place"].dead == (1, 2)
    assert view.fixtures["final"].dead == (2, 3)
    assert view.fixtures["R1-1"].dead == ()


def test_must_win(engine: Engine, cup: Start) -> None:
    """In a bracket, whoever wants the title must win; a win is enough only in the final."""
    director = cup(4)
    stakes = look_ahead(engine, director.tournament.stages[0]).fixtures["R1-1"].stakes
    assert [(stake.entrant, stake.must_win, stake.win_is_enough) for stake in stakes] == [
        ("a", True, False),
        ("d", True, False),
    ]
    for key in ("R1-1", "R1-2"):
        director.submit(ReportResult("main", key, Score((1, 0))))
    final = look_ahead(engine, director.tournament.stages[0]).fixtures["final"]
    assert [stake.win_is_enough for stake in final.stakes] == [True, True]


def test_whoever_shares_a_rank_has_all_its_places(engine: Engine, cup: Start) -> None:
    """Two beaten semi-finalists share rank 3: neither has clinched it, neither is out of it."""
    director = cup(4)
    director.submit(ReportResult("main", "R1-1", Score((1, 0))))
    beaten = look_ahead(engine, director.tournament.stages[0], ranks=(3, 4)).prospects["d"]
    assert (beaten.best, beaten.worst) == (3, 4)
    assert (beaten.fate(3), beaten.fate(4)) == (Fate.OPEN, Fate.IN)
    assert beaten.chances[3].probability == 0.5


def test_a_stage_that_is_over_has_no_secrets(engine: Engine, cup: Start) -> None:
    """The outlook of a finished stage is its ranking."""
    director = cup(4)
    for key in ("R1-1", "R1-2", "final"):
        director.submit(ReportResult("main", key, Score((1, 0))))
    view = look_ahead(engine, director.tournament.stages[0])
    assert (view.method, view.exact, view.fixtures, view.clinched(1)) == ("final", True, {}, ("a",))


def test_a_format_that_is_gone_rules_nothing_out(engine: Engine, cup: Start) -> None:
    """Where the format is not installed any more, every place is possible, and the outlook says why."""
    view = look_ahead(engine, evolve(cup(4).tournament.stages[0], revision=99))
    assert {(one.best, one.worst, one.exact) for one in view.prospects.values()} == {(1, 4, False)}
    assert "pinned to revision 99" in view.notes[0]


def two_ahead(cup: Start, *words: str) -> Stage:
    """A league of four in which a and b have beaten c and d; a meets b, and c meets d."""
    director = cup(4, StageSettings("main", "round_robin", tie_breakers=words or None))
    for match in director.tournament.stages[0].matches.values():
        strong = [entrant for entrant in match.present if entrant in {"a", "b"}]
        if len(strong) == 1:
            points = (1, 0) if match.entrants[0] == strong[0] else (0, 1)
            director.submit(ReportResult("main", match.key, Score(points)))
    return director.tournament.stages[0]


@pytest.mark.parametrize("words", [(), ("points",), ("points", "h2h_points", "goal_difference")])
@pytest.mark.parametrize("limit", [5_000, 0])
def test_a_dead_rubber(engine: Engine, cup: Start, words: tuple[str, ...], limit: int) -> None:
    """When the two ahead are through, the match of the two behind is dead for the lead and for going through."""
    view = look_ahead(engine, two_ahead(cup, *words), ranks=(1, 2, 3), limit=limit)
    players = {key: {stake.entrant for stake in fixture.stakes} for key, fixture in view.fixtures.items()}
    ahead = next(key for key, names in players.items() if names == {"a", "b"})
    behind = next(key for key, names in players.items() if names == {"c", "d"})
    assert view.clinched(2) == ("a", "b")
    assert view.fixtures[behind].dead == (1, 2)
    assert view.fixtures[ahead].dead == (2, 3)
