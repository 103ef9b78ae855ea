"""The outlook against history: the groups of the FIFA World Cup 2022 before their last matches."""

import json
from pathlib import Path
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    Fate,
    OpenRegistration,
    Outlook,
    RegisterEntrant,
    ReportResult,
    Score,
    Source,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    look_ahead,
    ranks_that_count,
)

FACTS = Path(__file__).parent.parent.parent / "host/src/deltacrown_host/data/world_cup_2022.json"
GROUPS = [f"Group {letter}" for letter in "ABCDEFGH"]


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return json.loads(FACTS.read_text())  # type: ignore[no-any-return]


def after(facts: dict[str, Any], matches: int) -> Stage:
    """The group stage after so many matches in the order in which they were played."""
    raw = facts["settings"]["stages"][0]
    groups = StageSettings("groups", raw["format"], options=raw["options"], tie_breakers=tuple(raw["tie_breakers"]))
    director = Director(Engine())
    director.submit(CreateTournament("wc", TournamentSettings("World Cup", (groups,))))
    director.submit(OpenRegistration())
    for entrant in facts["entrants"]:
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    keys = {match.entrants: match.key for match in director.tournament.stages[0].matches.values()}
    for fact in facts["matches"][:matches]:
        one, other = fact["sides"]
        points = tuple(fact["points"])
        turned = (one, other) not in keys
        key = keys[other, one] if turned else keys[one, other]
        director.submit(ReportResult("groups", key, Score(points[::-1] if turned else points)))
    return director.tournament.stages[0]


@pytest.fixture(scope="module")
def views(facts: dict[str, Any], engine: Engine) -> dict[str, Outlook]:
    """Every group after its second matchday."""
    stage = after(facts, 32)
    return {group: look_ahead(engine, stage, table=group, ranks=(1, 2), samples=0) for group in GROUPS}


def test_who_was_through_and_who_was_out_before_the_last_matchday(views: dict[str, Outlook]) -> None:
    """After two matches France, Brazil and Portugal were through; Qatar and Canada were out; nobody else was either."""
    assert {view.method for view in views.values()} == {"enumeration"}
    assert {entrant for view in views.values() for entrant in view.clinched(2)} == {"FRA", "BRA", "POR"}
    assert {entrant for view in views.values() for entrant in view.eliminated(2)} == {"QAT", "CAN"}


def test_group_c_before_its_last_matches(views: dict[str, Outlook]) -> None:
    """Nobody is settled. Argentina is through with a win and out with a defeat; Poland needs a draw; Mexico must win."""
    view = views["Group C"]
    assert (view.clinched(2), view.eliminated(2)) == ((), ())
    second = {stake.entrant: stake for fixture in view.fixtures.values() for stake in fixture.stakes if stake.rank == 2}
    fates = {entrant: (stake.win, stake.draw, stake.loss) for entrant, stake in second.items()}
    assert fates == {
        "ARG": (Fate.IN, Fate.OPEN, Fate.OUT),
        "POL": (Fate.IN, Fate.IN, Fate.OPEN),
        "KSA": (Fate.IN, Fate.OPEN, Fate.OUT),
        "MEX": (Fate.OPEN, Fate.OUT, Fate.OUT),
    }
    assert second["MEX"].must_win
    assert second["ARG"].must_not_lose


def test_what_was_said_came_true(facts: dict[str, Any], views: dict[str, Outlook], engine: Engine) -> None:
    """The tables as they ended lie within what was possible after the second matchday."""
    tables = engine.ranking(after(facts, 48)).tables
    for group, view in views.items():
        for line in tables[group].standings:
            assert view.prospects[line.entrant].best <= line.rank <= view.prospects[line.entrant].worst


def test_the_ranks_that_count_are_those_taken_later() -> None:
    """What the next stage takes from a table is what its outlook should be asked for; the first rank, if nothing."""
    groups = StageSettings("groups", "round_robin", options={"groups": 2})
    sources = tuple(Source("groups", rank, group) for rank in (2, 1) for group in ("Group A", "Group B"))
    settings = TournamentSettings("Cup", (groups, StageSettings("finals", "single_elimination", sources=sources)))
    assert ranks_that_count(settings, "groups", "Group A") == (1, 2)
    assert ranks_that_count(settings, "finals") == (1,)
