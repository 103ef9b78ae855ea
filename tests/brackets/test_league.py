"""Leagues by hand: tables with ties, who goes up and who goes down, who fills a place that is free."""

from collections.abc import Mapping
from itertools import chain, pairwise

import pytest
from deltacrown import (
    Amend,
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    Phase,
    Ranking,
    RegisterEntrant,
    ReportResult,
    Score,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    WithdrawEntrant,
    load,
    look_ahead,
    read_lines,
    verify,
)
from deltacrown.journal import to_line
from deltacrown.outlook.places import places
from deltacrown.testing import Playground, Script
from deltacrown_brackets.formats.divisions import cut, exchanged
from deltacrown_brackets.formats.league import League, LeagueOptions
from hypothesis import given
from hypothesis import strategies as st

ENGINE = Engine(load())
Scores = Mapping[str, tuple[int, int]]


def started(entrants: str, **options: int) -> Director:
    director = Director(ENGINE)
    settings = TournamentSettings("League", (StageSettings("league", "league", options=options),))
    director.submit(CreateTournament("league", settings))
    director.submit(OpenRegistration())
    for entrant in entrants:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return director


def stage_of(director: Director) -> Stage:
    (stage,) = director.tournament.stages
    return stage


def play(director: Director, scores: Scores) -> None:
    """Every match that is ready, by the two who meet: `{"ab": (1, 0)}` is 1:0 for a, at home or away."""
    for match in [match for match in stage_of(director).matches.values() if match.ready]:
        home, away = match.seated
        score = scores[home + away] if home + away in scores else scores[away + home][::-1]
        director.submit(ReportResult("league", match.key, Score(score)))


def best_wins(director: Director) -> None:
    """Every match that is ready is won by whoever comes first in the alphabet."""
    for match in [match for match in stage_of(director).matches.values() if match.ready]:
        score = (1, 0) if match.seated[0] < match.seated[1] else (0, 1)
        director.submit(ReportResult("league", match.key, Score(score)))


def divisions(director: Director) -> dict[str, str]:
    """Who plays in which part, by the name of the part, in the order of their names."""
    found: dict[str, set[str]] = {}
    for match in stage_of(director).matches.values():
        found.setdefault(match.section, set()).update(match.present)
    return {section: "".join(sorted(members)) for section, members in found.items()}


def final(director: Director) -> Ranking:
    ranking = stage_of(director).ranking
    assert ranking is not None
    return ranking


def verified(director: Director) -> bool:
    return verify(ENGINE, read_lines(to_line(entry) for entry in director.journal.read())).holds


def test_two_seasons_with_ties_as_computed_by_hand() -> None:
    """The table of the season comes first, then all seasons, then the order of before the season.

    Season 1, Division A: a, b and c beat one another 1:0, and nothing separates them: c, the last of before, goes down.
    Division B: all have 3 points, d has the goals 2:1, f 1:1, e 1:2: d goes up.
    Season 2, Division A: three draws without goals. Over both seasons all have 5 points, and d the better goals; a
    and b have 1:1, and a won their meeting in season 1. Division B is clear.
    """
    director = started("abcdef", divisions=2, seasons=2)
    play(director, {"ab": (1, 0), "bc": (1, 0), "ca": (1, 0), "de": (2, 0), "ef": (1, 0), "fd": (1, 0)})
    assert divisions(director) == {
        "Season 1, Division A": "abc",
        "Season 1, Division B": "def",
        "Season 2, Division A": "abd",
        "Season 2, Division B": "cef",
    }
    play(director, {"ab": (0, 0), "ad": (0, 0), "bd": (0, 0), "cf": (1, 0), "ce": (2, 0), "ef": (3, 0)})
    assert [(line.entrant, line.rank, line.reason) for line in final(director).standings] == [
        ("d", 1, ""),
        ("a", 2, "goal_difference"),
        ("b", 3, "h2h_points"),
        ("c", 4, "played in Division B"),
        ("e", 5, "points"),
        ("f", 6, "points"),
    ]
    assert verified(director)


def test_whoever_is_level_in_everything_shares_a_place_at_the_end() -> None:
    """The order of before decides who goes up, never who has won."""
    director = started("abcd", divisions=2)
    play(director, {"ab": (1, 1), "cd": (0, 0)})
    assert final(director).groups == (("a", "b"), ("c", "d"))


def test_the_cascade_of_the_settings_decides_who_goes_down() -> None:
    """By wins c is last, and by goals b, who lost 0:9."""
    for words, down in (("wins",), "c"), (("goal_difference",), "b"):
        director = Director(ENGINE)
        options = {"divisions": 2, "seasons": 2}
        stage = StageSettings("league", "league", options=options, tie_breakers=words)
        director.submit(CreateTournament("league", TournamentSettings("League", (stage,))))
        director.submit(OpenRegistration())
        for entrant in "abcdef":
            director.submit(RegisterEntrant(entrant))
        director.submit(StartTournament())
        play(director, {"ab": (9, 0), "bc": (1, 0), "ca": (0, 0), "de": (1, 0), "ef": (1, 0), "fd": (0, 1)})
        assert down in divisions(director)["Season 2, Division B"]


def test_a_place_that_is_free_is_filled_from_below() -> None:
    """One leaves Division A in season 1. There d is last, and e first below: they change places, and d fills the gap."""
    director = started("abcdefgh", divisions=2, seasons=2)
    director.submit(WithdrawEntrant("b"))
    best_wins(director)
    assert divisions(director)["Season 2, Division A"] == "acde"
    assert divisions(director)["Season 2, Division B"] == "fgh"
    best_wins(director)
    last = final(director).standings[-1]
    assert (last.entrant, last.rank, last.reason) == ("b", 8, "left after season 1")
    assert verified(director)


def test_whoever_leaves_in_the_last_season_is_ranked_where_it_played() -> None:
    """What was played counts; what was not is won by the others."""
    director = started("abcdefgh", divisions=2, seasons=2)
    best_wins(director)
    director.submit(WithdrawEntrant("a"))
    best_wins(director)
    assert [line.entrant for line in final(director).standings] == list("bceadfgh")


def test_there_are_no_more_divisions_than_can_be_filled() -> None:
    """Of four in two divisions one leaves: three play season 2 together. Then one is left, and there is no season 3."""
    director = started("abcd", divisions=2, seasons=3)
    director.submit(WithdrawEntrant("d"))
    best_wins(director)
    assert divisions(director)["Season 2, Division A"] == "abc"
    assert "Season 2, Division B" not in divisions(director)
    director.submit(WithdrawEntrant("b"))
    director.submit(WithdrawEntrant("c"))
    assert director.tournament.phase is Phase.COMPLETED
    assert final(director).at(1) == ("a",)
    assert verified(director)


def test_a_season_that_has_begun_stays_as_it_was_paired() -> None:
    """A result of season 1 corrected in season 2 sends nobody up or down any more."""
    director = started("abcdef", divisions=2, seasons=2)
    best_wins(director)
    before = divisions(director)
    wrong = next(match for match in stage_of(director).matches.values() if set(match.present) == {"b", "c"})
    assert wrong.outcome is not None
    upside_down = Score((0, 1) if wrong.seated[0] == "b" else (1, 0))
    director.submit(Amend(wrong.outcome.order, ReportResult("league", wrong.key, upside_down), "misread"))
    assert divisions(director) == before
    assert before["Season 2, Division A"] == "abd"
    best_wins(director)
    assert director.tournament.phase is Phase.COMPLETED
    assert verified(director)


def test_it_is_drawn_by_season_division_and_matchday() -> None:
    """Matchdays are counted from the start of each season; rounds go on. The standings of all have a part before them."""
    director = started("abcdef", divisions=2, seasons=2)
    best_wins(director)
    standings, *sections = ENGINE.layout(stage_of(director)).sections
    assert (standings.name, standings.columns) == ("", ())
    assert [section.name for section in sections] == list(divisions(director))
    for section in sections:
        assert [column.title for column in section.columns] == ["Matchday 1", "Matchday 2", "Matchday 3"]
    assert {match.round for match in stage_of(director).matches.values()} == {1, 2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("options", "entrants", "field"),
    [
        (LeagueOptions(divisions=0), None, "divisions"),
        (LeagueOptions(divisions=3), 5, "divisions"),
        (LeagueOptions(legs=0), None, "legs"),
        (LeagueOptions(seasons=0), 8, "seasons"),
        (LeagueOptions(promoted=-1), 8, "promoted"),
        (LeagueOptions(divisions=3, promoted=2), 11, "promoted"),
        (LeagueOptions(divisions=3, promoted=2), 12, ""),
        (LeagueOptions(promoted=9), 4, ""),
    ],
)
def test_options_that_do_not_fit_are_refused(options: LeagueOptions, entrants: int | None, field: str) -> None:
    """Each names its field; how many go up does not matter where there is nowhere to go."""
    assert [problem.field for problem in League().check(options, entrants)] == ([field] if field else [])


leagues = st.integers(1, 6).flatmap(lambda count: st.tuples(st.just(count), st.integers(2 * count, 40)))


@given(leagues, st.integers(0, 5))
def test_as_many_go_up_as_go_down(league: tuple[int, int], promoted: int) -> None:
    """Everyone is in one division after it, all are as large as before, and neighbours exchange the last and the first."""
    count, entrants = league
    tables = cut([f"e{place}" for place in range(entrants)], count)
    promoted = min(promoted, min(map(len, tables)) // 2)
    after = cut(exchanged(tables, promoted), count)
    assert [len(table) for table in after] == [len(table) for table in tables]
    assert sorted(chain.from_iterable(after)) == sorted(chain.from_iterable(tables))
    for (upper, lower), (new_upper, new_lower) in zip(pairwise(tables), pairwise(after), strict=True):
        assert new_upper[len(upper) - promoted :] == lower[:promoted]
        assert new_lower[:promoted] == upper[len(upper) - promoted :]


@given(st.integers(0, 7), st.integers(0, 10_000))
def test_no_end_is_outside_of_what_the_outlook_calls_possible(played: int, luck: int) -> None:
    """A league played on in any way stays within the bounds, although goals decide who meets in the next season."""
    director = (
        Playground(League())
        .play(Script(4, {"divisions": 2, "legs": 2, "seasons": 2}, luck=luck), most_matches=0)
        .director
    )
    draws = iter(range(luck, luck + 100))
    stage = director.tournament.stages[0]

    def report() -> None:
        match = next(match for match in director.tournament.stages[0].matches.values() if match.ready)
        number = next(draws)
        director.submit(ReportResult(stage.key, match.key, Score((number % 3, number // 3 % 4))))

    for _ in range(played):
        report()
    view = look_ahead(director.engine, director.tournament.stages[0], ranks=(1, 2, 3), samples=0, limit=500)
    while director.tournament.phase is Phase.LIVE:
        report()
    ranking = director.tournament.stages[0].ranking
    assert ranking is not None
    for entrant, (first, last) in places(ranking).items():
        prospect = view.prospects[entrant]
        assert prospect.best <= first <= last <= prospect.worst
