"""The losers' bracket: everyone who has lost once plays on, and the second loss is the last.

Its rounds alternate. In one, those who are left meet each other; in the next, each of them meets one who has just
lost in the winners' bracket. Who meets whom is said by the masks of `drops`.
"""

from collections.abc import Iterable, Sequence

from deltacrown import Match, Slot

from deltacrown_brackets.formats.drops import drop_masks, dropped_onto
from deltacrown_brackets.formats.knockout import Line, Rounds, met

LOSERS = "losers"


def losers_bracket(beaten: Sequence[Sequence[Line]]) -> tuple[Rounds, Line]:
    """The rounds of the losers' bracket, and who comes out of it.

    `beaten` holds who leaves each round of the winners' bracket beaten, in the order of its matches; their numbers
    are powers of two and halve every round. Matches with an empty side are not planned.
    """
    rounds: Rounds = []
    lines: list[Line] = list(beaten[0])
    for number, mask in enumerate(drop_masks(len(beaten))):
        if number:
            arriving = [beaten[number][dropped_onto(line, mask)] for line in range(len(lines))]
            lines = _round(rounds, zip(arriving, lines, strict=True))
        if len(lines) > 1:
            lines = _round(rounds, zip(lines[::2], lines[1::2], strict=True))
    return rounds, lines[0]


def _round(rounds: Rounds, pairs: Iterable[tuple[Line, Line]]) -> list[Line]:
    number = len(rounds) + 1

    def match(place: int, slots: tuple[Slot, Slot]) -> Match:
        return Match(f"L{number}-{place}", slots, number, LOSERS)

    played, onward = met(pairs, match)
    rounds += played
    return onward
