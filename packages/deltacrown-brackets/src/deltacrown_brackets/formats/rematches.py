"""How many rematches a way of dropping makes: the expected number where every match is a toss-up, exactly.

Somebody beaten in round `r` and the one who beat them, who loses in round `s`, meet where their lines join. To get
there the winner wins the rounds between and loses that one, and both win everything below before they meet: each
is a factor of one half. Summed over all matches and all later rounds, that is the expected number.
"""

from collections.abc import Sequence
from fractions import Fraction

from deltacrown_brackets.formats.drops import drop_masks, dropped_onto


def own_drops(rounds: int) -> list[list[int]]:
    """Onto which line the loser of each match drops, round by round, in DeltaCrown."""
    return [
        [dropped_onto(match, mask) for match in range(1 << (rounds - number))]
        for number, mask in enumerate(drop_masks(rounds), 1)
    ]


def expected_rematches(drops: Sequence[Sequence[int]]) -> Fraction:
    """The expected number of rematches in the losers' bracket.

    `drops[r][m]` is the line onto which the loser of match `m` of winners' round `r + 1` drops; the lines of the
    first round are met in pairs.
    """
    total = Fraction(0)
    for earlier, lines in enumerate(drops, 1):
        for match, line in enumerate(lines):
            for later in range(earlier + 1, len(drops) + 1):
                other = drops[later - 1][match >> (later - earlier)]
                total += _meeting(earlier, later, (line >> (later - earlier)) ^ other)
    return total


def rematches_in_the_grand_final(rounds: int) -> Fraction:
    """The chance that the grand final is a rematch. No way of dropping changes it."""
    wins = [2 * rounds - 1 - _first_round(number) for number in range(1, rounds + 1)]
    return sum((Fraction(1, 2**number) for number in wins), Fraction(0))


def _meeting(earlier: int, later: int, apart: int) -> Fraction:
    """The chance that two who met in one round meet again, where the other loses in the later one."""
    joined = 2 * (later + apart.bit_length()) - 3 if apart else 2 * later - 2
    wins = (joined - _first_round(earlier)) + (joined - _first_round(later))
    return Fraction(1, 2 ** (later - earlier + wins))


def _first_round(number: int) -> int:
    """The round of the losers' bracket that somebody beaten in this winners' round plays first."""
    return max(1, 2 * number - 2)
