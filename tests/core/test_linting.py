"""The rule linter: for each advice settings that bring it, and the same mended, which do not."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve
from deltacrown import (
    CheckInSettings,
    Director,
    Engine,
    EntrantId,
    Format,
    Match,
    NoOptions,
    Number,
    Points,
    Prize,
    PrizePool,
    Problem,
    Ranking,
    Refused,
    Results,
    Seed,
    Source,
    Stage,
    StageSettings,
    TieBreaker,
    TournamentSettings,
    Window,
    hookimpl,
    lint,
    load,
    wire,
)
from deltacrown.fuzzing.configuring import settings as by_luck
from deltacrown.fuzzing.luck import Luck
from hypothesis import given
from hypothesis import strategies as st

from tests.command_line import Answer, deltacrown

ALL = Engine(load())
LOTS = ("points", "goal_difference", "goals_for", "drawing_of_lots")
BRACKET = StageSettings("cup", "single_elimination")
GROUPS = StageSettings("groups", "round_robin", options={"groups": 2}, tie_breakers=LOTS)
START = datetime(2026, 11, 24, 18, tzinfo=UTC)


def made(*stages: StageSettings, **others: Any) -> TournamentSettings:
    return TournamentSettings("Cup", stages or (BRACKET,), **others)


def after_groups(*places: str, key: str = "knockout") -> StageSettings:
    """A knock-out of places such as A1, in the order of seeds; a bare number is a place over both groups."""
    sources = tuple(Source("groups", int(place[-1]), f"Group {place[0]}" if place[1:] else "") for place in places)
    return StageSettings(key, "single_elimination", sources=sources)


def codes(engine: Engine, settings: TournamentSettings, entrants: int | None = None) -> list[str]:
    return [advice.code for advice in lint(engine, settings, entrants)]


CROSSED = made(GROUPS, after_groups("A1", "B1", "A2", "B2"))
LEAGUE = StageSettings("league", "round_robin", tie_breakers=LOTS)
PRIZE = Prize(PrizePool("EUR", 10_000), "percent", {"percents": [50, 30, 20]})
LEVEL_PRIZE = Prize(PrizePool("EUR", 10_000), "percent", {"percents": [40, 30, 15, 15]})
CLOSED = Window(START, START)
VETOES = ("ban", "ban")

PAIRS: list[tuple[str, str, TournamentSettings, TournamentSettings]] = [
    ("lint.cannot_start", "stages.1.sources.1.table", made(GROUPS, after_groups("A1", "C1")), CROSSED),
    ("lint.cannot_start", "stages.1.sources.2.rank", made(GROUPS, after_groups("A1", "B1", "A3", "B2"), capacity=4), made(GROUPS, after_groups("A1", "B1", "A3", "B2"), capacity=5)),
    ("lint.no_such_table", "stages.1.sources.0.table", made(LEAGUE, StageSettings("final", "single_elimination", sources=(Source("league", 1, "A"), Source("league", 2)))), made(LEAGUE, StageSettings("final", "single_elimination", sources=(Source("league", 1), Source("league", 2))))),
    ("lint.entrant_twice", "stages.1.sources", made(GROUPS, after_groups("A1", "1", "B2", "4")), made(GROUPS, after_groups("1", "2", "3", "4"))),
    ("lint.losing_helps", "stages.0.points", made(evolve(LEAGUE, points=Points(3, 0, 1))), made(evolve(LEAGUE, points=Points(3, 1, 1)))),
    ("lint.losing_helps", "stages.1.sources", made(GROUPS, after_groups("A1", "A2", "B2", "B1")), CROSSED),
    ("lint.losing_helps", "stages.1.sources", made(GROUPS, after_groups("A2", "B2", "A1", "B1", "A3", "B3")), made(GROUPS, after_groups("A1", "B1", "A2", "B2", "A3", "B3"))),
    ("lint.losing_helps", "stages.2.sources", made(GROUPS, after_groups("A1", "B1"), after_groups("A2", "B2", key="plate")), made(GROUPS, after_groups("A2", "B2", key="plate"), after_groups("A1", "B1"))),
    ("lint.tie_unresolved", "stages.0.tie_breakers", made(evolve(GROUPS, tie_breakers=LOTS[:3]), after_groups("A1", "B1")), made(GROUPS, after_groups("A1", "B1"))),
    ("lint.tie_unresolved", "stages.0.tie_breakers", made(evolve(LEAGUE, tie_breakers=LOTS[:3])), made(LEAGUE)),
    ("lint.prize_shared", "prize", made(prize=PRIZE), made(prize=LEVEL_PRIZE)),
    ("lint.prize_shared", "prize", made(prize=PRIZE), made(evolve(BRACKET, options={"third_place": True}), prize=PRIZE)),
    ("lint.unplayed_counts", "stages.0.tie_breakers", made(evolve(LEAGUE, tie_breakers=("points", "wins", "drawing_of_lots"))), made(LEAGUE)),
    ("lint.unplayed_counts", "stages.0.tie_breakers", made(evolve(LEAGUE, tie_breakers=("points", "points_per_game", "drawing_of_lots"))), made(evolve(LEAGUE, tie_breakers=("points", "h2h_points", "drawing_of_lots")))),
    ("lint.draw_unbound", "seeding", made(seeding="random"), made()),
    ("lint.never_open", "registration", made(registration=CLOSED), made(registration=Window(None, START))),
    ("lint.never_open", "check_in.opens_before_s", made(check_in=CheckInSettings(0), starts_at=START), made(check_in=CheckInSettings(), starts_at=START)),
    ("lint.no_effect", "check_in", made(check_in=CheckInSettings()), made(check_in=CheckInSettings(), starts_at=START)),
    ("lint.no_effect", "waitlist", made(waitlist=True), made(waitlist=True, capacity=8)),
    ("lint.maps_run_out", "stages.0.vetoes", made(evolve(BRACKET, maps=("nuke", "dust"), vetoes=VETOES)), made(evolve(BRACKET, maps=("nuke", "dust", "mill"), vetoes=VETOES))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "field", "wrong", "mended"), PAIRS)
def test_each_advice_is_given_where_it_is_due_and_only_there(
    engine: Engine, code: str, field: str, wrong: TournamentSettings, mended: TournamentSettings
) -> None:
    """Settings with one thing wrong bring that advice and no other, at the field to change; mended they bring none."""
    found = lint(engine, wrong)
    assert {(advice.code, advice.field) for advice in found} == {(code, f"settings.{field}")}
    assert lint(engine, mended) == ()


def test_what_a_format_is_played_for_may_pay_for_a_walkover(engine: Engine) -> None:
    """Divisions are not level, and points are still what their tables are played for; another criterion is not."""
    league = StageSettings("league", "league", options={"divisions": 2}, tie_breakers=LOTS)
    assert lint(engine, made(league)) == ()
    advice = lint(engine, made(evolve(league, tie_breakers=("points", "wins", *LOTS[1:]))))
    assert [(one.code, "'wins'" in one.message) for one in advice] == [("lint.unplayed_counts", True)]


def test_a_place_that_is_not_there_needs_the_number_of_entrants(engine: Engine) -> None:
    """A third of each group exists with six entrants and not with five; the message says which."""
    thirds = made(GROUPS, after_groups("A1", "B1", "A2", "B2", "A3", "B3"))
    assert lint(engine, thirds, 6) == ()
    (advice,) = lint(engine, thirds, 5)
    assert "nobody can be number 3" in advice.message
    assert advice.field == "settings.stages.1.sources.5.rank"


def test_the_start_is_refused_where_a_place_can_never_be_filled(cup: Callable[..., Director]) -> None:
    """What is certain before the first result is no advice but a refusal, each place with its field."""
    final = after_groups("A1", "C1", "B4")
    with pytest.raises(Refused) as refused:
        cup(6, GROUPS, final)
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("source.no_such_table", "settings.stages.1.sources.1.table"),
        ("source.no_such_rank", "settings.stages.1.sources.2.rank"),
    ]
    last = StageSettings("last", "single_elimination", sources=(Source("knockout", 1), Source("knockout", 3)))
    with pytest.raises(Refused, match="2 play 'knockout': nobody can be number 3"):
        cup(6, GROUPS, after_groups("A1", "B1"), last)


def test_an_unresolved_tie_is_shown_by_results_that_lead_to_it(engine: Engine) -> None:
    """The example names the tied, the place and the results; a criterion to add is one that is installed."""
    groups = evolve(GROUPS, tie_breakers=("points",))
    (advice,) = lint(engine, made(groups, after_groups("A1", "B1")), 6)
    assert "A, B and C for place 1 of Group" in advice.message or "A and B for place 1 of Group" in advice.message
    assert ":" in advice.message
    assert "'drawing_of_lots'" in advice.message


class FewestGoals(TieBreaker):
    """The fewer goals, the better."""

    name = "fewest_goals"
    lower_is_better = True

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        return {entrant: record.scored for entrant, record in results.records().items()}


class Broken(TieBreaker):
    name = "broken"

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        return {entrant: 1 // len(results.matches[:0]) for entrant in results.entrants}


class Duel(Format[NoOptions]):
    """The two best play, of four at most; whoever likes may join, so nobody knows how many there will be."""

    name = "duel"
    late_entry = True

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        return () if stage.matches else (Match("1", (Seed(1), Seed(2))),)

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        first = stage.decided[0].outcome.winner if stage.decided else stage.entrants[0]
        return Ranking.of([[first], *([other] for other in stage.entrants if other != first)])

    def check(self, options: NoOptions, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        return [Problem("duel.many", "four are enough")] if (entrants or 0) > 4 else []


class Endless(Format[NoOptions]):
    """Always one more."""

    name = "endless"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        return (Match(str(len(stage.matches)), (Seed(1), Seed(2)), len(stage.matches) + 1),)


@hookimpl
def register_tie_breakers() -> Sequence[TieBreaker]:
    return [FewestGoals(), Broken()]


@hookimpl
def register_formats() -> Sequence[Format]:
    return [Duel(), Endless()]


@pytest.fixture(scope="module")
def strange() -> Engine:
    offers = {"register_tie_breakers": register_tie_breakers, "register_formats": register_formats}
    return Engine(load([SimpleNamespace(__name__="strange", **offers)]))


def test_what_the_start_cannot_know_is_found_by_playing(strange: Engine) -> None:
    """Where more may join, a place too many is no reason to refuse the start, but one for advice."""
    duel = StageSettings("duel", "duel")
    final = StageSettings("final", "single_elimination", sources=(Source("duel", 1), Source("duel", 4)))
    assert lint(strange, made(duel, final), 4) == ()
    (advice,) = lint(strange, made(duel, final), 3)
    assert (advice.code, advice.field) == ("lint.no_such_rank", "settings.stages.1.sources.1.rank")


def test_a_full_house_must_fit_the_first_stage(strange: Engine) -> None:
    """Where fewer are expected than may come, all places are looked at as well."""
    duel = StageSettings("duel", "duel")
    assert codes(strange, made(duel, capacity=5), 4) == ["lint.capacity_does_not_fit"]
    assert codes(strange, made(duel, capacity=4), 4) == []


def test_a_tournament_that_never_ends_is_told(strange: Engine) -> None:
    """A rehearsal stops at some time."""
    assert "lint.gets_stuck" in codes(strange, made(StageSettings("endless", "endless")), 2)


def test_a_criterion_that_rewards_losing_is_found_by_playing(strange: Engine) -> None:
    """Not by its name: a match is played both ways. After the points it harms as well: winning by less is better."""
    alone = evolve(LEAGUE, tie_breakers=("fewest_goals", "drawing_of_lots"))
    (advice,) = lint(strange, made(alone))
    assert (advice.code, advice.field) == ("lint.losing_helps", "settings.stages.0.tie_breakers")
    assert "gains by a worse result: if the last match ends" in advice.message
    after = evolve(LEAGUE, tie_breakers=("points", "fewest_goals", "drawing_of_lots"))
    assert codes(strange, made(after)) == ["lint.losing_helps"]


def test_a_plugin_that_fails_is_named(strange: Engine) -> None:
    """Rather now than in the last match of the season."""
    messages = [advice.message for advice in lint(strange, made(evolve(LEAGUE, tie_breakers=("broken",))))]
    assert any("ZeroDivisionError" in message for message in messages)


def test_a_bound_draw_needs_no_advice(engine: Engine) -> None:
    """Whoever has committed to a seed cannot choose another."""
    assert lint(engine, made(seeding="random"), committed=True) == ()


def test_what_would_be_refused_is_told_with_the_code_of_the_refusal(engine: Engine) -> None:
    """Nothing is rehearsed that could never be created."""
    assert codes(engine, TournamentSettings("", ())) == ["settings.name_empty", "settings.no_stages"]


def test_the_world_cup_is_in_order(engine: Engine) -> None:
    """No false alarm on the rules of 2022."""
    file = Path(__file__).parents[2] / "host/src/deltacrown_host/data/world_cup_2022.json"
    settings = wire.structure(json.loads(file.read_text())["settings"], TournamentSettings)
    assert lint(engine, settings, 32) == lint(engine, settings) == ()


@given(st.integers(0, 9999))
def test_any_settings_are_answered(seed: int) -> None:
    """Whatever may be created is answered with advice or none, never with an exception."""
    registry = ALL.registry
    for advice in lint(ALL, by_luck(registry, sorted(registry.formats), Luck(str(seed)))):
        assert advice.code
        assert advice.message


def run(*arguments: str | Path) -> Answer:
    return deltacrown("check", *arguments)


def test_the_command_says_it_and_ends_with_1(tmp_path: Path) -> None:
    """A line an advice, as text or as JSON; exit code 0 only where there is none."""
    file = tmp_path / "cup.json"
    file.write_text(json.dumps(wire.unstructure(made(seeding="random"))))
    told, as_json, fine = run(file), run(file, "--json", "--entrants", "8"), run(file, "--committed")
    assert (told.exit_code, as_json.exit_code, fine.exit_code) == (1, 1, 0)
    assert told.stdout.startswith("settings.seeding: 'random' seeds by chance")
    assert json.loads(as_json.stdout)["code"] == "lint.draw_unbound"
    assert fine.stdout == "Cup: nothing found.\n"


def test_the_command_refuses_what_is_no_settings(tmp_path: Path) -> None:
    """Each wrong field is named, without a traceback."""
    file = tmp_path / "cup.json"
    file.write_text('{"name": 3, "stages": []}')
    done = run(file)
    assert done.exit_code == 1
    assert "settings.name: expected a text" in done.stderr
    assert "Traceback" not in done.stderr
