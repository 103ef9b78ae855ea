"""The quality criteria C.5 to C.19 of the rules before 2026: differences of scores instead of scores of floaters."""

from collections import Counter
from collections.abc import Callable, Sequence

from deltacrown_brackets.fide.card import ROUNDS_OF_FLOATS, Card
from deltacrown_brackets.fide.criteria import Criterion, Measure, colour_criteria


class Differences:
    """Score differences as digits of one number, the greatest difference first (C.6).

    Whoever is not paired counts as paired with a player one point below the lowest of all (article A.8).
    """

    def __init__(self, moved_down: Sequence[Card], residents: Sequence[Card], lowest: int, unit: int) -> None:
        self.base = unit - lowest
        occurrences: Counter[int] = Counter()
        players = [*moved_down, *residents]
        scores = sorted({card.score for card in residents}, reverse=True)
        for card in players:
            occurrences[card.score + self.base] += 1
            occurrences.update(card.score - score for score in scores if score <= card.score)
        self.width = 0
        self._offsets: dict[int, int] = {}
        for difference in sorted(occurrences):
            self._offsets[difference] = self.width
            self.width += occurrences[difference].bit_length()

    @property
    def most(self) -> int:
        """No sum of differences is greater."""
        return (1 << self.width) - 1

    def alone(self, card: Card) -> int:
        """The difference of a player who is not paired."""
        return 1 << self._offsets[card.score + self.base]

    def pair(self, higher: Card, lower: Card) -> int:
        """The difference of a pair."""
        return 1 << self._offsets[higher.score - lower.score]

    def saved(self, higher: Card, lower: Card) -> int:
        """What a pair takes from the differences."""
        return self.alone(higher) + self.alone(lower) - self.pair(higher, lower)


def criteria_2017(  # noqa: PLR0913 - the parts of a bracket
    moved_down: Sequence[Card],
    residents: Sequence[Card],
    following: Sequence[Card],
    differences: Differences,
    *,
    onward: bool,
    last_follows: bool,
) -> list[Criterion]:
    """C.5 to C.19. `onward`: C.7 is seen in the matching; `last_follows`: the next score group is the last."""
    players = (*moved_down, *residents)
    pairs = len(players) // 2
    found = [Criterion(pairs, inside=lambda *_: 1)]
    if len({card.score for card in players}) > 1:
        found.append(Criterion(differences.most, inside=differences.saved))
    if onward:
        found += _next_bracket(players, following, differences, last_follows=last_follows)
    found += colour_criteria(players, pairs)
    for back in range(ROUNDS_OF_FLOATS):
        downs = sum(card.floats[back] == "down" for card in players)
        if downs:
            found.append(Criterion(downs, inside=_down_again(back)))
        if any(card.floats[back] == "up" for card in residents):
            found.append(Criterion(pairs, inside=_not_up_again(back)))
    if moved_down or residents[0].score != residents[-1].score:
        for back in range(ROUNDS_OF_FLOATS):
            if any(card.floats[back] == "down" for card in players):
                found.append(Criterion(2 * differences.most, inside=_down_differences(back, differences)))
            if any(card.floats[back] == "up" for card in residents):
                found.append(Criterion(2 * differences.most, inside=_up_differences(back, differences)))
    return found


def _next_bracket(
    players: Sequence[Card], following: Sequence[Card], differences: Differences, *, last_follows: bool
) -> list[Criterion]:
    """C.7: the number of pairs of the next bracket, and its differences; in the end, who may have the bye counts."""
    alone = differences.alone
    members = {card.place for card in players}

    def fit(higher: Card, lower: Card) -> int:
        return 1 + (not higher.may_bye) + (not lower.may_bye)

    everyone = len(players) + len(following)
    count = (
        Criterion(2 * everyone, inside=fit, onward=fit) if last_follows else Criterion(everyone, onward=lambda *_: 1)
    )
    return [
        count,
        Criterion(
            differences.most,
            inside=lambda higher, lower: alone(higher) + alone(lower),
            onward=lambda higher, _: alone(higher) if higher.place in members else 0,
        ),
    ]


def _down_again(back: int) -> Measure:
    """C.12 and C.14: who floated down is paired, if not upwards."""
    return lambda higher, lower: (
        (lower.floats[back] == "down") + (higher.score <= lower.score and higher.floats[back] == "down")
    )


def _upfloat(back: int) -> Callable[[Card, Card], bool]:
    return lambda higher, lower: higher.score > lower.score and lower.floats[back] == "up"


def _not_up_again(back: int) -> Measure:
    """C.13 and C.15."""
    again = _upfloat(back)
    return lambda higher, lower: not again(higher, lower)


def _down_differences(back: int, differences: Differences) -> Measure:
    """C.16 and C.18."""

    def measure(higher: Card, lower: Card) -> int:
        number = differences.alone(lower) if lower.floats[back] == "down" else 0
        if higher.floats[back] == "down":
            number += differences.alone(higher)
            if higher.score > lower.score:
                number -= differences.pair(higher, lower)
        return number

    return measure


def _up_differences(back: int, differences: Differences) -> Measure:
    """C.17 and C.19."""
    again = _upfloat(back)
    return lambda higher, lower: -differences.pair(higher, lower) if again(higher, lower) else 0
