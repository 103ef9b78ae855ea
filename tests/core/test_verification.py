"""verify: what a journal claims is decided again, by the rules that are installed."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from deltacrown import (
    DecideTie,
    Director,
    Engine,
    ReportResult,
    Score,
    StageSettings,
    WithdrawEntrant,
    read_lines,
    verify,
)
from deltacrown.journal import to_line

from tests.command_line import Answer, deltacrown

Data = dict[str, Any]


@pytest.fixture
def lines(cup: Callable[..., Director], groups_then_final: tuple[StageSettings, ...]) -> list[str]:
    """A whole tournament: two groups, a tie decided by lots, a withdrawal that decides the final."""
    director = cup(6, *groups_then_final)
    for key, match in director.tournament.stages[0].matches.items():
        home, away = match.entrants
        score = (1, 1) if match.section == "Group A" else (2, 0) if home < away else (0, 2)
        director.submit(ReportResult("groups", key, Score(score)))
    tied = director.tournament.unresolved
    director.submit(DecideTie("groups", tied[::-1], "drawing of lots"))
    director.submit(WithdrawEntrant(tied[-1]))
    assert director.tournament.ranking is not None
    return [to_line(entry) for entry in director.journal.read()]


def sealed(entries: list[Data]) -> list[str]:
    """The entries chained anew, as anyone can who has read how the chain is made."""
    lines, previous = [], ""
    for entry in entries:
        body = {**entry, "previous": previous}
        body.pop("digest", None)
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        previous = sha256(text.encode()).hexdigest()
        lines.append(f'{text[:-1]},"digest":"{previous}"}}')
    return lines


def forged(lines: list[str], kind: str, change: Callable[[Data], None]) -> tuple[int, list[str]]:
    """The journal with the first event of a kind changed and the chain made good again; and where that event is."""
    entries = [json.loads(line) for line in lines]
    entry = next(entry for entry in entries if entry["event"]["type"] == kind)
    change(entry["event"])
    return entry["seq"], sealed(entries)


def swap_slots(event: Data) -> None:
    first, second = event["matches"][:2]
    first["slots"][1], second["slots"][1] = second["slots"][1], first["slots"][1]


def swap_winner(event: Data) -> None:
    event["outcome"]["ranking"] = [["f"], ["a"]]


def swap_places(event: Data) -> None:
    first, second = event["ranking"]["standings"][:2]
    first["entrant"], second["entrant"] = second["entrant"], first["entrant"]


FORGERIES: dict[str, tuple[str, Callable[[Data], None]]] = {
    "a pairing": ("MatchesAdded", swap_slots),
    "a score": ("MatchCompleted", lambda event: event["outcome"]["score"].update(points=[5, 5])),
    "a winner": ("MatchCompleted", swap_winner),
    "a table": ("StageCompleted", swap_places),
    "a reason": ("StageCompleted", lambda event: event["ranking"]["standings"][2].update(reason="charm")),
    "a number": ("StageCompleted", lambda event: event["ranking"]["steps"][0]["values"].update(a=99)),
    "the seeds": ("TournamentStarted", lambda event: event["seeds"].reverse()),
    "the placements": ("TournamentCompleted", swap_places),
    "a made-up bye": ("MatchCompleted", lambda event: event["outcome"].update(how="bye")),
}


def test_an_honest_journal_holds(engine: Engine, lines: list[str]) -> None:
    """Every event is what the rules yield, and the verdict carries the digest that stands for all of them."""
    verdict = verify(engine, read_lines(lines))
    assert verdict.findings == ()
    assert verdict.events == len(lines)
    assert verdict.digest == json.loads(lines[-1])["digest"]
    assert sealed([json.loads(line) for line in lines]) == lines


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forger_who_mends_the_chain_is_found_by_the_rules(engine: Engine, lines: list[str], what: str) -> None:
    """Whatever follows from the rules cannot be changed, even with a chain that is whole: that event is named."""
    seq, changed = forged(lines, *FORGERIES[what])
    verdict = verify(engine, read_lines(changed))
    assert verdict.findings[0].seq == seq


def test_a_score_changed_everywhere_is_found_by_what_followed_from_it(engine: Engine, lines: list[str]) -> None:
    """Report and result both name the other winner now: the table that was made then does not follow any more."""
    entries = [json.loads(line) for line in lines]
    entry = next(
        e for e in entries if e["event"]["type"] == "MatchCompleted" and e["command"]["score"]["points"] == [2, 0]
    )
    entry["command"]["score"]["points"] = entry["event"]["outcome"]["score"]["points"] = [0, 2]
    entry["event"]["outcome"]["ranking"].reverse()
    finding = verify(engine, read_lines(sealed(entries))).findings[0]
    assert (finding.event, finding.seq > entry["seq"]) == ("StageCompleted", True)


def test_a_command_hidden_in_an_event_that_follows_is_found(engine: Engine, lines: list[str]) -> None:
    """Only the first event of a command carries one; a second would be carried out by a later correction."""
    entries = [json.loads(line) for line in lines]
    hidden = next(entry for entry in entries if entry["command"] is None)
    hidden["command"] = {"type": "DisqualifyEntrant", "entrant": "a", "reason": "hidden"}
    assert verify(engine, read_lines(sealed(entries))).findings[0].seq == hidden["seq"]


@pytest.mark.parametrize("order", ["", "first"])
def test_every_command_has_an_id_of_its_own(engine: Engine, lines: list[str], order: str) -> None:
    """An empty id, or one that came before, is found where it stands."""
    entries = [json.loads(line) for line in lines]
    entries[2]["order"] = order and entries[1]["order"]
    assert verify(engine, read_lines(sealed(entries))).findings[0].seq == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries.pop(3),
        lambda entries: entries.insert(3, entries[3]),
        lambda entries: entries[4].pop("command"),
        lambda entries: entries[4].update(command={"type": "OpenRegistration"}),
        lambda entries: entries[4]["command"].update(entrant="zebra"),
        lambda entries: entries.pop(),
        lambda entries: entries[-1].update(actor="somebody else"),
        lambda entries: entries[0]["event"].update(tournament="other"),
        lambda entries: entries[7]["event"].update(type="TournamentCancelled", reason="rain"),
        lambda entries: entries.clear(),
    ],
)
def test_nothing_in_a_journal_breaks_the_verification(
    engine: Engine, lines: list[str], change: Callable[[list[Data]], object]
) -> None:
    """Whatever has been done to it, the answer is a finding that names an event, never an exception."""
    entries = [json.loads(line) for line in lines]
    change(entries)
    for seq, entry in enumerate(entries, 1):
        entry["seq"] = seq
    verdict = verify(engine, read_lines(sealed(json.loads(json.dumps(entries)))))
    assert not verdict.holds
    assert 1 <= verdict.findings[0].seq <= len(lines) + 1


def test_the_command_says_yes_or_names_the_event(lines: list[str], tmp_path: Path) -> None:
    """`deltacrown verify FILE` ends with 0 where all holds, else with 1 and the event on standard error."""
    file = tmp_path / "cup.jsonl"
    file.write_text("\n".join(lines) + "\n")
    done = run(file)
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(lines[-1])["digest"] in done.stdout
    for place in (1, len(lines)):
        file.write_text("\n".join([*lines[: place - 1], lines[place - 1].replace(":", ": ", 1), *lines[place:]]) + "\n")
        done = run(file)
        assert (done.exit_code, done.stdout) == (1, "")
        assert f"event {place}" in done.stderr.splitlines()[0]


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_that_is_no_journal_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    """Exit code 1 and the first event, never a traceback."""
    file = tmp_path / "cup.jsonl"
    file.write_bytes(content)
    done = run(file)
    assert done.exit_code == 1
    assert "event 1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_kept_digest_finds_what_has_no_consequence(lines: list[str], tmp_path: Path) -> None:
    """Whoever has kept the last digest sees any change, even one that the rules cannot find."""
    file = tmp_path / "cup.jsonl"
    file.write_text("\n".join(lines) + "\n")
    kept = json.loads(lines[-1])["digest"]
    assert run(file, "--digest", kept).exit_code == 0
    done = run(file, "--digest", "0" * 64)
    assert (done.exit_code, "not the one given" in done.stderr) == (1, True)


def test_changed_line_ends_are_called_that(lines: list[str], tmp_path: Path) -> None:
    """A file that went through another system's editor says what happened to it."""
    file = tmp_path / "cup.jsonl"
    file.write_bytes(("\r\n".join(lines) + "\r\n").encode())
    assert "line ends were changed" in run(file).stderr


def run(file: Path, *options: str) -> Answer:
    return deltacrown("verify", file, *options)
