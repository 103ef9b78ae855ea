"""Knock-outs: rounds in which winners meet, until one is left; the shape that all elimination formats share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import evolve
from deltacrown import Bye, LoserOf, Match, Seed, Slot, WinnerOf

from deltacrown_brackets.formats.seed_order import bracket_order, bracket_size

Line: TypeAlias = Slot | None
"""Who comes to a place of a bracket; None where it is known from the plan that nobody will."""

Rounds: TypeAlias = list[list[Match]]

NameKey: TypeAlias = Callable[[int, int, bool], str]
"""(round, place in it, whether it is the last match) → the key of a match."""


def seeded(entrants: int) -> list[Slot]:
    """The places of a bracket for so many entrants: the best seeds meet late, and the byes are theirs."""
    return [Seed(seed) if seed <= entrants else Bye() for seed in bracket_order(bracket_size(entrants))]


def present(slots: Sequence[Slot], entrants: int) -> tuple[Slot, ...]:
    """The slots, with a bye for each seed that is not there."""
    return tuple(Bye() if isinstance(slot, Seed) and slot.seed > entrants else slot for slot in slots)


def knockout(slots: Sequence[Slot], name: NameKey, section: str = "") -> Rounds:
    """The rounds of a bracket of a power of two of places; no rounds for a single one."""
    rounds: Rounds = []
    while len(slots) > 1:
        number, last = len(rounds) + 1, len(slots) == 2  # noqa: PLR2004 - a duel is the last match
        rounds.append(
            [
                Match(name(number, place, last), pair, number, section)
                for place, pair in enumerate(zip(slots[::2], slots[1::2], strict=True), 1)
            ]
        )
        slots = [WinnerOf(match.key) for match in rounds[-1]]
    return rounds


def losers(matches: Iterable[Match]) -> list[Line]:
    """Who leaves these matches beaten; nobody leaves a match with a bye."""
    return [None if any(slot.__class__ is Bye for slot in match.slots) else LoserOf(match.key) for match in matches]


def met(
    pairs: Iterable[tuple[Line, Line]], match: Callable[[int, tuple[Slot, Slot]], Match]
) -> tuple[Rounds, list[Line]]:
    """One round of places that may be empty: its matches (as one round, or none), and who goes on.

    Where only one comes, that one goes on and there is no match: a bye that is never planned cannot stick.
    """
    matches: list[Match] = []
    onward: list[Line] = []
    for place, (first, second) in enumerate(pairs, 1):
        if first is None or second is None:
            onward.append(second if first is None else first)
            continue
        matches.append(match(place, (first, second)))
        onward.append(WinnerOf(matches[-1].key))
    return [matches] if matches else [], onward


def lengthened(
    matches: Sequence[Match], best_of: int, by_round: Mapping[str, int], title: Callable[[Match], str]
) -> list[Match]:
    """The matches with their numbers of games: the round's own where its title is named, else the usual one."""
    if best_of == 1 and not by_round:
        return list(matches)
    by_round = {name.lower(): games for name, games in by_round.items()}
    if not by_round:
        return [evolve(match, best_of=best_of) for match in matches]
    return [evolve(match, best_of=by_round.get(title(match).lower(), best_of)) for match in matches]
