"""CPU time of one late round of the FIDE Dutch system, and how it grows with the number of players.

    uv run python benchmarks/dutch.py [PLAYERS …]

The rounds before are paired by the same engine; results are drawn from a seed, the better player scoring more often.
For comparison: the reference program in C++ (bbpPairings 6.0.0), measured on the same kind of position on one machine.
"""

import sys
from fractions import Fraction
from math import log
from random import Random
from time import process_time

from attrs import evolve
from deltacrown_brackets.fide.dutch import Pair, next_round
from deltacrown_brackets.fide.history import Appearance, Kind, Player, SwissHistory

ROUNDS = {100: 6, 250: 6, 500: 7, 1000: 8}
REFERENCE_S = {100: 0.020, 250: 0.410, 500: 3.45, 1000: 33.3}


def opened(players: int, rounds: int) -> SwissHistory:
    """A tournament before its first round."""
    field = tuple(Player(number, 2800 - number) for number in range(1, players + 1))
    return SwissHistory(field, 0, rounds, "white")


def played(history: SwissHistory, pairs: tuple[Pair, ...], random: Random) -> SwissHistory:
    """The tournament after a round with these pairs and drawn results."""
    done: dict[int, Appearance] = {}
    for pair in pairs:
        if pair.black is None:
            done[pair.white] = Appearance(Kind.PAIRING_BYE, 1)
            continue
        expected = 1 / (1 + 10 ** ((pair.white - pair.black) / 400))
        drawn = random.random()
        kinds = (Kind.DRAW, Kind.DRAW)
        if abs(drawn - expected) > 0.15:
            kinds = (Kind.WIN, Kind.LOSS) if drawn < expected else (Kind.LOSS, Kind.WIN)
        points = {Kind.WIN: Fraction(1), Kind.DRAW: Fraction(1, 2), Kind.LOSS: Fraction(0)}
        done[pair.white] = Appearance(kinds[0], points[kinds[0]], pair.black, "white")
        done[pair.black] = Appearance(kinds[1], points[kinds[1]], pair.white, "black")
    players = tuple(evolve(player, rounds=(*player.rounds, done[player.number])) for player in history.players)
    return evolve(history, players=players, rounds=history.rounds + 1)


def position(players: int, number: int) -> SwissHistory:
    """The tournament before round `number`."""
    random = Random(players)  # noqa: S311 - luck in benchmarks is seeded, and guards nothing
    history = opened(players, number + 3)
    for _ in range(number - 1):
        history = played(history, next_round(history), random)
    return history


def main() -> None:
    """Print a line a size."""
    before: tuple[int, float] | None = None
    for players in [int(argument) for argument in sys.argv[1:]] or sorted(ROUNDS):
        number = ROUNDS.get(players, 8)
        history = position(players, number)
        times = []
        for _ in range(3):
            start = process_time()
            next_round(history)
            times.append(process_time() - start)
        time = min(times)
        reference = REFERENCE_S.get(players)
        compared = f"   reference {reference:7.3f} s   x{time / reference:.2f}" if reference else ""
        growth = f"   grows with n^{log(time / before[1]) / log(players / before[0]):.1f}" if before else ""
        print(f"{players:5} players, round {number}: {time:7.3f} s{compared}{growth}")
        before = (players, time)


if __name__ == "__main__":
    main()
