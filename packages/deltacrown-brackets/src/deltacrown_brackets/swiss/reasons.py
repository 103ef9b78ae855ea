"""Why a Swiss round was paired as it was: the facts behind each of its matches, in the order in which they count."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from attrs import frozen
from deltacrown import Match, Reason, Seed, Stage

from deltacrown_brackets.swiss.history import History
from deltacrown_brackets.swiss.order import Within, ideal_partners
from deltacrown_brackets.swiss.pairing import Pairing, bye_candidates

NO_REMATCH = "Nobody meets the same opponent again while that can be avoided"
SMALL_DIFFERENCES = "The differences of scores are as small as can be"
ONE_BYE = "One of an odd number has the bye: who has won without an opponent least often, and of those the last"
STAYS = "What is paired stays paired"

_INSIDE: dict[Within, str] = {
    "slide": "Within a score group the upper half meets the lower half",
    "fold": "Within a score group the first meets the last",
    "adjacent": "Within a score group neighbours meet",
    "random": "Within a score group neighbours meet, in an order that is drawn for the round",
}


@frozen
class Paired:
    """A round that was paired, and what it was paired from.

    stage    as it was then; entrants are numbers from 0, in the order of their seeds
    order    who was paired, best first
    scores   of everyone
    pairing  what comes of that
    called   a score in words
    """

    stage: Stage[Any]
    order: Sequence[int]
    scores: Sequence[int]
    within: Within
    history: History
    pairing: Pairing
    called: Callable[[int], str]

    def name(self, player: int) -> str:
        """Who it is."""
        return self.stage.entrants[player]


def met(stage: Stage[Any], one: int, other: int) -> str:
    """When the two have met, in words."""
    pair = {Seed(one + 1), Seed(other + 1)}
    rounds = [str(match.round) for match in stage.matches.values() if pair == set(match.slots)]
    when = f"met in round {' and '.join(rounds)}" if rounds else "have not met"
    return f"{stage.entrants[one]} and {stage.entrants[other]} {when}"


def why(paired: Paired, match: Match) -> Sequence[Reason]:
    """Why the match is one of the round's."""
    seats = seats_of(match)
    if len(seats) == 1:
        (alone,) = seats
        found = _why_bye(paired, alone) if alone == paired.pairing.bye else stays(paired.name(alone))
        return [found]
    one, other = seats
    if (one, other) not in paired.pairing.pairs:
        return [stays(met(paired.stage, one, other))]
    return [_why_new(paired, one, other), _why_these_scores(paired, one, other), _why_inside(paired, one, other)]


def seats_of(match: Match) -> list[int]:
    """Who sits in the match, as numbers from 0."""
    return [slot.seed - 1 for slot in match.slots if isinstance(slot, Seed)]


def stays(data: str) -> Reason:
    """What is to be said of a match that the results as they are now would not lead to."""
    return Reason(STAYS, data, "by the results of the rounds before as they are now, it would be paired otherwise")


def _why_new(paired: Paired, one: int, other: int) -> Reason:
    again = paired.history.times_met(one, other)
    fewest = "no way to pair the round has fewer rematches" if paired.pairing.proven else "no better way was found"
    return Reason(NO_REMATCH, met(paired.stage, one, other), fewest if again else "they may meet")


def _why_these_scores(paired: Paired, one: int, other: int) -> Reason:
    data = ", ".join(f"{paired.name(player)} has {paired.called(player)}" for player in (one, other))
    if _level(paired, one, other):
        return Reason(SMALL_DIFFERENCES, data, "they are level")
    floats = f"{paired.name(one)} floats down, {paired.name(other)} up"
    return Reason(SMALL_DIFFERENCES, data, floats, tuple(_why_floats(paired, one, other)))


def _why_floats(paired: Paired, upper: int, lower: int) -> Iterator[Reason]:
    """What is true of each border between score groups that the pair crosses."""
    field = [player for player in paired.order if player != paired.pairing.bye]
    for above, below in pairwise(field):
        if not paired.scores[upper] >= paired.scores[above] > paired.scores[below] >= paired.scores[lower]:
            continue
        number = sum(paired.scores[player] >= paired.scores[above] for player in field)
        odd = "an odd number: somebody of them meets somebody below"
        whole = "are smallest so" if paired.pairing.proven else "were found no smaller"
        even = f"an even number, but after earlier meetings the differences of the round as a whole {whole}"
        bye = paired.pairing.bye
        besides = " besides the bye" if bye is not None and paired.scores[bye] >= paired.scores[above] else ""
        data = f"with {paired.called(above)} or better there are {number}{besides}"
        yield Reason("Who finds no opponent in a score group floats", data, odd if number % 2 else even)


def _why_inside(paired: Paired, one: int, other: int) -> Reason:
    field = [player for player in paired.order if player != paired.pairing.bye]
    ideal = ideal_partners([paired.scores[player] for player in field], paired.within)
    wanted = {player: field[ideal[field.index(player)]] for player in (one, other)}
    floating = {field[place] for place, to in enumerate(ideal) if not _level(paired, field[place], field[to])}
    data = ", ".join(_placed(paired, player, field, floating) for player in (one, other))
    if wanted[one] == other:
        return Reason(_INSIDE[paired.within], data, f"{paired.name(other)} is the one whom {paired.name(one)} meets")
    names = " and ".join(f"{paired.name(who)} would meet {paired.name(whom)}" for who, whom in wanted.items())
    because = tuple(_why_not(paired, who, whom) for who, whom in wanted.items())
    return Reason(_INSIDE[paired.within], data, f"{names}, but for the round as a whole", because)


def _level(paired: Paired, one: int, other: int) -> bool:
    return paired.scores[one] == paired.scores[other]


def _placed(paired: Paired, player: int, field: Sequence[int], floating: Collection[int]) -> str:
    """The place in the score group; of those who stay in it, where some have to float."""
    group = [other for other in field if _level(paired, other, player)]
    rest = [other for other in group if player in floating or other not in floating]
    stay = " who stay there" if len(rest) < len(group) else ""
    place = f"{rest.index(player) + 1} of {len(rest)} with {paired.called(player)}"
    return f"{paired.name(player)} is {place}{stay}"


def _why_not(paired: Paired, who: int, whom: int) -> Reason:
    """Why somebody does not meet the one whom the order alone would give them."""
    if paired.history.times_met(who, whom):
        return Reason(NO_REMATCH, met(paired.stage, who, whom), f"{paired.name(who)} meets somebody else")
    taken = next(pair for pair in paired.pairing.pairs if whom in pair)
    names = " meets ".join(paired.name(player) for player in (taken if taken[0] == whom else taken[::-1]))
    best = "the whole is nearest to the order so" if paired.pairing.proven else "nothing nearer to the order was found"
    return Reason("The round as a whole is paired as near to the order as can be", names, best)


def _why_bye(paired: Paired, alone: int) -> Reason:
    byes, order = paired.history.byes, paired.order
    free = f"{paired.name(alone)} has {byes[alone]} wins without an opponent"
    place = f"is {order.index(alone) + 1} of {len(order)} in the order with {paired.called(alone)}"
    return Reason(ONE_BYE, f"{free} and {place}", f"{paired.name(alone)} has it", tuple(_passed_over(paired, alone)))


def _passed_over(paired: Paired, alone: int) -> Iterator[Reason]:
    """Why those below in the order do not have the bye, and those who would come first by the rule."""
    byes, order = paired.history.byes, paired.order
    for player in reversed(order[order.index(alone) + 1 :]):
        if byes[player] > byes[alone]:
            data = f"{paired.name(player)} is lower, and has {byes[player]} wins without an opponent"
            yield Reason("Who has had the bye waits for the others", data, "passed over")
    candidates = bye_candidates(order, paired.history)
    for player in candidates[: candidates.index(alone)]:
        data = f"{paired.name(player)} would come before {paired.name(alone)}"
        yield Reason("The others meet with as few rematches as can be", data, "passed over")
