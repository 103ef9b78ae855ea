"""Odds: how often each entrant ends at a rank or better, over continuations played by chance from a recorded seed.

The numbers come from `random.Random(seed).random()`, the one method of the standard library whose sequence is
promised never to change for a seed. `deltacrown.Draw` would be thirty times slower, and nobody's place in
a tournament hangs on these.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from deltacrown.outlook.bracket import LOSS, WIN, Bracket
from deltacrown.outlook.chances import Dice, Luck
from deltacrown.outlook.enumeration import Ending
from deltacrown.outlook.places import Places, share
from deltacrown.outlook.playing import Playing
from deltacrown.outlook.values import Chance
from deltacrown.stage.slots import NOBODY, EntrantId, linked_rank

Odds = Mapping[EntrantId, Mapping[int, Chance]]
PlayOnce = Callable[[Luck], Mapping[EntrantId, Places]]


def sampled(
    play: PlayOnce, entrants: Iterable[EntrantId], seed: str, samples: int, ranks: Sequence[int]
) -> tuple[dict[EntrantId, Places], Odds]:
    """The places that were seen, and everyone's chances."""
    luck = random.Random(seed).random  # noqa: S311 - odds, not secrets
    seen: dict[EntrantId, Places] = {}
    sums = {entrant: [0.0] * len(ranks) for entrant in entrants}
    for _ in range(samples):
        for entrant, given in play(luck).items():
            first, last = seen.get(entrant, given)
            seen[entrant] = (min(first, given[0]), max(last, given[1]))
            row = sums[entrant]
            for place, rank in enumerate(ranks):
                if given[0] <= rank:
                    row[place] += share(given, rank)
    return seen, {
        entrant: {rank: Chance(row[place] / samples, samples) for place, rank in enumerate(ranks)}
        for entrant, row in sums.items()
    }


def by_playing(playing: Playing, words: tuple[str, ...], dice: Dice) -> PlayOnce:
    """Play every match that is left."""
    return lambda luck: playing.finish(lambda match: dice.throw(match, luck), words)


def by_bracket(bracket: Bracket, dice: Dice, last: int) -> PlayOnce:
    """Follow everyone's way, without playing what the places do not depend on.

    Answers those still in who end at the rank `last` or better.
    """
    # Whoever leaves match i as first or second is kept at 2i or 2i + 1: a field of 16,384 is followed a thousand times.
    seats = {(match.key, place): 2 * i + place - 1 for i, match in enumerate(bracket.order) for place in (WIN, LOSS)}
    plan = [
        tuple(
            seats[slot.match, linked_rank(slot)] if entrant is None else entrant  # type: ignore[union-attr, arg-type]
            for slot, entrant in zip(match.slots, match.entrants, strict=True)
        )
        for match in bracket.order
    ]
    exits = [(seat, bracket.exits[end]) for end, seat in seats.items() if end in bracket.exits]
    counting = [(seat, given) for seat, given in exits if given[0] <= last]

    def play(luck: Luck) -> Mapping[EntrantId, Places]:
        left: list[EntrantId] = []
        for sides in plan:
            one, other = (left[side] if isinstance(side, int) else side for side in sides)
            if other and (not one or luck() >= dice.strengths(one, other)):
                one, other = other, one
            left += (one, other)
        return {left[seat]: given for seat, given in counting if left[seat]}

    return play


def of_endings(endings: Sequence[Ending], ranks: Sequence[int]) -> Odds:
    """Exact, where every ending is known with its likelihood."""
    sums: dict[EntrantId, list[float]] = {}
    for ending in endings:
        for entrant, given in ending.places.items():
            row = sums.setdefault(entrant, [0.0] * len(ranks))
            for place, rank in enumerate(ranks):
                row[place] += ending.likelihood * share(given, rank)
    return _exact(sums, ranks)


def of_bracket(bracket: Bracket, dice: Dice, ranks: Sequence[int], limit: int) -> Odds | None:
    """Exact, where nobody can come to both sides of a match, so that the two sides are independent.

    Each match's chances follow from those of the two before it, pair by pair; None where that is not so, or where
    more than `limit` pairs would be looked at.
    """
    arriving = _independent(bracket, limit)
    if arriving is None:
        return None
    going: dict[tuple[str, int], dict[EntrantId, float]] = {}
    sums = {entrant: [share(given, rank) for rank in ranks] for entrant, given in bracket.settled.items()}
    for match in bracket.order:
        sides = [
            {entrant: 1.0} if entrant is not None else going.get((slot.match, linked_rank(slot)), {NOBODY: 1.0})  # type: ignore[union-attr, arg-type]
            for slot, entrant in zip(match.slots, match.entrants, strict=True)
        ]
        for place, chances in zip((WIN, LOSS), _meet(sides[0], sides[1], dice), strict=True):
            going[match.key, place] = chances
            given = bracket.exits.get((match.key, place))
            if given is None:
                continue
            shares = [share(given, rank) for rank in ranks]
            for entrant, chance in chances.items():
                row = sums.setdefault(entrant, [0.0] * len(ranks))
                row[:] = [known + chance * part for known, part in zip(row, shares, strict=True)]
    sums.pop(NOBODY, None)
    return _exact(sums, ranks)


def _meet(
    one: Mapping[EntrantId, float], other: Mapping[EntrantId, float], dice: Dice
) -> tuple[dict[EntrantId, float], dict[EntrantId, float]]:
    """The chances to come first and second."""
    wins, losses = dict.fromkeys((*one, *other), 0.0), dict.fromkeys((*one, *other), 0.0)
    for first, arrives in one.items():
        won = 0.0
        for second, comes in other.items():
            beats = (1.0 if first else 0.0) if not (first and second) else dice.strengths(first, second)
            won += comes * beats
            wins[second] += arrives * comes * (1 - beats)
            losses[second] += arrives * comes * beats
        wins[first] += arrives * won
        losses[first] += arrives * (1 - won)
    return wins, losses


def _independent(bracket: Bracket, limit: int) -> int | None:
    """How many pairs would be looked at; None where a match has an undecided one behind both of its sides."""
    behind: dict[str, int] = {}
    sizes: dict[str, int] = {}
    pairs = 0
    for number, match in enumerate(bracket.order):
        sides = [
            (0, 1) if entrant is not None else (behind[slot.match], sizes[slot.match])  # type: ignore[union-attr]
            for slot, entrant in zip(match.slots, match.entrants, strict=True)
        ]
        (left, few), (right, many) = sides
        pairs += few * many
        if left & right or pairs > limit:
            return None
        behind[match.key] = left | right | 1 << number
        sizes[match.key] = few + many
    return pairs


def _exact(sums: Mapping[EntrantId, Sequence[float]], ranks: Sequence[int]) -> Odds:
    return {entrant: dict(zip(ranks, map(Chance, row), strict=True)) for entrant, row in sums.items()}
