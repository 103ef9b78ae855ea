"""CPU time of one late round of the FIDE Dutch system, and how it grows with the number of players.

    uv run python benchmarks/dutch.py [PLAYERS …]

The rounds before are paired by the same engine; results are drawn from a seed, the better player scoring more often.
For comparison: the reference program in C++ (bbpPairings 6.0.0), measured on the same kind of position on one machine;
and, on the same positions in the same run, py4swiss (bbpPairings' matching in C++, the rules in Python) and
caissify-pairings (Python), from an environment that is thrown away. A ratio is our time by theirs; reading files is
nobody's time. Peers are asked up to 100 players: beyond, one of them takes minutes.
"""

import json
import subprocess
import sys
from fractions import Fraction
from math import log
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from attrs import evolve
from deltacrown_brackets.fide.dutch import Pair, next_round
from deltacrown_brackets.fide.history import Appearance, Kind, Player, SwissHistory
from deltacrown_brackets.fide.trf_writer import write_trf
from environments import installed

ROUNDS = {100: 6, 250: 6, 500: 7, 1000: 8}
REFERENCE_S = {100: 0.020, 250: 0.410, 500: 3.45, 1000: 33.3}

TURNS = 3
PEERS = ("py4swiss", "caissify-pairings")
MOST_FOR_PEERS = 100
PEERS_TURN = r"""
import json, sys, time
from pathlib import Path
from py4swiss.engines import DutchEngine
from py4swiss.trf import TrfParser
from caissify_pairings import generate_pairings
turns, file, position = int(sys.argv[1]), Path(sys.argv[2]), json.load(sys.stdin)
def times(turn):
    took = []
    for _ in range(turns):
        start = time.process_time(); turn(); took.append(time.process_time() - start)
    return took
trf = TrfParser.parse(file)
met = {tuple(pair) for pair in position["met"]}
print(json.dumps([
    times(lambda: DutchEngine.generate_pairings(trf)),
    times(lambda: generate_pairings("dutch", position["players"], met, position["number"], position["planned"])),
]))
"""


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


def floats(history: SwissHistory, number: int) -> list[str]:
    """Whether the player was paired down, up or level in each round."""
    found = []
    scores = dict.fromkeys(history.by_number, Fraction(0))
    for place, appearance in enumerate(history.by_number[number].rounds):
        gap = scores[number] - scores[appearance.opponent] if appearance.opponent else 1
        found.append("down" if gap > 0 else "up" if gap < 0 else "none")
        scores = {each.number: scores[each.number] + each.rounds[place].points for each in history.players}
    return found


def as_data(history: SwissHistory) -> dict[str, object]:
    """The position as caissify-pairings wants it."""
    players = [
        {
            "id": player.number,
            "name": str(player.number),
            "score": float(player.points),
            "rating": player.rating,
            "starting_number": player.number,
            "title": "",
            "color_hist": [each.colour for each in player.rounds if each.played],
            "float_history": floats(history, player.number),
            "bye_count": sum(not each.played for each in player.rounds),
            "forfeit_win_count": 0,
        }
        for player in history.players
    ]
    met = [(one.number, each.opponent) for one in history.players for each in one.rounds if each.opponent]
    met = [pair for pair in met if pair[0] < pair[1]]
    return {"players": players, "met": met, "number": history.rounds + 1, "planned": history.planned_rounds}


def peers(python: str, history: SwissHistory) -> list[list[float]]:
    """Seconds that each peer takes, turn by turn."""
    report = write_trf(history).replace("142 ", "XXR ").replace("152 W", "XXC white1")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "position.trf"
        file.write_text(report, encoding="utf-8")
        command = [python, "-c", PEERS_TURN, str(TURNS), str(file)]
        done = subprocess.run(command, input=json.dumps(as_data(history)), check=True, capture_output=True, text=True)
    times: list[list[float]] = json.loads(done.stdout)
    return times


def main() -> None:
    """Print a line a size."""
    with TemporaryDirectory() as folder:
        report(installed(folder, PEERS))


def report(python: str) -> None:
    """Print a line a size, with the peers of this Python."""
    before: tuple[int, float] | None = None
    for players in [int(argument) for argument in sys.argv[1:]] or sorted(ROUNDS):
        number = ROUNDS.get(players, 8)
        history = position(players, number)
        times = []
        for _ in range(TURNS):
            start = process_time()
            next_round(history)
            times.append(process_time() - start)
        time = min(times)
        reference = REFERENCE_S.get(players)
        compared = f"   reference {reference:7.3f} s   x{time / reference:.2f}" if reference else ""
        growth = f"   grows with n^{log(time / before[1]) / log(players / before[0]):.1f}" if before else ""
        theirs = peers(python, history) if python and players <= MOST_FOR_PEERS else []
        beside = "".join(
            f"   {name} {min(took):7.3f} s x{time / min(took):.2f}" for name, took in zip(PEERS, theirs, strict=False)
        )
        print(f"{players:5} players, round {number}: {time:7.3f} s{compared}{growth}{beside}")
        before = (players, time)


if __name__ == "__main__":
    main()
