"""Reading FIDE's tournament report files: TRF16 with its usual extensions (XX…, BB…), and TRF26."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import define, field

from deltacrown_brackets.fide.baku import baku_group, baku_points
from deltacrown_brackets.fide.exact import exact
from deltacrown_brackets.fide.history import Ban, Colour, Player, PointValue, Scoring, SwissHistory
from deltacrown_brackets.fide.trf_player import PlayerLine, read_player
from deltacrown_brackets.fide.trf_points import AbnormalPoints, read_abnormal, with_abnormal

COLOURS: dict[str, Colour] = {"W": "white", "B": "black"}
SYSTEMS = {"FIDE_DUTCH", "FIDE_DUTCH_2025", "FIDE_DUTCH_2026", "FIDE_DUTCH_2017"}


class TrfError(ValueError):
    """The file is no report of a Swiss tournament; the message says which line, and why."""


def read_trf(text: str, *, next_round: bool = True) -> SwissHistory:
    """The history in a report.

    next_round  byes entered for a round that is not paired yet make their players absent from it; otherwise that
                round counts as played
    """
    report = _Report()
    for number, line in enumerate(text.lstrip("\ufeff").replace("\r", "\n").split("\n"), 1):
        reader = _READERS.get(line[:3])
        if reader is not None:
            try:
                reader(report, line)
            except (ValueError, IndexError) as error:
                message = f"line {number} ({line[:3]}): {error}"
                raise TrfError(message) from error
    return _history(report, next_round=next_round)


@define
class _Report:
    """What the lines said, one after another."""

    lines: list[PlayerLine] = field(factory=list)
    name: str = ""
    rounds: int = 0
    initial: Colour | None = None
    points: dict[str, Fraction] = field(factory=dict)
    by_rank: bool = False
    baku: bool = False
    byes: list[tuple[int, int]] = field(factory=list)
    absent: set[int] = field(factory=set)
    bans: list[Ban] = field(factory=list)
    accelerations: dict[int, dict[int, Fraction]] = field(factory=dict)
    accelerated: list[tuple[range, range, Fraction]] = field(factory=list)
    abnormal: list[AbnormalPoints] = field(factory=list)

    def scoring(self) -> Scoring:
        """The point system; what is not said follows from what is."""
        win, draw = self.points.get("W", Fraction(1)), self.points.get("D", Fraction(1, 2))
        zero = self.points.get("Z", Fraction(0))
        return Scoring(
            win,
            draw,
            self.points.get("L", Fraction(0)),
            pairing_bye=self.points.get("P", win),
            half_bye=draw,
            full_bye=win,
            zero_bye=zero,
            forfeit_win=win,
            forfeit_loss=self.points.get("F", Fraction(0)),
        )


def _history(report: _Report, *, next_round: bool) -> SwissHistory:
    if not report.lines:
        message = "there are no players (lines 001)"
        raise TrfError(message)
    played = _played(report.lines, next_round=next_round)
    absent = {line.number for line in report.lines if len(line.kinds) > played} | report.absent
    absent |= {number for round_number, number in report.byes if round_number == played + 1}
    _check_numbers(report, played, next_round=next_round)
    scoring = report.scoring()
    virtual = _accelerations(report, scoring, played)
    players = [
        Player(line.number, line.rating, line.appearances(played, scoring), virtual.get(line.number, ()), line.name)
        for line in report.lines
    ]
    players = [with_abnormal(player, report.abnormal) for player in players]
    _check_games(players)
    for line, player in zip(report.lines, players, strict=True):
        _check_points(line, player, played, scoring)
    return SwissHistory(
        tuple(sorted(players, key=lambda player: player.number)),
        played,
        report.rounds or played,
        report.initial,
        scoring,
        tuple(report.bans),
        frozenset(absent),
        report.name,
        tuple(line.number for line in report.lines) if report.by_rank else (),
    )


def _played(lines: Iterable[PlayerLine], *, next_round: bool) -> int:
    """The rounds that were paired. A last column with nothing but byes is the next one, unless nobody is left out."""
    lines = list(lines)
    paired = max(line.rounds_paired() for line in lines)
    beyond = [len(line.kinds) > paired for line in lines]
    return paired + (all(beyond) if next_round else any(beyond))


def _check_numbers(report: _Report, played: int, *, next_round: bool) -> None:
    numbers = [line.number for line in report.lines]
    problem = ""
    if len(set(numbers)) < len(numbers):
        problem = "a pairing number is repeated"
    elif any(each.players - set(numbers) for each in report.abnormal):
        problem = "abnormal points (299) are given to a player who is not there"
    elif not report.by_rank and set(numbers) != set(range(1, len(numbers) + 1)):
        problem = "a pairing number is missing"
    elif next_round and not report.rounds:
        problem = "the number of rounds (142 or XXR) is missing"
    elif report.rounds and played > report.rounds - next_round:
        problem = f"{played} rounds are played, and {report.rounds} are planned"
    if problem:
        raise TrfError(problem)


def _accelerations(report: _Report, scoring: Scoring, played: int) -> dict[int, tuple[PointValue, ...]]:
    numbers = [line.number for line in report.lines]
    if report.baku and not (report.accelerations or report.accelerated):
        upper = numbers if report.by_rank else sorted(numbers)
        return dict.fromkeys(upper[: baku_group(len(upper))], baku_points(report.rounds, scoring))
    most = max(report.rounds, played + 1)
    return {number: _virtual(report, number, most) for number in numbers}


def _virtual(report: _Report, number: int, most: int) -> tuple[PointValue, ...]:
    """The points of a player by round, as far as there are rounds: a short line may speak of all there could be."""
    by_round: dict[int, Fraction] = {}
    for players, rounds, points in report.accelerated:
        if number in players:
            by_round |= dict.fromkeys(range(rounds.start, min(rounds.stop, most + 1)), points)
    by_round |= report.accelerations.get(number, {})
    return tuple(by_round.get(each, Fraction(0)) for each in range(1, max(by_round, default=0) + 1))


def _check_games(players: Iterable[Player]) -> None:
    by_number = {player.number: player for player in players}
    for player in by_number.values():
        for place, appearance in enumerate(player.rounds):
            if not appearance.played:
                continue
            opponent = by_number.get(appearance.opponent or 0)
            other = opponent.rounds[place] if opponent else None
            if not other or not other.played or other.opponent != player.number or other.colour == appearance.colour:
                message = f"round {place + 1} of player {player.number} contradicts that of the opponent"
                raise TrfError(message)


def _check_points(line: PlayerLine, player: Player, played: int, scoring: Scoring) -> None:
    """The score stated may include the acceleration and the bye of the next round."""
    virtual = player.accelerations[played] if played < len(player.accelerations) else Fraction(0)
    coming = line.appearances(played + 1, scoring)[played].points if len(line.kinds) > played else Fraction(0)
    if line.points not in {player.points + one + other for one in (0, virtual) for other in (0, coming)}:
        message = f"the score of player {player.number} is {line.points}, and the rounds add up to {player.points}"
        raise TrfError(message)


def _player(report: _Report, line: str) -> None:
    report.lines.append(read_player(line))


def _name(report: _Report, line: str) -> None:
    report.name = line[4:].strip()


def _rounds(report: _Report, line: str) -> None:
    report.rounds = int(line[3:])


def _settings(report: _Report, line: str) -> None:
    for word in line[3:].split():
        if word == "rank":
            report.by_rank = True
        elif word in {"white1", "black1"}:
            report.initial = "white" if word == "white1" else "black"


def _initial(report: _Report, line: str) -> None:
    colour = line[4:].strip()
    if colour not in COLOURS:
        message = f"{colour!r} is no colour: W or B"
        raise ValueError(message)
    report.initial = COLOURS[colour]


def _point_system(report: _Report, line: str) -> None:
    """Absence (A, for programs before the final text Z) is a zero-point bye or a forfeit loss.

    No round of a line 001 has an unknown result (X): what it would be worth changes nothing.
    """
    for start in range(5, len(line) - 4, 9):
        code, points = line[start], exact(line[start + 1 : start + 5].strip())
        if code not in "WDLAZPX":
            message = f"{code!r} is no result"
            raise ValueError(message)
        names = "ZF" if code in "AZ" else code
        report.points |= dict.fromkeys(names, points)


def _point(code: str) -> Callable[[_Report, str], None]:
    def read(report: _Report, line: str) -> None:
        report.points[code] = exact(line[4:].strip())

    return read


def _byes(report: _Report, line: str) -> None:
    report.byes += [(int(line[6:9]), int(line[start : start + 4])) for start in range(10, len(line.rstrip()), 5)]


def _absent(report: _Report, line: str) -> None:
    report.absent.update(int(word) for word in line[3:].split())


def _acceleration(report: _Report, line: str) -> None:
    points, first_round, last_round = exact(line[9:13].strip()), int(line[14:17]), int(line[18:21])
    players = range(int(line[22:26]), int(line[27:31]) + 1)
    report.accelerated.append((players, range(first_round, last_round + 1), points))


def _accelerated_player(report: _Report, line: str) -> None:
    given = report.accelerations.setdefault(int(line[4:8]), {})
    for place, start in enumerate(range(9, len(line.rstrip()), 5), len(given) + 1):
        given[place] = exact(line[start : start + 4].strip() or "0")


def _forbidden(report: _Report, line: str) -> None:
    numbers = frozenset(int(word) for word in line[12:].split())
    report.bans.append(Ban(numbers, int(line[4:7]), int(line[8:11])))


def _always_forbidden(report: _Report, line: str) -> None:
    report.bans.append(Ban(frozenset(int(word) for word in line[3:].split())))


def _system(report: _Report, line: str) -> None:
    system = line[4:].strip()
    report.baku = system.endswith("_BAKU")
    if system.removesuffix("_BAKU") not in SYSTEMS:
        message = f"{system} is not supported"
        raise ValueError(message)


def _abnormal(report: _Report, line: str) -> None:
    report.abnormal.append(read_abnormal(line))


def _unsupported(_: _Report, __: str) -> None:
    message = "a tournament in which teams meet is not supported"
    raise ValueError(message)


_READERS: dict[str, Callable[[_Report, str], None]] = {
    "001": _player,
    "012": _name,
    "142": _rounds,
    "XXR": _rounds,
    "XXC": _settings,
    "152": _initial,
    "162": _point_system,
    "BBW": _point("W"),
    "BBD": _point("D"),
    "BBL": _point("L"),
    "BBZ": _point("Z"),
    "BBF": _point("F"),
    "BBU": _point("P"),
    "240": _byes,
    "XXZ": _absent,
    "250": _acceleration,
    "XXA": _accelerated_player,
    "260": _forbidden,
    "XXP": _always_forbidden,
    "192": _system,
    "299": _abnormal,
    # Who belongs to which team (013, 310) changes nothing for individuals and is not read; these say that teams meet.
    "300": _unsupported,
    "320": _unsupported,
    "330": _unsupported,
}
