"""Abnormal points in a tournament report (299): a round brought other points than such rounds bring."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve, frozen

from deltacrown_brackets.fide.exact import exact
from deltacrown_brackets.fide.history import Appearance, Kind, Player, Scoring

KINDS: dict[str, frozenset[Kind]] = {
    "W": frozenset({Kind.WIN}),
    "D": frozenset({Kind.DRAW}),
    "L": frozenset({Kind.LOSS}),
    "F": frozenset({Kind.FULL_BYE}),
    "H": frozenset({Kind.HALF_BYE}),
    "Z": frozenset({Kind.ZERO_BYE, Kind.REST, Kind.ABSENT}),
    "+": frozenset({Kind.FORFEIT_WIN}),
    "-": frozenset({Kind.FORFEIT_LOSS}),
}


@frozen
class AbnormalPoints:
    """What a line 299 says of players (TRF26).

    code     the kind of round that brought these points instead of its own; blank: a bonus or a penalty, which is added
    round    0 is every round of that kind
    """

    code: str
    points: Fraction
    round: int
    players: frozenset[int]

    def on(self, number: int, appearance: Appearance) -> Appearance:
        """The round of a player with its points."""
        if self.round not in {0, number}:
            return appearance
        if not self.code:
            return evolve(appearance, points=appearance.points + self.points)
        return evolve(appearance, points=self.points) if appearance.kind in KINDS[self.code] else appearance


def read_abnormal(line: str) -> AbnormalPoints:
    """Read a line 299 of an individual tournament."""
    code, players = line[4].strip().upper(), frozenset(int(word) for word in line[23:].split())
    if code and code not in KINDS:
        message = f"{code!r} is no kind of round"
        raise ValueError(message)
    if line[7:11].strip():
        message = "match points are for teams, which are not supported"
        raise ValueError(message)
    if line[11:13].strip() or line[17:19].strip():
        message = "points stand in columns 14 to 17"
        raise ValueError(message)
    given = AbnormalPoints(code, exact(line[13:17].strip()), int(line[19:22].strip() or 0), players)
    if not players or (not code and not given.round):
        message = "abnormal points have players, and a bonus or a penalty has a round"
        raise ValueError(message)
    return given


def with_abnormal(player: Player, given: Iterable[AbnormalPoints]) -> Player:
    """The player with the points of these lines, one after the other."""
    rounds = player.rounds
    for each in given:
        if player.number in each.players:
            rounds = tuple(each.on(number, appearance) for number, appearance in enumerate(rounds, 1))
    return evolve(player, rounds=rounds)


def abnormal_lines(player: Player, scoring: Scoring) -> Iterator[str]:
    """The lines that say by how much a round brought more, or less, than such rounds bring."""
    for number, appearance in enumerate(player.rounds, 1):
        surplus = appearance.points - scoring.of(appearance.kind)
        if surplus:
            yield f"299          {float(surplus):4.1f}  {number:3} {player.number:4}"
