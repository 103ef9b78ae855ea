"""Writing a Swiss history as a tournament report (TRF26)."""

from collections.abc import Iterator

from deltacrown_brackets.fide.history import Appearance, Kind, Player, PointValue, Scoring, SwissHistory
from deltacrown_brackets.fide.trf_points import abnormal_lines

RESULTS = {
    Kind.WIN: "1",
    Kind.DRAW: "=",
    Kind.LOSS: "0",
    Kind.FORFEIT_WIN: "+",
    Kind.FORFEIT_LOSS: "-",
    Kind.PAIRING_BYE: "U",
    Kind.FULL_BYE: "F",
    Kind.HALF_BYE: "H",
    Kind.ZERO_BYE: "Z",
    Kind.REST: "Z",
    Kind.ABSENT: "Z",
}
UNRATED = {"1": "W", "=": "D", "0": "L"}


def write_trf(history: SwissHistory) -> str:
    """The report. Players who are absent from the next round have a zero-point bye in it (240)."""
    return "".join(f"{line}\n" for line in _lines(history))


def _lines(history: SwissHistory) -> Iterator[str]:
    if history.name:
        yield f"012 {history.name}"
    yield f"142 {history.planned_rounds}"
    if history.initial_colour:
        yield f"152 {history.initial_colour[0].upper()}"
    yield from _point_system(history.scoring)
    if history.order:
        yield "XXC rank"
    best_first = sorted(history.ordered, key=lambda player: -player.points)
    places = {player.number: place for place, player in enumerate(best_first, 1)}
    for player in history.ordered:
        yield _player(player, places[player.number])
    if history.absent:
        yield f"240 Z {history.rounds + 1:3}" + "".join(f" {number:4}" for number in sorted(history.absent))
    for ban in history.forbidden:
        last = history.planned_rounds if ban.last_round is None else ban.last_round
        yield f"260 {ban.first_round:3} {last:3}" + "".join(f" {number:4}" for number in sorted(ban.players))
    for player in history.ordered:
        yield from abnormal_lines(player, history.scoring)
        yield from _accelerations(player)


def _point_system(scoring: Scoring) -> Iterator[str]:
    """The values, where they are not the usual ones; a line each where a forfeit loss is not worth a zero-point bye."""
    if scoring == Scoring():
        return
    codes = {"W": "win", "D": "draw", "L": "loss", "A": "zero_bye", "P": "pairing_bye"}
    if scoring.zero_bye == scoring.forfeit_loss:
        yield "162  " + "    ".join(f"{code}{_decimal(getattr(scoring, name))}" for code, name in codes.items())
        return
    codes = {"BBW": "win", "BBD": "draw", "BBL": "loss", "BBZ": "zero_bye", "BBF": "forfeit_loss", "BBU": "pairing_bye"}
    for code, name in codes.items():
        yield f"{code} {_decimal(getattr(scoring, name))}"


def _player(player: Player, place: int) -> str:
    rating = "" if player.rating is None else player.rating
    front = f"001 {player.number:4}      {player.name[:33]:<33} {rating:>4}"
    rounds = "".join(f"  {_round(appearance)}" for appearance in player.rounds)
    return f"{front:<80}{_decimal(player.points)}{place:5}{rounds}"


def _round(appearance: Appearance) -> str:
    result = RESULTS[appearance.kind]
    if not appearance.rated:
        result = UNRATED.get(result, result)
    if appearance.opponent is None:
        return f"0000 - {result}"
    return f"{appearance.opponent:4} {(appearance.colour or '-')[0]} {result}"


def _accelerations(player: Player) -> Iterator[str]:
    for number, points in enumerate(player.accelerations, 1):
        if points:
            yield f"250      {_decimal(points)} {number:3} {number:3} {player.number:4} {player.number:4}"


def _decimal(points: PointValue) -> str:
    tenths = points * 10
    assert tenths == int(tenths), points
    return f"{int(tenths) // 10:2}.{int(tenths) % 10}"
