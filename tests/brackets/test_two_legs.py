"""Two legs in single elimination, checked against what was played in Europe."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    Game,
    Match,
    OpenRegistration,
    Phase,
    RegisterEntrant,
    ReportGame,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
    load,
    verify,
    why_match,
)
from deltacrown.testing import FormatConformance, Options
from deltacrown_brackets.formats.single_elimination import SingleElimination

ENGINE = Engine(load())

# UEFA Champions League 2018/19: (home of the first leg, away), then the first leg and the second, each as home and
# away of the first leg scored. The group winners, and the halves as drawn, in the order of a bracket of sixteen.
CLUBS = (
    *("Juventus", "Porto", "Barcelona", "Manchester City", "Dortmund", "Paris", "Bayern", "Real Madrid"),
    *("Ajax", "Liverpool", "Manchester United", "Tottenham", "Schalke", "Lyon", "Roma", "Atletico"),
)
PLAYED: Mapping[tuple[str, str], Sequence[tuple[int, int]]] = {
    ("Atletico", "Juventus"): [(2, 0), (0, 3)],
    ("Ajax", "Real Madrid"): [(1, 2), (4, 1)],
    ("Schalke", "Manchester City"): [(2, 3), (0, 7)],
    ("Tottenham", "Dortmund"): [(3, 0), (1, 0)],
    ("Roma", "Porto"): [(2, 1), (1, 3)],
    ("Liverpool", "Bayern"): [(0, 0), (3, 1)],
    ("Lyon", "Barcelona"): [(0, 0), (1, 5)],
    ("Manchester United", "Paris"): [(0, 2), (3, 1)],
    ("Ajax", "Juventus"): [(1, 1), (2, 1)],
    ("Tottenham", "Manchester City"): [(1, 0), (3, 4)],
    ("Liverpool", "Porto"): [(2, 0), (4, 1)],
    ("Manchester United", "Barcelona"): [(0, 1), (0, 3)],
    ("Tottenham", "Ajax"): [(0, 1), (3, 2)],
    ("Barcelona", "Liverpool"): [(3, 0), (0, 4)],
}


class TestSingleEliminationInLegs(FormatConformance):
    format = SingleElimination()
    sizes = (2, 17)
    options: ClassVar[Options] = (
        {"legs": 2},
        {"legs": 2, "final_legs": 2, "away_goals": True, "third_place": True},
        {"legs": 2, "reseed": True},
    )
    losses_to_be_out = 1


def started(entrants: Sequence[str], **options: Any) -> Director:
    director = Director(ENGINE)
    stage = StageSettings("main", "single_elimination", options=options)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,))))
    director.submit(OpenRegistration())
    for entrant in entrants:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return director


def ready(director: Director) -> list[Match]:
    return [match for match in director.tournament.stages[0].matches.values() if match.ready]


def test_the_champions_league_of_2018_19() -> None:
    """Fourteen ties over two legs, three of them decided by goals scored away, and one final: Liverpool win it."""
    director = started(CLUBS, legs=2, away_goals=True)
    by_away_goals = set()
    while (match := ready(director)[0]).key != "final":
        for leg in PLAYED[match.seated[0], match.seated[1]]:
            director.submit(ReportGame("main", match.key, Game(leg)))
        decided = director.tournament.stages[0].matches[match.key]
        assert decided.outcome
        if decided.outcome.by_away_goals:
            assert "decided by what was scored away" in str(
                why_match(director.engine, director.tournament, director.tournament.stages[0], decided)
            )
            by_away_goals.add(decided.outcome.winner)
    assert match.entrants == ("Tottenham", "Liverpool")
    director.submit(ReportResult("main", "final", Score((0, 2))))
    assert director.tournament.phase is Phase.COMPLETED
    assert director.tournament.ranking
    assert director.tournament.ranking.groups[:2] == (("Liverpool",), ("Tottenham",))
    assert by_away_goals == {"Manchester United", "Tottenham"}
    assert verify(ENGINE, director.journal.read()).holds


@pytest.mark.parametrize(
    ("first", "second", "away_goals", "shootout", "winner"),
    [
        # Bayern - Real Madrid 2012: one goal away each.
        ((2, 1), (1, 2), True, (3, 1), "first"),
        # PSV - Atletico Madrid 2016: no goal at all.
        ((0, 0), (0, 0), True, (7, 8), "second"),
        # Barcelona - Chelsea 2009.
        ((0, 0), (1, 1), True, (), "first"),
        # Porto - Juventus 2021, the second leg after extra time.
        ((2, 1), (2, 3), True, (), "first"),
        # Internazionale - Atletico Madrid 2024: goals scored away would have decided it until 2021.
        ((1, 0), (1, 2), False, (2, 3), "second"),
        ((1, 0), (1, 2), True, (), "first"),
    ],
)
def test_famous_ties(
    first: tuple[int, int], second: tuple[int, int], *, away_goals: bool, shootout: tuple[int, ...], winner: str
) -> None:
    """Aggregate, goals scored away, shoot-out, in this order; a final can be played over two legs too."""
    director = started(("second", "first"), final_legs=2, away_goals=away_goals)
    for leg in (first, second):
        director.submit(ReportGame("main", "final", Game(leg)))
    assert (director.tournament.phase is Phase.COMPLETED) == (not shootout)
    if shootout:
        points = (first[0] + second[0], first[1] + second[1])
        director.submit(ReportResult("main", "final", Score(points, shootout, games=(Game(first), Game(second)))))
    assert director.tournament.ranking
    assert director.tournament.ranking.at(1) == (winner,)


def test_only_the_bracket_before_the_final_is_played_in_legs() -> None:
    """The final, the match for third place and matches with a bye are one match, whatever the reseeding."""
    for reseed in (False, True):
        director = started("abcdef", legs=2, third_place=True, reseed=reseed)
        while matches := ready(director):
            for match in matches:
                assert match.legs == (1 if match.key in {"final", "third-place"} else 2)
                director.submit(ReportResult("main", match.key, Score((0, 1))))
        legs = {key: match.legs for key, match in director.tournament.stages[0].matches.items()}
        assert [key for key in legs if legs[key] == 2] == ["R1-2", "R1-4", "R2-1", "R2-2"]
        assert director.tournament.ranking
        assert director.tournament.ranking.at(1) == ("b",)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"legs": 3}, [("elimination.legs", "legs")]),
        ({"legs": 0}, [("elimination.legs", "legs")]),
        ({"final_legs": 3}, [("elimination.legs", "final_legs")]),
        ({"legs": 2, "best_of": 3}, [("elimination.legs_and_games", "legs")]),
        ({"final_legs": 2, "best_of_by_round": {"semi-finals": 3}}, [("elimination.legs_and_games", "legs")]),
        ({"away_goals": True}, [("elimination.away_goals", "away_goals")]),
        ({"legs": 2, "away_goals": True}, []),
        ({"final_legs": 2}, []),
    ],
)
def test_options_that_do_not_fit_are_refused(options: Mapping[str, Any], found: list[tuple[str, str]]) -> None:
    """One or two legs, and then not a best of several games; goals scored away need a second leg."""
    format_ = SingleElimination()
    problems = format_.check(format_.options(**options), 8)
    assert [(problem.code, problem.field) for problem in problems] == found
