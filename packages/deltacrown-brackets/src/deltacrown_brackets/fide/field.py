"""Everyone who is paired in one round, and what must hold of every pairing (C.1 to C.4)."""

from collections.abc import Sequence
from fractions import Fraction

from deltacrown_brackets.fide.card import Card, Edition, cards, unit_of
from deltacrown_brackets.fide.colours import same_preference
from deltacrown_brackets.fide.completion import Completion
from deltacrown_brackets.fide.history import SwissHistory


class NoValidPairingError(ValueError):
    """Nobody can pair this round: the absolute criteria leave no way."""


class Field:
    """The players of a round, by place in the order of the pairing.

    unit        how much of a score is a point
    cards       by place
    neighbours  by place, the mask of places that may be met (C.1, C.3, forbidden pairs)
    bye         the vertex that stands for the allocated bye, None where the number of players is even
    bye_score   the score of whoever gets the bye: the lowest that allows a complete pairing (C.5)
    """

    def __init__(self, history: SwissHistory, edition: Edition) -> None:
        self.edition = edition
        self.unit = unit_of(history)
        self.cards = cards(history, edition)
        self.neighbours = _neighbours(history, self.cards)
        self.bye = len(self.cards) if len(self.cards) % 2 else None
        self.everyone = (1 << len(self.cards)) - 1
        self.completion = Completion([*self.neighbours, 0])
        self.bye_score = self._bye_score()

    def mask_of(self, places: Sequence[int]) -> int:
        """The mask of these places."""
        return sum(1 << place for place in places)

    def may_bye(self, place: int) -> bool:
        """Whether this player can still get the bye, and the round be completed as well as can be."""
        return bool(self.completion.neighbours[len(self.cards)] >> place & 1)

    def _bye_score(self) -> int:
        """C.4 and C.5: everyone is paired but one, and that one has as low a score as can be."""
        vertex = len(self.cards)
        if self.bye is None:
            if not self.completion.is_perfect(self.everyone):
                raise NoValidPairingError(_SENTENCE)
            return -1
        eligible = [card for card in self.cards if card.may_bye]
        allowed = sorted({card.score for card in eligible}) if self.edition != "2017" else [self.cards[0].score]
        for score in allowed:
            mask = self.mask_of([card.place for card in eligible if card.score <= score])
            self.completion.neighbours[vertex] = mask
            for place in range(vertex):
                self.completion.neighbours[place] = self.neighbours[place] | (mask >> place & 1) << vertex
            if self.completion.is_perfect(self.everyone | 1 << vertex):
                return score
        raise NoValidPairingError(_SENTENCE)


_SENTENCE = "no valid pairing exists: the absolute criteria (no rematch, no second bye, colours) leave none"


def _neighbours(history: SwissHistory, players: Sequence[Card]) -> list[int]:
    everyone = (1 << len(players)) - 1
    barred = [1 << card.place for card in players]
    place_of = {card.number: card.place for card in players}
    by_number = history.by_number
    for card in players:
        for appearance in by_number[card.number].rounds:
            if appearance.played and appearance.opponent in place_of:
                barred[card.place] |= 1 << place_of[appearance.opponent]
    _bar_forbidden(history, place_of, barred)
    _bar_colours(history, players, barred)
    return [everyone & ~mask for mask in barred]


def _bar_forbidden(history: SwissHistory, place_of: dict[int, int], barred: list[int]) -> None:
    for ban in history.forbidden:
        if not ban.holds_in(history.rounds + 1):
            continue
        places = [place_of[number] for number in ban.players if number in place_of]
        mask = sum(1 << place for place in places)
        for place in places:
            barred[place] |= mask


def _bar_colours(history: SwissHistory, players: Sequence[Card], barred: list[int]) -> None:
    """C.3: no two players with the same absolute preference, but for topscorers in the last round."""
    absolute = [card for card in players if card.absolute]
    best = max(history.scoring.win, history.scoring.draw)
    half = Fraction(history.rounds * best) / 2
    last_round = history.rounds >= history.planned_rounds - 1
    tops = {card.place for card in absolute if last_round and _accelerated(card, history) > half}
    for one in absolute:
        for other in absolute:
            if same_preference(one, other) and one.place not in tops and other.place not in tops:
                barred[one.place] |= 1 << other.place


def _accelerated(card: Card, history: SwissHistory) -> Fraction:
    player = history.by_number[card.number]
    virtual = player.accelerations[history.rounds] if len(player.accelerations) > history.rounds else 0
    return Fraction(player.points) + virtual
