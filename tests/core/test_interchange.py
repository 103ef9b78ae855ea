"""Tournaments in the formats of others: written, and read again, they are the same."""

import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from deltacrown import (
    CreateTournament,
    Director,
    ForfeitMatch,
    Malformed,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
)
from deltacrown.cli.interchanging import export_, import_
from deltacrown.interchange import brackets_manager, open_bracket
from deltacrown.interchange.files import WRITERS, read
from deltacrown.interchange.record import Record, record_of
from deltacrown.interchange.replay import replay
from deltacrown.interchange.tables import results_csv, standings_csv
from deltacrown.journal import to_line
from hypothesis import given
from hypothesis import strategies as st

FORMATS = ("single_elimination", "double_elimination", "round_robin")
Write = Callable[[Record], Any]


def played(format_: str, entrants: int, luck: random.Random, *, matches: int = 10_000) -> Director:
    """A tournament of which so many matches are played."""
    director = Director()
    stage = StageSettings("main", format_)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (stage,))))
    director.submit(OpenRegistration())
    for number in range(1, entrants + 1):
        director.submit(RegisterEntrant(f"e{number}", rating=1500 - number))
    director.submit(StartTournament())
    for _ in range(matches):
        ready = [match for match in director.tournament.stages[0].matches.values() if match.ready]
        if not ready:
            break
        match = luck.choice(ready)
        if luck.random() < 0.1:
            director.submit(ForfeitMatch("main", match.key, (luck.choice(match.present),)))
        else:
            points = luck.choice([(2, 0), (0, 1), (3, 4)])
            director.submit(ReportResult("main", match.key, Score(points)))
    return director


def outcomes(director: Director) -> dict[frozenset[str], list[Any]]:
    """What came of every pair, by what each side scored."""
    found: dict[frozenset[str], list[Any]] = {}
    for match in director.tournament.stages[0].matches.values():
        if match.outcome and all(match.entrants):
            points = match.outcome.score.points if match.outcome.score else ()
            told = (match.outcome.winner, sorted(zip(match.entrants, points, strict=False)))
            found.setdefault(frozenset(match.present), []).append(told)
    return found


@given(
    st.sampled_from(FORMATS),
    st.integers(2, 11),
    st.randoms(use_true_random=False),
    st.integers(0, 30),
    st.sampled_from(
        [(open_bracket.write, open_bracket.read, ""), (brackets_manager.write, brackets_manager.read, "e")]
    ),
)
def test_what_is_written_is_read_again(
    format_: str, entrants: int, luck: random.Random, matches: int, kind: tuple[Write, Any, str]
) -> None:
    """Played again from a file every pair has the outcome that it had, half-played tournaments included."""
    write, reading, _ = kind
    before = played(format_, entrants, luck, matches=matches)
    record = record_of(before.tournament, {f"e{number}": f"e{number}" for number in range(1, entrants + 1)})
    text = json.dumps(write(record))
    again = Director()
    back = reading(text)
    replayed = replay(back, again, "again")
    called = {player.id: player.name for player in back.players}
    theirs = {
        frozenset(called[one] for one in pair): [
            (called.get(winner), sorted((called[one], number) for one, number in points)) for winner, points in told
        ]
        for pair, told in outcomes(again).items()
    }
    assert not replayed.left
    assert {pair: sorted(told, key=str) for pair, told in theirs.items()} == {
        pair: sorted(told, key=str) for pair, told in outcomes(before).items()
    }
    assert [one.name for one in reading(json.dumps(write(back))).players] == [one.name for one in record.players]


@given(st.sampled_from(FORMATS), st.integers(2, 9), st.randoms(use_true_random=False))
def test_what_brackets_manager_is_told_holds_together(format_: str, entrants: int, luck: random.Random) -> None:
    """Every id points to a row that is there; whoever is in a match is a participant; the statuses are its own."""
    tables = brackets_manager.write(record_of(played(format_, entrants, luck, matches=4).tournament))
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    assert all(ids[name] == set(range(len(rows))) for name, rows in tables.items())
    for match in tables["match"]:
        assert match["group_id"] in ids["group"]
        assert match["round_id"] in ids["round"]
        seated = [side["id"] for side in (match["opponent1"], match["opponent2"]) if side]
        assert set(seated) <= ids["participant"] | {None}
        assert (match["status"] >= 2) == (len(seated) == 2 and None not in seated)
        assert (match["status"] == 4) == all(
            side and "result" in side for side in (match["opponent1"], match["opponent2"])
        )


OF_BRACKETS_MANAGER = {
    "participant": [{"id": n, "tournament_id": 0, "name": name} for n, name in enumerate(["a", "b", "c", "d"])],
    "stage": [
        {
            "id": 0,
            "tournament_id": 0,
            "name": "Finals",
            "type": "single_elimination",
            "number": 1,
            "settings": {"seedOrdering": ["inner_outer"], "matchesChildCount": 0, "size": 4},
        }
    ],
    "group": [{"id": 0, "stage_id": 0, "number": 1}],
    "round": [
        {"id": 0, "number": 1, "stage_id": 0, "group_id": 0},
        {"id": 1, "number": 2, "stage_id": 0, "group_id": 0},
    ],
    "match": [
        {
            "id": 0,
            "number": 1,
            "stage_id": 0,
            "group_id": 0,
            "round_id": 0,
            "child_count": 0,
            "status": 4,
            "opponent1": {"id": 0, "position": 1, "score": 2, "result": "win"},
            "opponent2": {"id": 3, "position": 4, "score": 1, "result": "loss"},
        },
        {
            "id": 1,
            "number": 2,
            "stage_id": 0,
            "group_id": 0,
            "round_id": 0,
            "child_count": 0,
            "status": 4,
            "opponent1": {"id": 1, "position": 2, "score": 0, "result": "loss"},
            "opponent2": {"id": 2, "position": 3, "score": 3, "result": "win"},
        },
        {
            "id": 2,
            "number": 1,
            "stage_id": 0,
            "group_id": 0,
            "round_id": 1,
            "child_count": 0,
            "status": 2,
            "opponent1": {"id": 0},
            "opponent2": {"id": 2},
        },
    ],
    "match_game": [],
}


def test_an_export_of_brackets_manager_is_a_tournament_of_ours() -> None:
    """Four in its inner-outer order after two results, as its version 1.11 exports them: the final is ready."""
    director = Director()
    replayed = replay(read(json.dumps(OF_BRACKETS_MANAGER)), director, "cup")
    assert (replayed.taken, replayed.left) == (2, ())
    (ready,) = [match for match in director.tournament.stages[0].matches.values() if match.ready]
    assert (ready.key, ready.entrants) == ("final", ("0", "2"))


def test_a_duel_of_open_bracket_leads_on_and_back() -> None:
    """Whoever won goes to the final, which says whence its sides come; the loser goes nowhere."""
    sets = open_bracket.write(record_of(played("single_elimination", 4, random.Random(1)).tournament))["sets"]
    first, final = sets[0], sets[-1]
    won = 1 if first["entrant1Result"] == "win" else 2
    assert first[f"entrant{won}NextSetID"] == final["setID"]
    assert f"entrant{3 - won}NextSetID" not in first
    assert (final["entrant1PrevSetID"], final["entrant2PrevSetID"]) == (first["setID"], sets[1]["setID"])


def test_what_a_format_cannot_tell_is_refused() -> None:
    """A ladder is no stage of brackets-manager."""
    with pytest.raises(Malformed) as caught:
        brackets_manager.write(record_of(played("ladder", 4, random.Random(1)).tournament))
    assert caught.value.problems[0].code == "interchange.format"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(["win", "loss"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@given(st.data(), st.booleans())
def test_files_of_others_are_read_or_refused(data: st.DataObject, ours: bool) -> None:  # noqa: FBT001 - hypothesis hands it over
    """Whatever stands in a place where something else should, nothing breaks."""
    file: Any = json.loads(json.dumps(OF_BRACKETS_MANAGER))
    if ours:
        file = open_bracket.write(record_of(played("double_elimination", 4, random.Random(2)).tournament))
    where = file
    while True:
        keys = list(where) if isinstance(where, dict) else list(range(len(where)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(where[key], dict | list) or not where[key] or data.draw(st.booleans()):
            break
        where = where[key]
    where[key] = data.draw(JSON)
    with suppress(Malformed):
        assert isinstance(read(json.dumps(file)), Record)


def test_results_and_places_as_tables() -> None:
    """Three play a league: every match with what was scored, and the places at its end."""
    record = record_of(played("round_robin", 3, random.Random(3)).tournament, {"e1": "Ann"})
    assert len(results_csv(record).splitlines()) == 4
    assert standings_csv(record).splitlines()[0] == "place,entrant,name"
    assert {line.split(",")[0] for line in standings_csv(record).splitlines()[1:]} <= {"1", "2", "3"}


def test_the_command_line_exports_and_imports(tmp_path: Path) -> None:
    """Out of a journal into every kind of file, and from one into a new journal; a file that is there is not written."""
    director = played("single_elimination", 4, random.Random(4))
    journal, new = tmp_path / "cup.jsonl", tmp_path / "new.jsonl"
    journal.write_text("".join(f"{to_line(entry)}\n" for entry in director.journal.read()))
    run = CliRunner().invoke
    for kind in WRITERS:
        answer = run(export_, [str(journal), "--to", kind])
        assert (answer.exit_code, bool(answer.stdout)) == (0, True)
    there = tmp_path / "there.json"
    there.write_text(run(export_, [str(journal), "--to", "open-bracket"]).stdout)
    answer = run(import_, [str(there), "--to", str(new)])
    assert (answer.exit_code, answer.stdout) == (0, f"{new}: 4 entrants, 3 results.\n")
    assert (
        run(export_, [str(new), "--to", "standings"]).stdout == run(export_, [str(journal), "--to", "standings"]).stdout
    )
    before = new.read_text()
    assert run(import_, [str(there), "--to", str(new)]).exit_code == 1
    assert new.read_text() == before
