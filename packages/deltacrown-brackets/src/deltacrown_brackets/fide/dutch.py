"""The FIDE Dutch system (Handbook C.04.3): the pairing of the next round."""

from itertools import groupby
from typing import TypeAlias

from attrs import frozen

from deltacrown_brackets.fide.bracket import Bracket
from deltacrown_brackets.fide.card import Card, Edition
from deltacrown_brackets.fide.colours import colour_of
from deltacrown_brackets.fide.field import Field, NoValidPairingError
from deltacrown_brackets.fide.history import Colour, SwissHistory
from deltacrown_brackets.fide.order import pair_bracket
from deltacrown_brackets.fide.rules_2017 import mates_2017

__all__ = ["NoValidPairingError", "Pair", "next_round"]

Pairing: TypeAlias = "tuple[Pair, ...]"


@frozen
class Pair:
    """A pair by pairing numbers; `black` is None for the pairing-allocated bye."""

    white: int
    black: int | None


def next_round(history: SwissHistory, edition: Edition = "2026") -> Pairing:
    """The pairs of the next round, in the order in which they are published; the bye is last.

    edition  "2026" for the rules in force since 2026, "2017" for those before

    Raises NoValidPairingError where the absolute criteria leave no pairing.
    """
    field = Field(history, edition)
    mates = mates_2017(field) if edition == "2017" else _mates(field)
    initial = initial_colour_of(history) or "white"
    found: list[tuple[Card, Card | None]] = []
    for card in field.cards:
        mate = mates.get(card.place)
        if mate is None:
            found.append((card, None))
        elif card.place < mate:
            found.append((card, field.cards[mate]))
    found.sort(key=_publishing_order)
    return tuple(_coloured(higher, lower, initial) for higher, lower in found)


def _mates(field: Field) -> dict[int, int]:
    """Bracket by bracket, from the highest score down; who is not paired moves down (article 2)."""
    groups = [[card.place for card in group] for _, group in groupby(field.cards, key=lambda card: card.score)]
    mates: dict[int, int] = {}
    moved_down: list[int] = []
    below = field.everyone
    bye_is_last = _first_leaves_only_bye(field, groups)
    for residents, following in zip(groups, [*groups[1:], []], strict=True):
        below &= ~field.mask_of(residents)
        rest = below & ~field.mask_of(following)
        if following or len(moved_down) + len(residents) > 1:
            bracket = Bracket(field, moved_down, residents, following, rest, bye_is_last=bye_is_last)
            mates |= pair_bracket(bracket)
            bye_is_last = bracket.leaves_only_bye
        moved_down = [place for place in (*moved_down, *residents) if place not in mates]
    return mates


def _first_leaves_only_bye(field: Field, groups: list[list[int]]) -> bool:
    if field.bye is None or not groups or field.bye_score < field.cards[0].score:
        return False
    top = field.mask_of(groups[0])
    return field.completion.is_perfect(top | 1 << field.bye) and field.completion.is_perfect(field.everyone & ~top)


def _publishing_order(pair: tuple[Card, Card | None]) -> tuple[bool, int, int, int]:
    one, other = pair
    if other is None:
        return True, -one.plain, -one.plain, one.rank
    higher, lower = sorted((one, other), key=lambda card: (-card.plain, card.rank))
    return False, -higher.plain, -lower.plain, higher.rank


def _coloured(one: Card, other: Card | None, initial: Colour) -> Pair:
    if other is None:
        return Pair(one.number, None)
    if colour_of(one, other, initial) == "white":
        return Pair(one.number, other.number)
    return Pair(other.number, one.number)


def initial_colour_of(history: SwissHistory) -> Colour | None:
    """The colour drawn before round 1: as stated, or read off the first round with colours; None where there is none.

    The highest player of that round has it, the second the other one, and so on; who has no colour is passed over.
    """
    if history.initial_colour is not None:
        return history.initial_colour
    ordered = history.ordered
    for place in range(history.rounds):
        if not any(player.rounds[place].colour for player in ordered):
            continue
        entered = [player for player in ordered if any(each.paired for each in player.rounds[: place + 1])]
        for rank, player in enumerate(entered):
            colour = player.rounds[place].colour
            if colour is not None:
                even: Colour = "black" if colour == "white" else "white"
                return colour if rank % 2 == 0 else even
    return None
