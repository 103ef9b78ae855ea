"""How long pairing a late Swiss round takes, beside what else does it: milliseconds of CPU for the same position.

Rounds with one draw in ten are played before. `windows` is the pairing alone, for each order inside score groups;
`format` is the whole answer of `swiss` from a stage with all its matches. The peers come into a temporary environment:
swisspair (C++; best pairing of its own measure) and cardarena-tournament-core (greedy); "-" where they cannot be had.
`proven` says for how many of the three pairings nothing better can exist.
"""

import json
import subprocess
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from deltacrown import Match, Outcome, Seed, Stage, StageSettings, Table
from deltacrown_brackets.formats.swiss import Swiss, SwissOptions
from deltacrown_brackets.swiss.history import History, pair_number
from deltacrown_brackets.swiss.order import Within
from deltacrown_brackets.swiss.pairing import paired
from environments import installed

SIZES = {128: 8, 1_000: 11, 10_000: 15}
ORDERS: tuple[Within, ...] = ("slide", "fold", "adjacent", "random")
TURNS = 3
PEERS = ("swisspair", "cardarena-tournament-core")
PEERS_TURN = r"""
import json, sys, time
from swisspair import Player, create_matches
import cardarena_tournament_core as cardarena
turns = int(sys.argv[1])
for line in sys.stdin:
    scores, met = json.loads(line)
    order = sorted(range(len(scores)), key=lambda p: -scores[p])
    opponents = [set() for _ in scores]
    for one, other in met:
        opponents[one].add(str(other)); opponents[other].add(str(one))
    players = [
        Player(id=str(p), points=scores[p], rank=rank, cannot_be_paired_against_ids=opponents[p])
        for rank, p in enumerate(order, 1)
    ]
    swiss = cardarena.Swiss([cardarena.Player(str(p), str(p)) for p in range(len(scores))])
    swiss._points = {str(p): score for p, score in enumerate(scores)}
    swiss._played_pairs = {frozenset((str(one), str(other))) for one, other in met}
    took = [[], []]
    for _ in range(turns):
        start = time.process_time(); create_matches(players); took[0].append(time.process_time() - start)
        ranked, taken = None, set()
        start = time.process_time()
        ranked = swiss._rank_participants()
        for p in ranked:
            if p.id not in taken:
                o = swiss._find_opponent(p, ranked, taken, allow_repeat=False)
                o = o or swiss._find_opponent(p, ranked, taken, allow_repeat=True)
                taken.update([p.id] + ([o.id] if o else []))
        took[1].append(time.process_time() - start)
    print(json.dumps(took), flush=True)
"""


def position(size: int, rounds: int, within: Within = "slide") -> tuple[list[int], History, list[Match]]:
    """Scores, history and matches after so many rounds paired in this order."""
    chance = Random(size)  # noqa: S311 - plays, not secrets
    strengths = [chance.random() for _ in range(size)]
    scores, history = [0] * size, History([0] * size, [0] * size, [0] * size, [0] * size, {}, rounds)
    matches: list[Match] = []
    for number in range(1, rounds + 1):
        for one, other in paired(range(size), scores, within, history, f"round {number}").pairs:
            history.meetings[pair_number(one, other)] = 1
            names = (f"e{one}", f"e{other}")
            if chance.random() < 0.1:
                scores[one], scores[other] = scores[one] + 1, scores[other] + 1
                ranking: tuple[tuple[str, ...], ...] = (names,)
            else:
                better = chance.random() < 1 / (1 + 10 ** (2 * (strengths[other] - strengths[one])))
                scores[one if better else other] += 3
                ranking = ((names[0],), (names[1],)) if better else ((names[1],), (names[0],))
            slots, key = (Seed(one + 1), Seed(other + 1)), f"R{number}-{one}"
            matches.append(Match(key, slots, number, draws=True, entrants=names, outcome=Outcome(ranking)))
    return scores, history, matches


def ours(size: int, scores: list[int], history: History, matches: list[Match]) -> list[str]:
    """The columns of this package."""
    cells, proven = [], 0
    for within in ORDERS:
        took = []
        for _ in range(TURNS):
            start = process_time()
            pairing = paired(range(size), scores, within, history)
            took.append(process_time() - start)
        proven += pairing.proven
        cells.append(f"{median(took) * 1e3:,.1f}")
    stage: Stage[Any] = Stage(
        StageSettings("main", "swiss"),
        1,
        tuple(f"e{place}" for place in range(size)),
        SwissOptions(rounds=99),
        matches=Table((match.key, match) for match in matches),
    )
    start = process_time()
    Swiss().pair(stage)
    return [*cells, f"{(process_time() - start) * 1e3:,.1f}", f"{proven} of {len(ORDERS)}"]


def peers(python: str, positions: list[tuple[list[int], History]]) -> list[list[list[float]]]:
    """The seconds that each peer takes for each position, by the Python that has them."""
    lines = [json.dumps([scores, [[key >> 32, key & 0xFFFFFFFF] for key in h.meetings]]) for scores, h in positions]
    command = [python, "-c", PEERS_TURN, str(TURNS)]
    done = subprocess.run(command, input="\n".join(lines), check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def beside(positions: list[tuple[list[int], History]]) -> list[list[str]]:
    """The columns of the peers, from an environment that is thrown away."""
    with TemporaryDirectory() as folder:
        python = installed(folder, PEERS)
        if not python:
            return [["-"] * len(PEERS) for _ in positions]
        return [[f"{median(took) * 1e3:,.1f}" for took in times] for times in peers(python, positions)]


def main() -> None:
    """Print the table."""
    heading = ["players", "round", *(f"windows {within}" for within in ORDERS), "format", "proven", *PEERS]
    paired([0, 1], [0, 0], "slide", History([0, 0], [0, 0], [0, 0], [0, 0], {}, 0))  # imports the matcher
    rows, positions = [], []
    for size, rounds in SIZES.items():
        scores, history, matches = position(size, rounds - 1)
        positions.append((scores, history))
        rows.append([f"{size:,}", str(rounds), *ours(size, scores, history, matches)])
    table = [heading, *(row + cells for row, cells in zip(rows, beside(positions), strict=True))]
    widths = [max(len(row[column]) for row in table) for column in range(len(heading))]
    for row in table:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    main()
