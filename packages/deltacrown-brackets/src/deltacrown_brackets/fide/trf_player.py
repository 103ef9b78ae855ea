"""One line of a player in a tournament report: number, name, rating, score, and a column for every round."""

from fractions import Fraction

from attrs import frozen

from deltacrown_brackets.fide.exact import exact
from deltacrown_brackets.fide.history import PAIRED, PLAYED, Appearance, Colour, Kind, Scoring

COLOURS: dict[str, Colour | None] = {"w": "white", "b": "black", "-": None, " ": None}
OVER_THE_BOARD = {"1": Kind.WIN, "W": Kind.WIN, "=": Kind.DRAW, "D": Kind.DRAW, "0": Kind.LOSS, "L": Kind.LOSS}
FORFEITED = {"+": Kind.FORFEIT_WIN, "-": Kind.FORFEIT_LOSS}
WITHOUT_OPPONENT = {
    "U": Kind.PAIRING_BYE,
    "+": Kind.PAIRING_BYE,
    "F": Kind.FULL_BYE,
    "H": Kind.HALF_BYE,
    "=": Kind.HALF_BYE,
    "Z": Kind.ZERO_BYE,
    "-": Kind.ZERO_BYE,
    " ": Kind.ABSENT,
}
UNRATED = "WDL"
FIRST_COLUMN, COLUMN, ENTRY = 91, 10, 8


@frozen
class PlayerLine:
    """A player as the line says; `kinds` are the rounds up to the last that is not blank."""

    number: int
    name: str
    rating: int | None
    points: Fraction
    kinds: tuple[tuple[Kind, int | None, Colour | None, bool], ...]

    def rounds_paired(self) -> int:
        """The last round in which the player was paired; a bye alone proves only the rounds before it."""
        if not self.kinds:
            return 0
        return max(
            len(self.kinds) - 1, max((n for n, each in enumerate(self.kinds, 1) if each[0] in PAIRED), default=0)
        )

    def appearances(self, rounds: int, scoring: Scoring) -> tuple[Appearance, ...]:
        """What the player did in that many rounds, with the points for it."""
        given = [
            Appearance(kind, scoring.of(kind), opponent, colour, rated)
            for kind, opponent, colour, rated in self.kinds[:rounds]
        ]
        missing = Appearance(Kind.ABSENT, scoring.of(Kind.ABSENT))
        return (*given, *[missing] * (rounds - len(given)))


def read_player(line: str) -> PlayerLine:
    """Read a line 001."""
    number, rating = int(line[4:8]), line[48:52].strip()
    if number < 1:
        message = "a pairing number is above 0"
        raise ValueError(message)
    kinds = [
        _entry(line[start : start + ENTRY], number) for start in range(FIRST_COLUMN, len(line) - ENTRY + 1, COLUMN)
    ]
    while kinds and kinds[-1][0] is Kind.ABSENT:
        kinds.pop()
    points = exact(line[80:84].strip())
    return PlayerLine(number, line[14:47].rstrip(), int(rating) if rating else None, points, tuple(kinds))


def _entry(entry: str, number: int) -> tuple[Kind, int | None, Colour | None, bool]:
    who, code, result = entry[:4], entry[5], entry[7].upper()
    if code not in COLOURS:
        message = f"{code!r} is no colour"
        raise ValueError(message)
    colour = COLOURS[code]
    opponent = None if who.strip() in {"", "0000"} else int(who)
    kinds = WITHOUT_OPPONENT if opponent is None else OVER_THE_BOARD | FORFEITED
    kind = kinds.get(result)
    if kind is None or opponent == number or (opponent is None and colour) or (kind in PLAYED and colour is None):
        message = f"{entry!r} is no round of a player"
        raise ValueError(message)
    return kind, opponent, colour, result not in UNRATED
