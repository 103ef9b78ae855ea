"""`deltacrown schedule`: a table for people, the same as data, and what is wrong in sentences."""

import json
from pathlib import Path

from deltacrown import (
    CreateTournament,
    Director,
    FileJournal,
    OpenRegistration,
    RegisterEntrant,
    StageSettings,
    StartTournament,
    TournamentSettings,
)

from tests.command_line import deltacrown
from tests.core.test_simulate_command import data, lines


def journal(path: Path) -> Path:
    """Four in a Swiss of two rounds."""
    director = Director(journal=FileJournal(path))
    stage = StageSettings("main", "swiss", options={"rounds": 2})
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,))))
    director.submit(OpenRegistration())
    for entrant in "abcd":
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    return path


def test_a_day_is_planned(tmp_path: Path) -> None:
    """By the hours of the hall in its own zone, with rests and lengths; what is not paired yet is marked."""
    file = journal(tmp_path / "cup.jsonl")
    hours = ("--open", "2026-06-06T10:00/2026-06-06T10:40", "--open", "2026-06-07T09:00/2026-06-07T12:00")
    asked = ("schedule", file, "--stations", "2", "--rest", "10", "--starts", "2026-06-06T08:00", *hours)
    found = [line.split() for line in lines(*asked, "--zone", "Europe/Vienna", "--length", "main/2=60")]
    days = [words[0] for words in found if len(words) == 1]
    assert days == ["2026-06-06", "2026-06-07"]
    rows = [words for words in found if words[1:2] in (["1"], ["2"])]
    assert [words[:2] for words in rows] == [
        ["10:00-10:30", "1"],
        ["10:00-10:30", "2"],
        ["09:00-10:00", "1"],
        ["09:00-10:00", "2"],
    ]
    assert [words[2].startswith("~") for words in rows] == [False, False, True, True]
    assert " ".join(found[-1]) == "ends 2026-06-07 10:00; no schedule ends before 2026-06-07 10:00"
    whole = data(*asked)
    assert len(whole["matches"]) == 4
    assert whole["matches"][0]["at"] == "2026-06-06T10:00:00+00:00"
    assert len(data(*asked, "--no-ahead")["matches"]) == 2


def test_what_is_wrong_is_a_sentence(tmp_path: Path) -> None:
    """A zone, a time, a length or a file that is none: exit code 1, on standard error."""
    file = journal(tmp_path / "cup.jsonl")
    other = tmp_path / "other.jsonl"
    other.write_text("{}\n")
    for arguments, said in (
        ([file, "--zone", "Mars"], "there is no time zone 'Mars'"),
        ([file, "--starts", "noon"], "write a time as 2026-06-06T10:00, not 'noon'"),
        ([file, "--length", "2=60"], "write a length as STAGE/ROUND=MINUTES, not '2=60'"),
        ([file, "--rest", "-1"], "this is between nothing and a week"),
        ([other], "other.jsonl"),
    ):
        done = deltacrown("schedule", *arguments, "--stations", "2")
        assert (done.exit_code, done.stdout) == (1, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert json.loads(deltacrown("schedule", file, "--stations", "1", "--json").stdout)["unplaced"] == []
