"""`deltacrown demo` from outside, as anyone would run it."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.command_line import deltacrown

COMMAND = (sys.executable, "-m", "deltacrown.cli")


def test_it_plays_to_the_end_and_its_journal_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with the tournament; its journal is numbered lines that verify, and one changed score is found."""
    monkeypatch.chdir(tmp_path)
    done = deltacrown("demo", "--no-serve", "--speed", "0", "--port", "0", "--journal", "cup.jsonl")
    assert done.exit_code == 0, done.stderr
    assert "1 Argentina, 2 France, 3 Croatia, 4 Morocco" in done.stdout
    assert "64/64" in done.stdout
    assert done.stderr == ""
    verified = deltacrown("verify", "cup.jsonl")
    assert verified.exit_code == 0, verified.stderr

    journal = tmp_path / "cup.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, 107))
    last_result = max(place for place, line in enumerate(lines) if '"MatchCompleted"' in line)
    lines[last_result] = lines[last_result].replace('"points":[3,3]', '"points":[3,4]')
    journal.write_text("".join(lines))
    doubted = deltacrown("verify", "cup.jsonl")
    assert doubted.exit_code == 1
    assert f"event {last_result + 1}" in doubted.stderr


def test_a_taken_port_is_said_in_words() -> None:
    """Whoever has something else on the port learns which, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = deltacrown("demo", "--no-serve", "--port", port)
    assert done.exit_code == 1
    assert f"port {port}" in done.stderr
    assert "--port 0" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("ignored", [False, True], ids=["from a terminal", "behind a shell"])
def test_it_serves_until_it_is_stopped(tmp_path: Path, ignored: bool) -> None:  # noqa: FBT001 - a parameter
    """After the end the page stays up, and Ctrl-C ends everything cleanly, also where it was started as ignored."""
    command = [*COMMAND, "demo", "--speed", "0", "--port", "0"]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    try:
        started = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with started as process:
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        page = next(word for line in said for word in line.split() if word.startswith("http"))
        answer = httpx.get(page)
        process.send_signal(signal.SIGINT)
        try:
            rest, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert "Argentina" in answer.text
    assert "Stopped." in rest
    assert errors == ""
    assert process.returncode == 0
