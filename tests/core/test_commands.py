"""Commands hold what they should: whatever is accepted can be read back, and anything else is refused by field."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from deltacrown import (
    CheckIn,
    Command,
    CreateTournament,
    Director,
    Engine,
    FileJournal,
    OpenDispute,
    OpenRegistration,
    Refused,
    RegisterEntrant,
    ReportResult,
    ResolveDispute,
    Ruling,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
)

LEAGUE = StageSettings("l", "round_robin")


@pytest.fixture
def league(engine: Engine, tmp_path: Path) -> Director:
    director = Director(engine, FileJournal(tmp_path / "league.jsonl"))
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (LEAGUE,))))
    director.submit(OpenRegistration())
    director.submit(RegisterEntrant("ann", Fraction(3001, 2)))
    director.submit(RegisterEntrant("bob", 1500))
    return director


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (ReportResult("l", "1", Score((1.5, 0))), "score.points.0"),
        (ReportResult("l", "1", Score((True, 0))), "score.points.0"),
        (ReportResult("l", "1", Score(("2", 1))), "score.points.0"),
        (ReportResult("l", "1", Score((1, 0), stats={"yellow": (1.5, 0)})), "score.stats.yellow.0"),
        (ReportResult("l", "1", (1, 0)), ""),
        (ReportResult(1, "1", Score((1, 0))), "stage"),
        (RegisterEntrant("cid", 1500.5), "rating"),
        (RegisterEntrant("c\ud800", 1500), "entrant"),
        (RegisterEntrant(None), "entrant"),
        (CheckIn("ann"), ""),
        (ResolveDispute("l", "1", "keep it"), "ruling"),
        (CreateTournament("cup", TournamentSettings("Cup", LEAGUE)), ""),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_command_of_wrong_types_is_refused(league: Director, command: Command, field: str) -> None:
    """The field is named, nothing is written, and the file can still be opened."""
    before = league.tournament
    with pytest.raises(Refused) as refused:
        league.submit(command)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert league.tournament is before


def test_what_means_the_same_is_taken_as_such(league: Director, tmp_path: Path, engine: Engine) -> None:
    """A list for a tuple and the text of a choice are read as what they stand for; the journal reopens equal."""
    as_list: Any = [2, 0]
    as_text: Any = "keep"
    league.submit(StartTournament())
    league.submit(ReportResult("l", "1", Score(as_list)))
    assert league.tournament.stages[0].matches["1"].outcome.score == Score((2, 0))
    league.submit(OpenDispute("l", "1", "bob", "wrong map"))
    league.submit(ResolveDispute("l", "1", as_text))
    assert league.tournament.stages[0].matches["1"].progress.dispute.ruling is Ruling.KEEP
    assert Director(engine, FileJournal(tmp_path / "league.jsonl")).tournament == league.tournament


def test_nonsense_is_no_command(league: Director) -> None:
    """Anything that is not one of the commands is refused, whatever it is."""
    nonsense: list[Any] = [None, "StartTournament", StartTournament, object(), Score((1, 0))]
    for thing in nonsense:
        with pytest.raises(Refused):
            league.submit(thing)


def test_a_time_needs_its_zone(league: Director) -> None:
    """Otherwise the same call would be another event on another machine."""
    with pytest.raises(Refused) as refused:
        league.submit(StartTournament(), at=datetime(2026, 12, 5, 18, 0))  # noqa: DTZ001 - that is the point
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("envelope.time_without_zone", "at")
    ]
