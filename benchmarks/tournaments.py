"""What a tournament costs in memory, by the size of its field: single elimination, every match reported by itself.

CPU time (user and system). `evolve` is applying an event alone; `result` is the whole way of a report: deciding,
evolving, and sealing into the journal. `replay` reads a journal file, checks its chain and applies its events; `verify`
decides every command of it again as well. `correction` turns a semi-final round when everything is played.
"""

import sys
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from deltacrown import (
    Amend,
    CreateTournament,
    Director,
    Engine,
    Entry,
    MatchCompleted,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    Tournament,
    TournamentSettings,
    read_lines,
    verify,
)
from deltacrown.evolve import evolve
from deltacrown.journal import to_line

SIZES = (16, 64, 1_024, 16_384)
SETTINGS = TournamentSettings("Cup", (StageSettings("main", "single_elimination"),))
HEADINGS = (
    "entrants",
    "create ms",
    "play ms",
    "result µs",
    "evolve µs",
    "replay events/s",
    "verify events/s",
    "correction ms",
    "B a match",
)


def started(engine: Engine, size: int) -> Director:
    """A cup of this size in which everything is ready to be played."""
    director = Director(engine)
    director.submit(CreateTournament("cup", SETTINGS))
    director.submit(OpenRegistration())
    for place in range(size):
        director.submit(RegisterEntrant(f"e{place}"))
    director.submit(StartTournament())
    return director


def row(engine: Engine, size: int) -> list[str]:
    """One line of the table."""
    create_s, director = _timed(lambda: started(engine, size))
    keys = list(director.tournament.stages[0].matches)
    play_s, _ = _timed(lambda: [director.submit(ReportResult("main", key, Score((1, 0)))) for key in keys])
    entries = tuple(director.journal.read())
    correction_s, _ = _timed(lambda: director.submit(_turned(director, keys[-2])))
    return [
        f"{size:,}",
        f"{create_s * 1e3:,.1f}",
        f"{play_s * 1e3:,.1f}",
        f"{play_s / len(keys) * 1e6:,.1f}",
        f"{_evolving_s(entries) / len(keys) * 1e6:,.1f}",
        *(f"{len(entries) / seconds:,.0f}" for seconds in _reading_s(engine, entries)),
        f"{correction_s * 1e3:,.1f}",
        f"{_memory(engine, entries) / len(keys):,.0f}",
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = process_time()
    result = work()
    return process_time() - start, result


def _turned(director: Director, key: str) -> Amend:
    outcome = director.tournament.stages[0].matches[key].outcome
    assert outcome is not None
    return Amend(outcome.order, ReportResult("main", key, Score((0, 1))), "misread")


def _evolving_s(entries: Sequence[Entry]) -> float:
    tournament, spent = Tournament(), 0.0
    for entry in entries:
        start = process_time()
        tournament = evolve(tournament, entry.event)
        spent += process_time() - start if isinstance(entry.event, MatchCompleted) else 0
    return spent


def _reading_s(engine: Engine, entries: Sequence[Entry]) -> tuple[float, float]:
    """Seconds to replay a journal file, and to verify it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cup.jsonl"
        path.write_text("".join(to_line(entry) + "\n" for entry in entries))
        with path.open() as lines:
            replay_s, _ = _timed(lambda: engine.apply(Tournament(), (entry.event for entry in read_lines(lines))))
        with path.open() as lines:
            verify_s, verdict = _timed(lambda: verify(engine, read_lines(lines)))
    assert verdict.holds
    return replay_s, verify_s


def _memory(engine: Engine, entries: Sequence[Entry]) -> int:
    """Bytes that the finished tournament takes, beside the events it was made from."""
    tracemalloc.start()
    tournament = engine.apply(Tournament(), (entry.event for entry in entries))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert tournament.ranking is not None
    return held


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns."""
    widths = [max(len(line[column]) for line in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in rows)


def main() -> None:
    """Print the table."""
    engine = Engine()
    row(engine, SIZES[0])  # What is made once for each kind of event is made before.
    sys.stdout.write(table([HEADINGS, *(row(engine, size) for size in SIZES)]) + "\n")


if __name__ == "__main__":
    main()
