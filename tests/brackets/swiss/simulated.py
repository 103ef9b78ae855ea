"""Swiss stages by pairing alone, without an engine: quick enough for hundreds of rounds."""

from collections.abc import Iterator
from random import Random

from deltacrown_brackets.swiss.field import Field
from deltacrown_brackets.swiss.history import History, pair_number
from deltacrown_brackets.swiss.order import Within, ordered
from deltacrown_brackets.swiss.pairing import Pairing, paired


def rounds(size: int, number: int, within: Within, luck: int) -> Iterator[tuple[list[int], History, Pairing]]:
    """Before each round the scores and the history, with the pairing of the round; one match in ten is drawn."""
    chance = Random(luck)
    strengths = [chance.random() for _ in range(size)]
    scores, history = [0] * size, History([0] * size, [0] * size, [0] * size, [0] * size, {}, 0)
    for _ in range(number):
        pairing = paired(range(size), scores, within, history, str(luck))
        yield scores, history, pairing
        for one, other in pairing.pairs:
            key = pair_number(one, other)
            history.meetings[key] = history.meetings.get(key, 0) + 1
            if chance.random() < 0.1:
                scores[one], scores[other] = scores[one] + 1, scores[other] + 1
            else:
                winner = one if chance.random() < 1 / (1 + 10 ** (2 * (strengths[other] - strengths[one]))) else other
                scores[winner] += 3
        if pairing.bye is not None:
            history.byes[pairing.bye] += 1
            scores[pairing.bye] += 3


def field_of(scores: list[int], history: History, pairing: Pairing, within: Within, luck: int) -> Field:
    """The even field of a round: everyone but who has the bye."""
    order = [player for player in ordered(range(len(scores)), scores, within, str(luck)) if player != pairing.bye]
    return Field(order, scores, within, history)
