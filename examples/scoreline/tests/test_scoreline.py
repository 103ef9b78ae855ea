"""The scoreline keeps the laws of notifiers, and writes what was scored."""

from pathlib import Path

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
)
from deltacrown.testing import NotifierConformance
from deltacrown_scoreline import Scoreline


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "scoreline.txt"
    monkeypatch.setenv("SCORELINE_FILE", str(path))
    return path


class TestScoreline(NotifierConformance):
    notifier = Scoreline()


def test_every_result_is_a_line(file: Path) -> None:
    """Who met whom, and what was scored, shoot-outs included."""
    director = Director()
    stage = StageSettings("knock-out", "single_elimination")
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,))))
    director.submit(OpenRegistration())
    director.submit(RegisterEntrant("argentina"))
    director.submit(RegisterEntrant("france"))
    director.submit(StartTournament())
    director.submit(ReportResult("knock-out", "final", Score((3, 3), (4, 2))))
    for entry in director.journal.read():
        Scoreline().notify("cup", entry)
    assert file.read_text(encoding="utf-8") == "cup  final  argentina 3 (4) - france 3 (2)\n"
