"""The journal: a chain in which nothing can be changed unseen, and files that survive a crash."""

from datetime import UTC, datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from deltacrown import (
    BrokenChain,
    Bye,
    CommandReused,
    CreateTournament,
    Director,
    Engine,
    Entry,
    FileJournal,
    JournalError,
    LoserOf,
    Match,
    MatchesAdded,
    MemoryJournal,
    OpenRegistration,
    PlacedIn,
    RegisterEntrant,
    ReportResult,
    Score,
    Seed,
    StageSettings,
    StaleVersion,
    StartTournament,
    TournamentSettings,
    WinnerOf,
    load,
    read_lines,
)
from deltacrown.commands import Envelope
from deltacrown.events import EntrantRegistered, TournamentCreated
from deltacrown.journal import seal, to_line
from hypothesis import given
from hypothesis import strategies as st

SETTINGS = TournamentSettings("Cup", (StageSettings("main", "single_elimination"),))
ENGINE = Engine(load())


def played(journal: MemoryJournal) -> Director:
    ids = iter(range(100))
    clock = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
    director = Director(ENGINE, journal, clock=lambda: clock, new_id=lambda: f"c{next(ids)}")
    director.submit(CreateTournament("cup", SETTINGS))
    director.submit(OpenRegistration())
    for name in ("ant", "bee", "cat"):
        director.submit(RegisterEntrant(name), actor="organizer")
    director.submit(StartTournament())
    director.submit(ReportResult("main", "R1-2", Score((2, 1))))
    return director


LINES = [to_line(entry) for entry in played(MemoryJournal()).journal.read()]


def test_a_journal_is_the_same_whoever_writes_it() -> None:
    """The same commands at the same times give the same bytes: the digest of the last entry stands for all of it."""
    assert [to_line(entry) for entry in played(MemoryJournal()).journal.read()] == LINES


def test_what_was_written_once_is_written_so_for_ever() -> None:
    """The digest of a fixed little journal: who kept one years ago must come to the same."""
    at = datetime(2026, 11, 24, 18, 30, 0, 5, tzinfo=UTC)
    register = RegisterEntrant("ö\n", Fraction(3, 2), club="ants", override=True)
    slots = (Seed(1), Bye(), WinnerOf("x"), LoserOf("y"), PlacedIn("z", 3))
    matches = (Match("1", slots, 2, "B", draws=True, best_of=3), Match("2", (Seed(1), Seed(2))))
    events = (EntrantRegistered("ö\n", Fraction(3, 2), "ants", 2), MatchesAdded("main", matches))
    entries = seal(None, Envelope("c1", at, "organizer", register), events)
    assert entries[1].digest == "2ae1c8c62ead41b791eb4db3de55cf9d1ca70a758b0fe5f6d2051f5c8c3f6aae"
    made = seal(
        entries[1], Envelope("c2", at, "", CreateTournament("cup", SETTINGS)), (TournamentCreated("cup", SETTINGS),)
    )
    assert made[0].digest == "7583d3174f937339d95af69d013efdd77c9da402438f5996523c504e65e59199"


def test_lines_are_read_back_as_written() -> None:
    """An entry survives the way to JSON and back, and so does its line."""
    entries = list(read_lines(LINES))
    assert entries == list(played(MemoryJournal()).journal.read())
    assert [to_line(entry) for entry in entries] == LINES


@given(st.data())
def test_no_byte_can_be_changed_unseen(data: st.DataObject) -> None:
    """Whichever character of whichever line is changed, that line is named."""
    place = data.draw(st.integers(0, len(LINES) - 1))
    line = LINES[place]
    position = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda char: char not in {line[position], "\n"}))
    changed = [*LINES[:place], line[:position] + other + line[position + 1 :], *LINES[place + 1 :]]
    with pytest.raises(BrokenChain) as broken:
        list(read_lines(changed))
    assert broken.value.seq == place + 1


@given(st.integers(0, len(LINES) - 2))
def test_no_entry_can_be_dropped_or_moved_unseen(place: int) -> None:
    """A missing entry, and two in the wrong order, are found at their place."""
    for changed in (
        [*LINES[:place], *LINES[place + 1 :]],
        [*LINES[:place], LINES[place + 1], LINES[place], *LINES[place + 2 :]],
        [*LINES[: place + 1], LINES[place], *LINES[place + 1 :]],
    ):
        with pytest.raises(BrokenChain) as broken:
            list(read_lines(changed))
        assert broken.value.seq in {place + 1, place + 2}


def test_a_repeated_command_happens_once(tmp_path: Path) -> None:
    """The same command under the same id is answered with the same entries; another one under it is a conflict."""
    for journal in (MemoryJournal(), FileJournal(tmp_path / "cup.jsonl")):
        director = played(journal)
        version = director.tournament.version
        again = director.submit(ReportResult("main", "R1-2", Score((2, 1))), command_id="c6")
        assert [entry.order for entry in again] == ["c6"] * len(again)
        with pytest.raises(CommandReused):
            director.submit(ReportResult("main", "R1-2", Score((1, 2))), command_id="c6")
        assert director.tournament.version == version == len(list(journal.read()))


def test_whoever_decides_on_an_old_version_is_refused() -> None:
    """Two directors on one journal: the slower one is told, catches up, and decides again."""
    journal = MemoryJournal()
    fast = played(journal)
    slow = Director(ENGINE, journal)
    fast.submit(ReportResult("main", "final", Score((1, 0))))
    before = list(journal.read())
    with pytest.raises(StaleVersion) as stale:
        slow.submit(ReportResult("main", "final", Score((0, 1))))
    assert (stale.value.expected, stale.value.actual) == (len(LINES), len(before))
    assert list(journal.read()) == before
    assert slow.catch_up() == fast.tournament


def test_a_file_journal_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """Closed and opened again, the journal holds the same tournament and takes the next command."""
    path = tmp_path / "cup.jsonl"
    before = played(FileJournal(path)).tournament
    again = Director(ENGINE, FileJournal(path))
    assert again.tournament == before
    again.submit(ReportResult("main", "final", Score((1, 0))))
    assert Director(ENGINE, FileJournal(path)).tournament == again.tournament
    assert path.read_text().splitlines()[: len(LINES)] == LINES


@pytest.fixture(scope="session")
def journal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("journal") / "cup.jsonl"
    played(FileJournal(path))
    return path


@given(data=st.data())
def test_a_crash_while_writing_loses_only_what_was_not_acknowledged(
    journal_file: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut anywhere, the file opens with whole commands only: what is left is a version the tournament once had."""
    whole = journal_file.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path = tmp_path_factory.mktemp("cut") / "cup.jsonl"
    path.write_bytes(whole[:cut])
    entries: list[Entry] = list(FileJournal(path).read())
    assert all(entry.last for entry in entries[-1:])
    assert [to_line(entry) for entry in entries] == LINES[: len(entries)]
    finished = whole[:cut].count(b"\n")
    assert len(entries) == max((e.seq for e in read_lines(LINES) if e.last and e.seq <= finished), default=0)


def test_a_failed_write_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk refuses, the command is not in memory either, and comes through on the next try."""
    director = played(FileJournal(tmp_path / "cup.jsonl"))
    before = director.tournament

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("deltacrown.journal.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            director.submit(ReportResult("main", "final", Score((1, 0))), command_id="last")
    assert director.tournament == before
    director.submit(ReportResult("main", "final", Score((1, 0))), command_id="last")
    assert Director(ENGINE, FileJournal(tmp_path / "cup.jsonl")).tournament == director.tournament


def test_two_writers_of_one_file_do_not_mix(tmp_path: Path) -> None:
    """A second writer is refused before it writes, once the file is not as it was when it opened it."""
    first = played(FileJournal(tmp_path / "cup.jsonl"))
    second = Director(ENGINE, FileJournal(tmp_path / "cup.jsonl"))
    first.submit(ReportResult("main", "final", Score((1, 0))))
    with pytest.raises(JournalError, match="somebody else"):
        second.submit(ReportResult("main", "final", Score((0, 1))))
    assert Director(ENGINE, FileJournal(tmp_path / "cup.jsonl")).tournament == first.tournament


def test_a_damaged_file_is_not_opened(tmp_path: Path) -> None:
    """A change in the middle is no crash: opening refuses and names the event."""
    path = tmp_path / "cup.jsonl"
    path.write_text(
        "\n".join([LINES[0], LINES[1].replace("RegistrationOpened", "RegistrationOpenes"), *LINES[2:]]) + "\n"
    )
    before = path.read_bytes()
    with pytest.raises(BrokenChain) as broken:
        FileJournal(path)
    assert broken.value.seq == 2
    assert path.read_bytes() == before


def test_a_version_from_the_future_is_not_guessed_at() -> None:
    """A journal written in a later version of the format is refused, whatever else it holds."""
    body = LINES[0][: LINES[0].rindex(',"digest"')].replace('"journal":1', '"journal":2') + "}"
    digest = sha256(body.encode()).hexdigest()
    with pytest.raises(BrokenChain, match="version 2"):
        list(read_lines([f'{body[:-1]},"digest":"{digest}"}}']))


@pytest.mark.parametrize("content", ['{"participants": []}', "hello", "{}\n", '{"participants": []}\n'])
def test_a_file_that_is_something_else_is_left_alone(content: str, tmp_path: Path) -> None:
    """Opening the wrong file refuses, and the file is as it was."""
    path = tmp_path / "important.json"
    path.write_text(content)
    with pytest.raises(BrokenChain, match="not an entry of a DeltaCrown journal"):
        FileJournal(path)
    assert path.read_text() == content
