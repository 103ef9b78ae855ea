"""Battle royale: points for places and kills over several games, recomputed by hand, and lobbies that mix everyone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, ClassVar

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
)
from deltacrown.testing import FormatConformance, Options, Playground, Script, finish
from deltacrown_brackets.formats.battle_royale import BattleRoyale

GROUND = Playground(BattleRoyale())


class TestBattleRoyale(FormatConformance):
    """Whoever wins every game can be behind somebody with more kills."""

    format = BattleRoyale()
    sizes = (2, 65)
    options: ClassVar[Options] = (
        {"games": 2},
        {"lobby_size": 4, "games": 3},
        {"lobby_size": 16, "placement_points": [10, 6, 5, 4, 3, 2, 1, 1]},
        {"lobby_size": 9, "games": 8, "match_point": 30},
    )
    unbeaten_first = False
    rematches_allowed = True


def started(entrants: Sequence[str], *stages: StageSettings) -> Director:
    director = Director(Engine())
    director.submit(CreateTournament("cup", TournamentSettings("Cup", stages)))
    director.submit(OpenRegistration())
    for entrant in entrants:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return director


def battle(**options: Any) -> StageSettings:
    return StageSettings("games", "battle_royale", options=options)


def play(director: Director, match: str, places: str, kills: Mapping[str, int]) -> None:
    """Report a lobby by the order in which its sides finished, best first, and their kills."""
    sides = director.tournament.stages[-1].matches[match].present
    outlived = tuple(len(places) - 1 - places.index(side) for side in sides)
    score = Score(outlived, stats={"kills": tuple(kills.get(side, 0) for side in sides)})
    director.submit(ReportResult(director.tournament.stages[-1].key, match, score))


def standings(director: Director) -> list[tuple[str, int]]:
    """Who stands where by how many points, best first."""
    stage = director.tournament.stages[-1]
    ranking = stage.ranking or director.engine.ranking(stage)
    totals = ranking.steps[0].values
    return [(line.entrant, int(totals[line.entrant])) for line in ranking.standings]


def test_three_games_by_hand() -> None:
    """By the points of S.U.P.E.R.: a 10+6+5 and 3+2+0 kills; b 6+10+6 and 1+1+4; c 5+5+10 and 0+5+0; d 4+4+4, 9 kills."""
    director = started("abcd", battle(games=3, placement_points=[10, 6, 5, 4, 3, 2, 1, 1]))
    play(director, "G1-1", "abcd", {"a": 3, "b": 1, "d": 9})
    play(director, "G2-1", "bacd", {"a": 2, "b": 1, "c": 5})
    play(director, "G3-1", "cbad", {"b": 4})
    assert standings(director) == [("b", 28), ("a", 26), ("c", 25), ("d", 21)]
    assert director.tournament.stages[0].over
    tallies = director.engine.layout(director.tournament.stages[0]).tallies
    assert {tally.name: [tally.values[entrant] for entrant in "bacd"] for tally in tallies} == {
        "wins": [1, 1, 1, 0],
        "placement_points": [22, 21, 20, 12],
        "kills": [6, 5, 5, 9],
        "total": [28, 26, 25, 21],
    }
    drawn = [line.split() for line in str(director.draw("games")).splitlines()]
    assert drawn[0] == ["P", "W", "PP", "K", "Pts"]
    assert drawn[1][:7] == ["1", "b", "3", "1", "22", "6", "28"]


def test_a_match_day_of_the_apex_legends_global_series() -> None:
    """ALGS 2022-23, split 1, third match day of NAVI: 35 points of the places 18 4 12 15 2 19 with 0 9 1 3 6 0 kills.

    The numbers: navi.gg/en/publications/apex-algs-22-23-3rd-day. The other teams finish around it in any order.
    """
    teams = [f"t{number:02}" for number in range(1, 20)]
    director = started(["navi", *teams], battle())
    for number, (place, kills) in enumerate(zip((18, 4, 12, 15, 2, 19), (0, 9, 1, 3, 6, 0), strict=True), 1):
        sides = director.tournament.stages[0].matches[f"G{number}-1"].present
        order = [*teams[: place - 1], "navi", *teams[place - 1 :]]
        score = Score(
            tuple(20 - order.index(side) for side in sides),
            stats={"kills": tuple(kills if side == "navi" else 0 for side in sides)},
        )
        director.submit(ReportResult("games", f"G{number}-1", score))
    assert dict(standings(director))["navi"] == 35


def test_wins_decide_between_equal_points_and_then_kills() -> None:
    """With 10 points each, a comes before b by a win; with 7 each and no win, d before c by kills."""
    director = started("abcd", battle(games=1, placement_points=[10, 8, 6, 4]))
    play(director, "G1-1", "abcd", {"a": 0, "b": 2, "c": 1, "d": 3})
    ranking = director.tournament.stages[0].ranking
    assert ranking is not None
    assert [(line.entrant, line.reason) for line in ranking.standings] == [
        ("a", ""),
        ("b", "match_wins"),
        ("d", "placement and kill points"),
        ("c", "kills"),
    ]


def test_only_wins_count_where_the_organizer_says_so() -> None:
    """PUBG in 2021: the most wins, then the most kills. One point for the first place, none for kills, and the cascade."""
    director = started("abc", battle(games=3, placement_points=[1], kill_points=0))
    play(director, "G1-1", "abc", {"c": 8})
    play(director, "G2-1", "bca", {"c": 8})
    play(director, "G3-1", "bca", {"a": 1})
    ranking = director.tournament.stages[0].ranking
    assert ranking is not None
    assert [line.entrant for line in ranking.standings] == ["b", "a", "c"]


def test_whoever_wins_at_match_point_is_first() -> None:
    """At 15: a reaches it by a win and 6 kills, and that win does not count; c's does, though a has more points."""
    director = started("abc", battle(games=9, match_point=15))
    play(director, "G1-1", "abc", {"a": 6})
    play(director, "G2-1", "cab", {"c": 1})
    assert not director.tournament.stages[0].over
    play(director, "G3-1", "cab", {})
    ranking = director.tournament.stages[0].ranking
    assert ranking is not None
    assert [(line.entrant, line.reason) for line in ranking.standings] == [
        ("c", ""),
        ("a", "the other won at match point"),
        ("b", "placement and kill points"),
    ]


def test_level_sides_have_the_better_of_their_places() -> None:
    """When b and c are out at the same time, both have the points of second place."""
    director = started("abcd", battle(games=1, placement_points=[10, 6, 5, 4]))
    director.submit(ReportResult("games", "G1-1", Score((3, 2, 2, 0))))
    assert standings(director) == [("a", 10), ("b", 6), ("c", 6), ("d", 4)]


def test_whoever_has_left_keeps_the_points_and_plays_no_more() -> None:
    """Who has left before the second game has no place there, whatever is reported, and is not in the third."""
    director = started("abcd", battle(games=3))
    play(director, "G1-1", "bacd", {})
    director.submit(WithdrawEntrant("b"))
    play(director, "G2-1", "bdca", {})
    assert dict(standings(director)) == {"a": 9 + 7, "b": 12, "c": 7 + 9, "d": 5 + 12}
    assert set(director.tournament.stages[0].matches["G3-1"].present) == {"a", "c", "d"}


@pytest.mark.parametrize(
    ("entrants", "size", "games", "met_at_least"), [(40, 20, 6, 90), (60, 20, 6, 80), (64, 16, 6, 70), (65, 20, 5, 65)]
)
def test_lobbies_mix_everyone(entrants: int, size: int, games: int, met_at_least: int) -> None:
    """Lobbies differ by one at most, everyone plays every game, and meets most of the others: so many percent."""
    stage = GROUND.play(Script(entrants, {"lobby_size": size, "games": games}, luck=1), looking=False).final
    assert stage is not None
    played = Counter(entrant for match in stage.matches.values() for entrant in match.present)
    assert set(played.values()) == {games}
    for number in range(1, games + 1):
        sizes = {len(match.slots) for match in stage.matches.values() if match.round == number}
        assert max(sizes) - min(sizes) <= 1
        assert max(sizes) <= size
    meetings = {pair for match in stage.matches.values() for pair in combinations(sorted(match.present), 2)}
    met = Counter(entrant for pair in meetings for entrant in pair)
    assert 100 * min(met.values()) >= met_at_least * (entrants - 1)


def test_stage_after_stage_the_best_go_on() -> None:
    """24 in three lobbies; the best 8 of their table play the final, seeded as they came."""
    final = StageSettings(
        "final",
        "battle_royale",
        options={"games": 2},
        sources=tuple(Source("games", rank) for rank in range(1, 9)),
    )
    director = started([f"e{number:02}" for number in range(1, 25)], battle(games=3, lobby_size=8), final)
    tournament = finish(director, Script(24, luck=4))
    first, last = tournament.stages
    assert first.ranking is not None
    assert last.entrants == tuple(line.entrant for line in first.ranking.standings[:8])
    assert tournament.ranking is not None
    assert {line.entrant for line in tournament.ranking.standings[:8]} == set(last.entrants)


@pytest.mark.parametrize("entrants", [257, 1024])
def test_large_fields(entrants: int) -> None:
    """Lobbies of 20: it ends, and everyone is ranked once."""
    placed = GROUND.play(Script(entrants, {"games": 3}, luck=1), looking=False).placed()
    assert sorted(seed for group in placed for seed in group) == list(range(1, entrants + 1))


@pytest.mark.parametrize(
    "options", [{"games": 0}, {"lobby_size": 2}, {"placement_points": (1, 2)}, {"match_point": -1}]
)
def test_options_that_make_no_sense_are_refused(options: dict[str, Any]) -> None:
    """No games, lobbies that cannot be filled, a worse place that is worth more."""
    assert BattleRoyale().check(BattleRoyale.options(**options), 8)
