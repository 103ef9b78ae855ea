"""DeltaCrown beside other engines, on the same tasks in one run: one table of medians, spreads, ratios and growth.

CPU time (user and system) in milliseconds: the median of a few turns, and the least and the most. `ratio` is
DeltaCrown's median by the peer's; `growth` is the exponent with which DeltaCrown's median grew since the size before
(1 is linear). The peers come from their packages into a folder that is thrown away; one that cannot be had, or is not
asked because it would take minutes, has a line that says so. Other tasks are the same for both sides, but no peer
keeps a journal; in creating and playing brackets DeltaCrown does.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import dutch
import elimination
import standings
import swiss
from attrs import frozen
from deltacrown import Engine
from deltacrown_brackets.fide.dutch import next_round
from deltacrown_brackets.swiss.history import History
from deltacrown_brackets.swiss.pairing import paired
from environments import installed, versions

TURNS = 3
PYTHON_PEERS = ("swisspair", "cardarena-tournament-core", "py4swiss", "caissify-pairings")
DUTCH = {100: 6, 250: 6}


@frozen
class Measured:
    """One task at one size: DeltaCrown's turns in seconds, and each peer's, empty where it was not asked."""

    task: str
    size: int
    own: Sequence[float]
    peers: Mapping[str, Sequence[float]]


def turns(run: Callable[[], object]) -> list[float]:
    """The CPU time of a few turns, in seconds."""
    took = []
    for _ in range(TURNS):
        start = process_time()
        run()
        took.append(process_time() - start)
    return took


def eliminations(folder: Path) -> Iterator[Measured]:
    """Brackets created, every match played, and how long one result takes by the clock, the median of them all."""
    engine, there = Engine(), elimination.installed(folder)
    if not there:
        sys.stderr.write("not installed, so not compared: brackets-manager, tournament-organizer\n")
    elimination.own(engine, "double_elimination", 64)
    for format_ in elimination.FORMATS:
        for size in elimination.SIZES:
            own = [elimination.own(engine, format_, size) for _ in range(TURNS)]
            theirs: dict[str, list[elimination.Times]] = {}
            for name in elimination.SCRIPTS:
                asked = elimination.asked(name, size) if there else 0
                theirs[name] = [elimination.peer(folder, name, format_, size) for _ in range(asked)]
            for place, task in enumerate(("created", "played", "one result")):
                peers = {name: [each[place] for each in times] for name, times in theirs.items()}
                yield Measured(f"{format_.replace('_', ' ')}, {task}", size, [each[place] for each in own], peers)


def rounds(python: str) -> Iterator[Measured]:
    """A late round of Swiss, after rounds that were paired in the same order: each has used up its own ideals."""
    for size, number in swiss.SIZES.items():
        for within in swiss.ORDERS:
            scores, history, _ = swiss.position(size, number - 1, within)
            theirs = swiss.peers(python, [(scores, history)])[0] if python else [[] for _ in swiss.PEERS]
            own = turns(lambda s=size, w=within, c=scores, h=history: paired(range(s), c, w, h, "last"))  # type: ignore[misc]
            yield Measured(f"Swiss round, {within}", size, own, dict(zip(swiss.PEERS, theirs, strict=True)))


def dutch_rounds(python: str) -> Iterator[Measured]:
    """A late round of the FIDE Dutch system."""
    for size, number in DUTCH.items():
        history = dutch.position(size, number)
        asked = python and size <= dutch.MOST_FOR_PEERS
        theirs = dutch.peers(python, history) if asked else [[] for _ in dutch.PEERS]
        own = turns(lambda h=history: next_round(h))  # type: ignore[misc]
        yield Measured("FIDE Dutch round", size, own, dict(zip(dutch.PEERS, theirs, strict=True)))


def tables() -> Iterator[Measured]:
    """Standings with Buchholz cut 1, Buchholz and Sonneborn-Berger, from the history on."""
    for size, number in standings.SIZES:
        history = standings.tournament(size, number)
        yield Measured("standings", size, turns(lambda h=history: standings.read_and_rank(h)), {})  # type: ignore[misc]


def lines(measured: Sequence[Measured], known: dict[str, str]) -> Iterator[list[str]]:
    """The table, a line a peer."""
    yield ["task", "size", "DeltaCrown", "growth", "peer", "version", "its time", "ratio"]
    before: dict[str, Measured] = {}
    for each in measured:
        growth = ""
        if each.task in before:
            earlier = before[each.task]
            growth = f"{log(median(each.own) / median(earlier.own)) / log(each.size / earlier.size):.2f}"
        before[each.task] = each
        start = [each.task, f"{each.size:,}", spread(each.own), growth]
        for name, times in each.peers.items() or {"": ()}.items():
            ratio = f"{median(each.own) / median(times):.2f}" if times else ""
            yield [*start, name, known.get(name, ""), spread(times) if times else "not asked" if name else "", ratio]


def spread(times: Sequence[float]) -> str:
    """The median, and the least and the most, in milliseconds."""
    least, middle, most = (
        f"{time * 1e3:,.{1 if time >= 1e-3 else 3}f}" for time in (min(times), median(times), max(times))
    )
    return f"{middle} ({least} to {most})"


def main() -> None:
    """Measure everything and print the table."""
    paired([0, 1], [0, 0], "slide", History([0, 0], [0, 0], [0, 0], [0, 0], {}, 0))  # imports the matcher
    with TemporaryDirectory() as python_folder, TemporaryDirectory() as node_folder:
        python = installed(python_folder, PYTHON_PEERS)
        known = dict(zip(PYTHON_PEERS, versions(python, PYTHON_PEERS), strict=True)) if python else {}
        known |= {name: elimination.PEERS[name.split(",", 1)[0]] for name in elimination.SCRIPTS}
        measured = [*eliminations(Path(node_folder)), *rounds(python), *dutch_rounds(python), *tables()]
    sys.stdout.write(elimination.table(list(lines(measured, known))) + "\n")


if __name__ == "__main__":
    main()
