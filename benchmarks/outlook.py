"""How long an outlook takes: seconds of CPU for places alone, and with odds, the least of three turns."""

import random
import sys
from collections.abc import Callable, Iterator
from time import process_time
from typing import Any

from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    Outlook,
    RegisterEntrant,
    ReportResult,
    Score,
    Stage,
    StageSettings,
    StartTournament,
    TournamentSettings,
    elo,
    look_ahead,
)

ENGINE = Engine()
LUCK = random.Random(1)  # noqa: S311 - plays, not secrets
RATINGS = {f"e{place}": 1_500 + LUCK.gauss(0, 200) for place in range(16_384)}


def stage(format_: str, entrants: int, played: int, **options: object) -> Stage:
    """A stage of which so many matches have been played."""
    director = Director(ENGINE)
    settings = TournamentSettings("Benchmark", (StageSettings("main", format_, options=options),))
    director.submit(CreateTournament("benchmark", settings))
    director.submit(OpenRegistration())
    for place in range(entrants):
        director.submit(RegisterEntrant(f"e{place}"))
    director.submit(StartTournament())
    for key in list(director.tournament.stages[0].matches)[:played]:
        one, other = LUCK.randint(0, 3), LUCK.randint(0, 3)
        draws = director.tournament.stages[0].matches[key].draws
        director.submit(ReportResult("main", key, Score((one + (one == other and not draws), other))))
    return director.tournament.stages[0]


CASES: dict[str, tuple[Callable[[], Stage], tuple[int, ...]]] = {
    "group of 4, 2 matches left": (lambda: stage("round_robin", 4, 4), (1, 2)),
    "league of 16, 80 left": (lambda: stage("round_robin", 16, 40), (1, 4)),
    "league of 20, 100 left": (lambda: stage("round_robin", 20, 90), (1, 4, 17)),
    "single elimination of 64": (lambda: stage("single_elimination", 64, 0), (1, 4)),
    "single elimination of 1,024": (lambda: stage("single_elimination", 1_024, 0), (1, 4)),
    "single elimination of 16,384, half played": (lambda: stage("single_elimination", 16_384, 8_192), (1, 4)),
}


def rows() -> Iterator[list[str]]:
    """A row a case."""
    for name, (make, ranks) in CASES.items():
        made = make()
        bare, view = _timed(made, ranks=ranks, samples=0)
        with_odds, rated = _timed(made, ranks=ranks, strengths=elo(RATINGS))
        exact = sum(prospect.exact for prospect in view.prospects.values())
        odds = f"{rated.samples:,} samples" if rated.samples else "exact"
        yield [name, view.method, f"{exact:,} of {len(view.prospects):,}", f"{bare:.3f}", f"{with_odds:.3f}", odds]


def _timed(made: Stage, **options: Any) -> tuple[float, Outlook]:
    turns = []
    for _ in range(3):
        start = process_time()
        view = look_ahead(ENGINE, made, **options)
        turns.append((process_time() - start, view))
    return min(turns, key=lambda turn: turn[0])


def main() -> None:
    """Print the table."""
    table = [["stage", "method", "exact places", "places, s", "with odds, s", "odds"], *rows()]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


if __name__ == "__main__":
    main()
