"""Single and double elimination created and played, beside other engines in the same run; and the rematches they make.

`create` makes the whole bracket for entrants who are there: in DeltaCrown it starts a tournament, seeding and journal
included; registering them, each with an entry in the journal, comes before and is a column of its own. `play` reports
every match by itself until the end, in DeltaCrown with its journal. Both are CPU time (user and system); `result` is
how long one report takes by the clock, the median of them all.

Other engines run where `npm` installs them into a temporary folder: brackets-manager with its own store in memory
and with one of ours that has indexes, and tournament-organizer; beyond 1,024 entrants only the store with indexes, for
the others take minutes. The ratio is DeltaCrown's time by theirs. None of them keeps a journal, DeltaCrown does in
all that is measured.

`--rematches` prints how many rematches are expected in the losers' bracket where every match is a toss-up, for ways
of dropping losers into it. `--routing FILE` adds those of another engine from a file as
{"routing": {"16": [winners' rounds of [losers' round, match, side]]}}.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
)
from deltacrown_brackets.formats.rematches import expected_rematches, own_drops, rematches_in_the_grand_final

SIZES = (64, 1_024, 16_384)
FORMATS = ("single_elimination", "double_elimination")
PEERS = {"brackets-manager": "1.11.1", "brackets-memory-db": "1.0.6", "tournament-organizer": "4.1.1"}
MOST_FOR_PEERS = 1_024
_INDEXED = "brackets-manager, indexed"
_RUNS = 3
_STORE = Path(__file__).parent / "indexed_store.mjs"

Times = tuple[float, ...]


def own(engine: Engine, format_: str, size: int) -> Times:
    """Seconds to create, to play, for one result, and to register before."""
    begin = process_time()
    director = Director(engine)
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (StageSettings("main", format_),))))
    director.submit(OpenRegistration())
    for place in range(size):
        director.submit(RegisterEntrant(f"e{place}"))
    start = process_time()
    director.submit(StartTournament())
    created = process_time()
    clock = [perf_counter()]
    for key in list(director.tournament.stages[0].matches):
        director.submit(ReportResult("main", key, Score((1, 0))))
        clock.append(perf_counter())
    played = process_time() - created
    assert director.tournament.ranking is not None
    result = median(after - before for before, after in pairwise(clock))
    return created - start, played, result, start - begin


def medians(runs: int, run: Callable[[], Times]) -> Times:
    """The medians of a few runs."""
    return tuple(median(times) for times in zip(*[run() for _ in range(runs)], strict=True))


def installed(folder: Path) -> bool:
    """Whether npm can put the other engines into the folder."""
    npm = shutil.which("npm")
    if npm is None:
        return False
    wanted = [f"{name}@{version}" for name, version in PEERS.items()]
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", *wanted]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def asked(name: str, size: int) -> int:
    """How often another engine is measured at a size: once or never where it takes long."""
    return _RUNS if size <= MOST_FOR_PEERS else int(name == _INDEXED)


def peer(folder: Path, name: str, format_: str, size: int) -> Times:
    """Seconds that another engine takes to create, to play, and for one result."""
    script = folder / f"{name}.mjs"
    script.write_text(_MEASURING + SCRIPTS[name])
    shutil.copy(_STORE, folder)
    node = shutil.which("node") or "node"
    done = subprocess.run(
        [node, str(script), format_, str(size)], cwd=folder, capture_output=True, check=True, text=True
    )
    return tuple(json.loads(done.stdout))


_MEASURING = """
const [format, size] = [process.argv[2], Number(process.argv[3])];
const cpu = (since) => { const t = process.cpuUsage(since); return (t.user + t.system) / 1e6; };
const middle = (clock) => {
  const took = clock.slice(1).map((after, i) => (after - clock[i]) / 1e3).sort((a, b) => a - b);
  return took[took.length >> 1];
};
"""
_BRACKETS_MANAGER = """
import { createRequire } from 'module';
const require = createRequire(import.meta.url);
const { BracketsManager } = require('brackets-manager');
const store = await newStore();
const manager = new BracketsManager(store);
let since = process.cpuUsage();
await manager.create.stage({ tournamentId: 0, name: 'Cup', type: format,
  seeding: Array.from({ length: size }, (_, i) => `e${i}`),
  settings: { seedOrdering: ['inner_outer'], grandFinal: 'simple' } });
const create = cpu(since);
const ids = (await store.select('match')).map((match) => match.id);
since = process.cpuUsage();
const clock = [performance.now()];
for (const id of ids) {
  await manager.update.match({ id, opponent1: { score: 1, result: 'win' }, opponent2: { score: 0 } });
  clock.push(performance.now());
}
console.log(JSON.stringify([create, cpu(since), middle(clock)]));
"""
SCRIPTS = {
    "brackets-manager": _BRACKETS_MANAGER
    + """
async function newStore() { return new (require('brackets-memory-db').InMemoryDatabase)(); }
""",
    _INDEXED: _BRACKETS_MANAGER
    + """
async function newStore() { return new (await import('./indexed_store.mjs')).IndexedStore(); }
""",
    "tournament-organizer": """
import Manager from 'tournament-organizer';
let since = process.cpuUsage();
const tournament = new Manager().createTournament('Cup', { stageOne: { format: format.replace('_', '-') } });
for (let i = 0; i < size; i++) tournament.createPlayer(`e${i}`);
tournament.startTournament();
const create = cpu(since);
since = process.cpuUsage();
const clock = [performance.now()];
for (;;) {
  const open = tournament.matches.filter((m) => m.active && m.player1.id !== null && m.player2.id !== null);
  if (!open.length) break;
  for (const m of open) if (m.active) { tournament.enterResult(m.id, 1, 0); clock.push(performance.now()); }
}
console.log(JSON.stringify([create, cpu(since), middle(clock)]));
""",
}


def times() -> list[list[str]]:
    """The table of times."""
    engine = Engine()
    own(engine, FORMATS[0], 64)
    headings = ("create ms", "ratio", "play ms", "ratio", "result µs", "ratio", "register ms")
    rows = [["format", "entrants", "engine", *headings]]
    with TemporaryDirectory() as folder:
        peers = list(SCRIPTS) if installed(Path(folder)) else []
        for format_ in FORMATS:
            for size in SIZES:
                ours = medians(_RUNS, lambda format_=format_, size=size: own(engine, format_, size))  # type: ignore[misc]
                rows.append(_row(format_, size, "DeltaCrown", ours, ours))
                for name in [name for name in peers if asked(name, size)]:
                    theirs = medians(
                        asked(name, size),
                        lambda n=name, f=format_, s=size: peer(Path(folder), n, f, s),  # type: ignore[misc]
                    )
                    rows.append(_row(format_, size, name, theirs, ours))
    return rows


def _row(format_: str, size: int, name: str, measured: Times, ours: Times) -> list[str]:
    ratios = [f"{mine / time:.2f}" if name != "DeltaCrown" else "" for mine, time in zip(ours, measured, strict=False)]
    create, play, result, *before = measured
    return [
        format_.replace("_", " "),
        f"{size:,}",
        name,
        f"{create * 1e3:,.1f}",
        ratios[0],
        f"{play * 1e3:,.1f}",
        ratios[1],
        f"{result * 1e6:,.1f}",
        ratios[2],
        f"{before[0] * 1e3:,.1f}" if before else "",
    ]


def rematches(routing: Mapping[str, Sequence[Sequence[Sequence[int]]]]) -> list[list[str]]:
    """The table of expected rematches, for eight to 128 entrants."""
    ways: dict[str, Callable[[int], Sequence[Sequence[int]]]] = {
        "DeltaCrown": own_drops,
        "reversed every other round": lambda rounds: _flipped(rounds, lambda number: number % 2 == 0),
        "reversed every round": lambda rounds: _flipped(rounds, lambda number: number > 1),
        "straight down": lambda rounds: _flipped(rounds, lambda _: False),
    }
    if routing:
        ways["as in the file"] = lambda rounds: _routed(routing[str(1 << rounds)])
    sizes = range(3, 8)
    rows = [["drops", *(str(1 << rounds) for rounds in sizes)]]
    rows += [[name, *(f"{float(expected_rematches(way(n))):.3f}" for n in sizes)] for name, way in ways.items()]
    return [*rows, ["in the grand final", *(f"{float(rematches_in_the_grand_final(n)):.3f}" for n in sizes)]]


def _flipped(rounds: int, flipped: Callable[[int], bool]) -> list[list[int]]:
    lines = [list(range(1 << (rounds - number))) for number in range(1, rounds + 1)]
    return [places[::-1] if flipped(number) else places for number, places in enumerate(lines, 1)]


def _routed(rounds: Sequence[Sequence[Sequence[int]]]) -> list[list[int]]:
    first, *others = rounds
    return [[2 * (match - 1) + side for _, match, side in first], *([m - 1 for _, m, _ in drops] for drops in others)]


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns."""
    widths = [max(len(line[column]) for line in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in rows)


def main() -> None:
    """Print the table that is asked for."""
    asked = argparse.ArgumentParser(description="Single and double elimination, measured.")
    asked.add_argument("--rematches", action="store_true", help="expected rematches instead of times")
    asked.add_argument("--routing", type=Path, help="another engine's drops, as JSON")
    arguments = asked.parse_args()
    routing = json.loads(arguments.routing.read_text())["routing"] if arguments.routing else {}
    sys.stdout.write(table(rematches(routing) if arguments.rematches else times()) + "\n")


if __name__ == "__main__":
    main()
