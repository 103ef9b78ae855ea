"""Colour rules of the Dutch system: which pairs leave a preference unfulfilled, and who gets which colour."""

from deltacrown_brackets.fide.card import OTHER, Card
from deltacrown_brackets.fide.history import Colour


def same_preference(one: Card, other: Card) -> bool:
    """Whether both want the same colour: one of them will not get it (C.12 of 2026, C.10 of 2017)."""
    return one.preference is not None and one.preference == other.preference


def imbalance_clash(one: Card, other: Card) -> bool:
    """Whether a topscorer or its opponent would get a colour difference above 2 (C.10)."""
    return same_preference(one, other) and one.imbalance > 1 and other.imbalance > 1


def repetition_clash(one: Card, other: Card) -> bool:
    """Whether a topscorer or its opponent would get the same colour three times running (C.11)."""
    if not (same_preference(one, other) and one.absolute and other.absolute):
        return False
    if one.imbalance == other.imbalance:
        return one.repeated is not None and one.repeated == other.repeated
    denied = other if one.imbalance > other.imbalance else one
    assert denied.preference is not None
    return denied.repeated == OTHER[denied.preference]


def strong_clash(one: Card, other: Card) -> bool:
    """Whether a strong preference would not be fulfilled (C.13)."""
    if not same_preference(one, other) or (one.absolute and other.absolute):
        return False
    return (one.strong or one.absolute) and (other.strong or other.absolute)


def colour_of(one: Card, other: Card, initial: Colour) -> Colour:
    """The colour that `one` gets against `other` (articles 5.2.1 to 5.2.5)."""
    decided = _by_preference(one, other) or _by_history(one, other)
    if decided is not None:
        return decided
    one_is_higher = (-one.score, one.rank) < (-other.score, other.rank)
    higher = one if one_is_higher else other
    for_higher = higher.preference or (initial if higher.rank % 2 == 0 else OTHER[initial])
    return for_higher if one_is_higher else OTHER[for_higher]


def colour_article(one: Card, other: Card) -> str:
    """The article by which the colours of these two are given, and what it says."""
    if _by_preference(one, other) is not None:
        if not same_preference(one, other):
            return "Preferences that do not clash are granted (5.2.1)"
        return "The stronger preference is granted; of two absolute ones the wider difference (5.2.2)"
    if _by_history(one, other) is not None:
        return "The colours alternate to the last round in which the two had different ones (5.2.3)"
    higher = min(one, other, key=lambda card: (-card.score, card.rank))
    if higher.preference is not None:
        return "The preference of the higher one is granted (5.2.4)"
    return "The higher one has the initial colour if its number is odd, the other colour if it is even (5.2.5)"


def _by_preference(one: Card, other: Card) -> Colour | None:
    """Grant both preferences (5.2.1), or the stronger one; of two absolute ones the wider imbalance (5.2.2)."""
    if not same_preference(one, other):
        if one.preference is not None:
            return one.preference
        return OTHER[other.preference] if other.preference is not None else None
    assert one.preference is not None
    ours, theirs = _strength(one), _strength(other)
    if ours == theirs:
        return None
    return one.preference if ours > theirs else OTHER[one.preference]


def _strength(card: Card) -> tuple[int, int]:
    if card.absolute:
        return 2, card.imbalance
    return (1, 0) if card.strong else (0, 0)


def _by_history(one: Card, other: Card) -> Colour | None:
    """Alternate to the latest round in which the two had different colours (5.2.3)."""
    for ours, theirs in zip(reversed(one.colours), reversed(other.colours), strict=False):
        if ours != theirs:
            return theirs
    return None
