"""The page knows no format: whatever a plugin's layout says is drawn."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from attrs import evolve
from deltacrown import (
    ArrangeMatch,
    CreateTournament,
    Director,
    Engine,
    Format,
    FreezeTournament,
    Layout,
    Match,
    NoOptions,
    OpenRegistration,
    Prize,
    PrizePool,
    Ranking,
    RegisterEntrant,
    ReportResult,
    Score,
    Seed,
    Source,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    Unclaimed,
    WinnerOf,
    hookimpl,
    load,
)
from deltacrown_host.web.templating import render
from deltacrown_host.web.view.page import TournamentPage, tournament_page


class Ladder(Format[NoOptions]):
    """A stranger's format: the winner stays and meets the next seed."""

    name = "rungs"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        if stage.matches:
            return ()
        climbs = [Match(str(n), (WinnerOf(str(n - 1)), Seed(n + 1)), n) for n in range(2, len(stage.entrants))]
        return [Match("1", (Seed(1), Seed(2))), *climbs]

    def layout(self, stage: Stage[NoOptions]) -> Layout:
        return Layout.by_round(stage.matches.values(), "bracket", lambda match: f"Rung {match.round}")


class Lobby(Format[NoOptions]):
    """A stranger's format: everyone in one match, a free-for-all."""

    name = "lobby"
    title = "Lobby"
    sides = None

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        return () if stage.matches else [Match("all", tuple(Seed(seed) for seed in stage.seeds.values()))]

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        outcome = stage.matches["all"].outcome if stage.matches else None
        return Ranking.of(outcome.ranking if outcome else [stage.entrants])


class Stuck(Ladder):
    """A format that cannot rank."""

    name = "stuck"

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        message = f"no idea about {stage.key}"
        raise RuntimeError(message)


def plugin(*formats: Format[Any]) -> object:
    def register_formats() -> Sequence[Format[Any]]:
        return formats

    return SimpleNamespace(register_formats=hookimpl(register_formats))


def started(*stages: StageSettings, entrants: str = "abcd", prize: Prize | None = None) -> Director:
    director = Director(Engine(load([plugin(Ladder(), Lobby(), Stuck())])))
    director.submit(CreateTournament("cup", TournamentSettings("Cup", stages, prize=prize)))
    director.submit(OpenRegistration())
    for entrant in entrants:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return director


def page(director: Director) -> TournamentPage:
    events = [entry.event for entry in director.journal.read()]
    return tournament_page(director.engine, director.tournament, {}, events)


def test_a_strangers_bracket_has_its_own_titles_and_straight_lines() -> None:
    """One match feeds the next: lines, not pairs; the stage is named by its key where it has no name."""
    (stage,) = page(started(StageSettings("ladder", "rungs"))).stages
    columns = stage.sections[0].columns
    assert (stage.name, stage.format) == ("Ladder", "Rungs")
    assert [column.title for column in columns] == ["Rung 1", "Rung 2", "Rung 3"]
    assert [column.feeds for column in columns] == ["", "lines", "lines"]


def test_a_match_of_many_sides_is_a_match() -> None:
    """A lobby has as many sides as came, shown as they finished; there are no wins and goals to count."""
    director = started(StageSettings("lobby", "lobby"))
    director.submit(ReportResult("lobby", "all", Score((5, 9, 1, 3))))
    shown = page(director)
    section = shown.stages[0].sections[0]
    assert section.table is not None
    assert not section.table.duels
    match = section.columns[0].matches[0]
    assert [(side.name, side.score) for side in match.sides] == [("b", "9"), ("a", "5"), ("d", "3"), ("c", "1")]
    assert match.sentence == "b ahead of a, d and c"
    assert match.sentence in render("live.html", page=shown)


def test_a_tie_that_stops_the_next_stage_is_said() -> None:
    """Who is level, and what the tournament waits for."""
    director = started(
        StageSettings("lobby", "lobby"),
        StageSettings("final", "rungs", sources=(Source("lobby", 1), Source("lobby", 2))),
    )
    shown = page(director)
    assert [side.name for side in shown.stages[1].sections[0].columns[0].matches[0].sides] == [
        "1st of Lobby",
        "2nd of Lobby",
    ]
    director.submit(ReportResult("lobby", "all", Score((9, 5, 5, 1))))
    notice = page(director).notices[0]
    assert notice.startswith("b and c are level")
    assert notice in render("live.html", page=page(director))


def test_a_plugin_that_fails_takes_no_page_with_it() -> None:
    """The matches are there, nobody is ranked, and the page says what is wrong."""
    director = started(StageSettings("stuck", "stuck"))
    (stage,) = page(director).stages
    assert "no idea" in stage.notice
    assert stage.sections[0].columns[0].matches[0].state == "ready"


def test_a_parked_stage_says_so() -> None:
    """A format that is gone leaves its stage readable, with the reason on the page."""
    director = started(StageSettings("ladder", "rungs"))
    parked = evolve(director.tournament.stages[0], parked="format 'ladder' is not installed")
    elsewhere = evolve(director.tournament, stages=(parked,))
    shown = tournament_page(Engine(), elsewhere, {})
    assert shown.stages[0].notice == "format 'ladder' is not installed"
    assert len(shown.stages[0].sections[0].columns) == 3


def test_names_are_text_never_markup() -> None:
    """Whatever somebody calls themselves is shown, not run."""
    director = started(StageSettings("ladder", "rungs"))
    shown = tournament_page(director.engine, director.tournament, {"a": "<script>alert(1)</script>"})
    text = render("live.html", page=shown)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_bye_is_no_news() -> None:
    """Whoever has nobody to play moves on in silence, and the empty seat says why."""
    shown = page(started(StageSettings("cup", "single_elimination"), entrants="abc"))
    first, _ = shown.stages[0].sections[0].columns
    assert [side.name for side in first.matches[0].sides] == ["a", "Bye"]
    assert first.matches[0].sentence == ""
    assert shown.recent == ()
    assert (shown.decided, shown.total) == (0, 2)


def test_only_the_end_of_the_last_bracket_is_drawn_as_the_final() -> None:
    """A bracket of one match is one; earlier rounds are not."""
    text = render("live.html", page=page(started(StageSettings("ladder", "rungs"))))
    assert text.count("column-last") == 1


def test_points_have_a_column_where_they_are_a_criterion() -> None:
    """A table of a format that ranks by other things shows no points: nobody stands anywhere because of them."""
    by_points = page(started(StageSettings("league", "round_robin"))).stages[0].sections[0].table
    by_goals = StageSettings("league", "round_robin", tie_breakers=("goal_difference", "goals_for"))
    shown = page(started(by_goals))
    other = shown.stages[0].sections[0].table
    assert by_points is not None
    assert other is not None
    assert (by_points.points, other.points) == (True, False)
    assert "Pts" not in render("live.html", page=shown)


def test_prizes_stand_beside_the_placements() -> None:
    """Everyone sees what each place brings, what level entrants get each, and what the organizer keeps."""
    prize = Prize(PrizePool("EUR", 100_000), "percent", {"percents": [50, 20, 10, 10]}, unclaimed=Unclaimed.KEPT)
    director = started(StageSettings("main", "single_elimination"), prize=prize)
    for match in ("R1-1", "R1-2", "final"):
        director.submit(ReportResult("main", match, Score((1, 0))))
    shown = page(director)
    assert [place.prize for place in shown.places] == ["500.00 EUR", "200.00 EUR", "100.00 EUR each"]
    assert shown.kept == "100.00 EUR"
    assert "500.00 EUR" in render("live.html", page=shown)


def test_a_frozen_tournament_says_why() -> None:
    """Whoever waits for the next match learns what it waits for."""
    director = started(StageSettings("main", "single_elimination"))
    director.submit(FreezeTournament("power cut"))
    assert page(director).notices == ("Everything stands still for now: power cut",)


def test_what_a_format_says_is_said_in_names() -> None:
    """Places of a ladder were not measured: no "by", and nobody is called by an id."""
    director = started(StageSettings("main", "ladder"))
    director.submit(ArrangeMatch("main", ("c", "b")))
    (match,) = director.tournament.stages[0].matches
    director.submit(ReportResult("main", match, Score((1, 0))))
    events = [entry.event for entry in director.journal.read()]
    names = {"a": "Ann", "b": "Bob", "c": "Cid", "d": "Dee"}
    table = tournament_page(director.engine, director.tournament, names, events).stages[0].sections[0].table
    assert table is not None
    assert table.broken_ties == ("Cid above Bob: lost a challenge",)


def test_the_name_of_a_part_keeps_its_letters() -> None:
    """Group A is not Group a."""
    text = render("live.html", page=page(started(StageSettings("main", "gsl_groups"), entrants="abcdefgh")))
    assert "Group A</h3>" in text
    assert "Group B</h3>" in text
