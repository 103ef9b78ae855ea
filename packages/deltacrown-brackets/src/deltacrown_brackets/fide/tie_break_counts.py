"""Tie-breaks made of a player's own results: wins, games with black, rounds, progressive score, Koya (C.07, 7 to 9)."""

from collections.abc import Callable
from fractions import Fraction
from itertools import accumulate

from deltacrown_brackets.fide.tie_break_code import Edition, TieBreakCode
from deltacrown_brackets.fide.tie_break_field import NOBODY, Field, Measured, Visit


def points(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """The score."""
    del code, edition
    return Measured(field.points, field.unit)


def standard_points(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """The score by 1, 1/2, 0, whatever results are worth here: as much as a draw or more, or less (STD)."""
    del code, edition
    draw = field.draw
    halves = [sum(2 if visit[0] > draw else int(visit[0] == draw) for visit in row) for row in field.visits]
    return Measured(halves, 2)


def counting(of: Callable[[Field, Visit], bool]) -> Callable[[Field, TieBreakCode, Edition], Measured]:
    """A tie-break that counts the rounds of which something is true."""

    def count(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
        del code, edition
        return Measured([sum(1 for visit in row if of(field, visit)) for row in field.visits])

    return count


def won(field: Field, visit: Visit) -> bool:
    """A round that brought as much as a win, played or not (7.1)."""
    return visit.points == field.win


def won_over_the_board(field: Field, visit: Visit) -> bool:
    """A game won over the board (7.2)."""
    return visit.played and visit.points == field.win


def played_with_black(field: Field, visit: Visit) -> bool:
    """A game played over the board with black (7.3)."""
    del field
    return visit.played and visit.black


def won_with_black(field: Field, visit: Visit) -> bool:
    """A game won over the board with black (7.4)."""
    return visit.black and won_over_the_board(field, visit)


def elected_to_play(field: Field, visit: Visit) -> bool:
    """A round that was neither a requested bye nor lost by forfeit (7.6)."""
    del field
    return not visit.voluntary


def voluntarily_unplayed(field: Field, visit: Visit) -> bool:
    """A requested bye, or a forfeit loss (16.2)."""
    del field
    return visit.voluntary


def played(field: Field, visit: Visit) -> bool:
    """A game played over the board."""
    del field
    return visit.played


def progressive(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """The sum of the scores after each round (7.5), without those after the first rounds where they are cut (14.3)."""
    del edition
    sums = [sum(list(accumulate(visit.points for visit in row))[code.cut_low :]) for row in field.visits]
    return Measured(sums, field.unit)


def koya(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """The points made against opponents who have at least half of the greatest possible score (9.2), or the limit."""
    del edition
    limit = Fraction(field.win * _games(field) * code.percent, 100) + code.shift * field.unit
    strong = [score >= limit for score in field.points]
    sums = [
        sum(visit.points for visit in row if visit.opponent != NOBODY and strong[visit.opponent])
        for row in field.visits
    ]
    return Measured(sums, field.unit)


def _games(field: Field) -> int:
    """How many games a player can have: one a round, but for the rests of a round robin and those who never came."""
    if not field.cyclic:
        return field.rounds
    players = len(field.visits)
    rests = field.rounds // players if players and field.rounds % players == 0 else 0
    return field.rounds - rests - sum(not any(visit.met for visit in row) for row in field.visits)


def pairing_number(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """The pairing number: the initial order, best first."""
    del code, edition
    return Measured(field.numbers)


def rating(field: Field, code: TieBreakCode, edition: Edition) -> Measured:
    """The rating; nothing where there is none."""
    del code, edition
    return Measured(field.ratings)
