"""Why a pair of the Dutch system meets, and who has which colour: scores, floats, colours due and the bye, in words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen
from deltacrown import Reason
from deltacrown.explaining import number_in_words

from deltacrown_brackets.fide.card import Card
from deltacrown_brackets.fide.colours import colour_article
from deltacrown_brackets.fide.dutch import Pair
from deltacrown_brackets.fide.field import Field

NOT_TWICE = "Two players play each other only once (C.1)"
ONE_SCORE = "Players of a score group are paired with each other as far as can be (article 1.3)"
HALVES = "In a score group the upper half meets the lower half, as near as the criteria allow (articles 3 and 4)"
COLOURS = "Who has which colour"
BYE = "One of an odd number has the bye: nobody who has had it, or as much without playing (C.2)"

_FLOATS = {0: "in the last round", 1: "two rounds ago"}


@frozen
class Round:
    """A round as it was to be paired, and what the players are called, in the order of their pairing numbers."""

    field: Field
    names: Sequence[str]

    def name(self, card: Card) -> str:
        """Who it is."""
        return self.names[card.number - 1]

    def score(self, units: int) -> str:
        """A score in points."""
        return number_in_words(Fraction(units, self.field.unit))


def why_pair(round_: Round, pair: Pair) -> list[Reason]:
    """Why these two are a pair of the round, or why this one has the bye."""
    cards = {card.number: card for card in round_.field.cards}
    white = cards[pair.white]
    if pair.black is None:
        return [_why_bye(round_, white)]
    black = cards[pair.black]
    names = f"{round_.name(white)} and {round_.name(black)}"
    return [
        Reason(NOT_TWICE, f"{names} have not", "they may meet"),
        _why_these_scores(round_, white, black),
        _why_these_places(round_, white, black),
        _why_these_colours(round_, white, black),
    ]


def _why_these_scores(round_: Round, white: Card, black: Card) -> Reason:
    data = ", ".join(f"{round_.name(card)} has {_score(round_, card)}" for card in (white, black))
    floated = tuple(_floated(round_, white, black))
    if white.score == black.score:
        return Reason(ONE_SCORE, data, "they are of one score group", floated)
    down, up = sorted((white, black), key=lambda card: -card.score)
    return Reason(ONE_SCORE, data, f"{round_.name(down)} floats down, {round_.name(up)} up", floated)


def _score(round_: Round, card: Card) -> str:
    virtual = f", {round_.score(card.score - card.plain)} of them virtual" if card.score != card.plain else ""
    return f"{round_.score(card.score)} points{virtual}"


def _floated(round_: Round, *cards: Card) -> Iterator[Reason]:
    for card in cards:
        floats = [f"{direction} {_FLOATS[back]}" for back, direction in enumerate(card.floats) if direction]
        if floats:
            rule = "Who floated in the last two rounds does not float that way again if it can be avoided (1.4)"
            data = f"{round_.name(card)} floated {' and '.join(floats)}"
            yield Reason(rule, data, "counts against another such float")


def _why_these_places(round_: Round, white: Card, black: Card) -> Reason:
    higher, lower = sorted((white, black), key=lambda card: card.place)
    places = ", ".join(_placed(round_, card) for card in (higher, lower))
    return Reason(HALVES, places, f"{round_.name(higher)} meets {round_.name(lower)}")


def _placed(round_: Round, card: Card) -> str:
    group = [other.place for other in round_.field.cards if other.score == card.score]
    place = f"{group.index(card.place) + 1} of {len(group)} with {round_.score(card.score)} points"
    return f"{round_.name(card)} is {place}"


def _why_these_colours(round_: Round, white: Card, black: Card) -> Reason:
    due = "; ".join(f"{round_.name(card)} {_due(card)}" for card in (white, black))
    article = Reason(colour_article(white, black), "", f"{round_.name(white)} has white, {round_.name(black)} black")
    return Reason(COLOURS, due, article.outcome, (article,))


def _due(card: Card) -> str:
    """The colour that a player should have next, how strongly, and the colours that make it so (1.7)."""
    had = f"after {' '.join(card.colours)}" if card.colours else "without a colour so far"
    if card.preference is None:
        return f"is due neither colour, {had}"
    strength = "absolutely" if card.absolute else "strongly" if card.strong else "mildly"
    return f"is due {card.preference} {strength}, {had}"


def _why_bye(round_: Round, alone: Card) -> Reason:
    cards = round_.field.cards
    data = f"{len(cards)} players; {round_.name(alone)} has {_score(round_, alone)}"
    barred = (
        Reason("Nobody has it twice (C.2)", f"{round_.name(card)} is lower", "passed over")
        for card in reversed(cards[alone.place + 1 :])
        if not card.may_bye
    )
    return Reason(BYE, data, f"{round_.name(alone)} has it", (*_why_so_low(round_, alone), *barred))


def _why_so_low(round_: Round, alone: Card) -> Iterator[Reason]:
    """C.5 of 2026: the lowest score with which the others can still be paired."""
    field = round_.field
    if field.edition == "2017":
        return
    lower = [card for card in field.cards if card.may_bye and card.score < alone.score]
    could = f"{len(lower)} with fewer points could have it" if lower else "nobody with fewer points could have it"
    outcome = "not all others could be paired then" if lower else "the lowest score there is for it"
    yield Reason("Of those as low a score as leaves everyone else an opponent (C.4, C.5)", could, outcome)
