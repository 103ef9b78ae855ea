"""Standings of a Swiss tournament of chess: points, Buchholz cut 1, Buchholz, Sonneborn-Berger, exact.

The first column reads a history into a field, the second measures and ranks it. Run it with
`uv run python benchmarks/standings.py`.
"""

import random
import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from deltacrown_brackets.fide.history import Appearance, Kind, Player, SwissHistory
from deltacrown_brackets.fide.tie_break_field import field_of
from deltacrown_brackets.fide.tie_breaks import rank_field

CODES = ("PTS", "BH/C1", "BH", "SB")
SIZES = ((64, 6), (256, 8), (1_000, 9), (10_000, 9))
HALF = Fraction(1, 2)
RESULTS = (((Kind.WIN, 1), (Kind.LOSS, 0)), ((Kind.DRAW, HALF), (Kind.DRAW, HALF)), ((Kind.LOSS, 0), (Kind.WIN, 1)))


def tournament(players: int, rounds: int) -> SwissHistory:
    """A tournament in which neighbours of the standings meet, with results by seeded luck."""
    luck = random.Random(1)  # noqa: S311 - luck in benchmarks is seeded, and guards nothing
    rows: list[list[Appearance]] = [[] for _ in range(players)]
    for _ in range(rounds):
        order = sorted(range(players), key=lambda player: (-sum(visit.points for visit in rows[player]), luck.random()))
        for white, black in zip(order[::2], order[1::2], strict=True):
            (first, won), (second, lost) = luck.choice(RESULTS)
            rows[white].append(Appearance(first, won, black + 1, "white"))
            rows[black].append(Appearance(second, lost, white + 1, "black"))
    field = tuple(Player(place + 1, 2000, tuple(row)) for place, row in enumerate(rows))
    return SwissHistory(field, rounds, rounds)


def median_ms(task: Callable[[], object], times: int = 9) -> float:
    """The median CPU time of a task."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        task()
        spent.append(time.process_time() - start)
    return sorted(spent)[times // 2] * 1000


def read_and_rank(history: SwissHistory) -> None:
    """Everything from the history to the ranking."""
    rank_field(field_of(history), CODES)


def main() -> None:
    """Measure and print."""
    print(f"{'players':>8} {'rounds':>7} {'read, ms':>10} {'rank, ms':>10}")
    for players, rounds in SIZES:
        history = tournament(players, rounds)
        read = median_ms(partial(field_of, history))
        both = median_ms(partial(read_and_rank, history))
        print(f"{players:>8} {rounds:>7} {read:>10.2f} {both - read:>10.2f}")


if __name__ == "__main__":
    main()
