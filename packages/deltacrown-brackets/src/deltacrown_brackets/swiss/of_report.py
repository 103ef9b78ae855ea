"""A Swiss round of games for a tournament that was played elsewhere: from its report to its next pairs."""

from fractions import Fraction
from math import lcm

from deltacrown_brackets.fide.history import Kind, Player, SwissHistory
from deltacrown_brackets.swiss.history import History, pair_number
from deltacrown_brackets.swiss.order import Within
from deltacrown_brackets.swiss.pairing import paired

_FREE_WINS = frozenset({Kind.PAIRING_BYE, Kind.FULL_BYE, Kind.FORFEIT_WIN})
_WINS = _FREE_WINS | {Kind.WIN}
_DRAWS = frozenset({Kind.DRAW, Kind.HALF_BYE})


def next_pairs(report: SwissHistory, within: Within) -> list[tuple[int, int | None]]:
    """The pairs of the next round, best first, by pairing number; whoever has the bye comes last, with None.

    Whoever must not meet is kept apart like those who have met.
    """
    players = report.ordered
    seats = {player.number: seat for seat, player in enumerate(players)}
    points = [Fraction(player.points) for player in players]
    unit = lcm(*(number.denominator for number in points))
    there = [seats[player.number] for player in players if player.number not in report.absent]
    found = paired(there, [int(number * unit) for number in points], within, _history(report, seats))
    pairs: list[tuple[int, int | None]] = [(players[one].number, players[other].number) for one, other in found.pairs]
    return pairs if found.bye is None else [*pairs, (players[found.bye].number, None)]


def _history(report: SwissHistory, seats: dict[int, int]) -> History:
    players = report.ordered
    won, drawn, byes = ([_count(player, kinds) for player in players] for kinds in (_WINS, _DRAWS, _FREE_WINS))
    lost = [report.rounds - one - other for one, other in zip(won, drawn, strict=True)]
    meetings: dict[int, int] = {}
    for player in players:
        for other in [past.opponent for past in player.rounds if past.opponent is not None]:
            if player.number < other:
                number = pair_number(seats[player.number], seats[other])
                meetings[number] = meetings.get(number, 0) + 1
    for ban in report.forbidden:
        if ban.holds_in(report.rounds + 1):
            apart = [seats[player] for player in ban.players if player in seats]
            meetings |= {pair_number(one, other): 1 for one in apart for other in apart if one < other}
    return History(won, drawn, lost, byes, meetings, report.rounds)


def _count(player: Player, kinds: frozenset[Kind]) -> int:
    return sum(past.kind in kinds for past in player.rounds)
