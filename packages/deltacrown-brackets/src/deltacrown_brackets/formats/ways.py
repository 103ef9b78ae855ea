"""Who stands where in a bracket of any shape: by where the way of each entrant ends.

A way ends in a place of a match from which nobody goes on: last in a knock-out match, first in a final. Two ends are
compared by the best results that lead there, result by result: the first that differs decides. So whoever wins the
decider of a group is behind the one who won the first two matches, and the winner of a match for third place is behind
both finalists. Ends of one round of one section are level.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import TypeAlias

from attrs import evolve, frozen
from deltacrown import Bye, EntrantId, LoserOf, Match, PlacedIn, Ranking, Seed, Slot, WinnerOf

Place: TypeAlias = tuple[str, int]
"""The key of a match, and a rank in it."""

Stand: TypeAlias = tuple[int, bool]
"""The best end that can still be reached, 0 for the best of all, and whether the way to it was given up."""

OUT_OF_REACH = "can no longer come higher"
"""What puts those who are still in below others who are, or who have come higher."""

_History: TypeAlias = tuple[int, ...]
"""The ranks taken on a way, each below zero, so that the better history is the greater one."""


@frozen
class Ways:
    """The ways through a bracket.

    order   the matches, each after those that it waits for
    onward  which match is next for whoever takes a place
    levels  the places where ways end: 0 for the best, the same number for those that are level
    best    the level of the best end that can be reached from a match
    worst   the level of the worst
    """

    order: Sequence[Match]
    onward: Mapping[Place, str]
    levels: Mapping[Place, int]
    best: Mapping[str, int]
    worst: Mapping[str, int]


def place_of(slot: Slot) -> Place | None:
    """The place of another match that the slot waits for; None where it waits for none."""
    match slot:
        case WinnerOf(match=key):
            return key, 1
        case LoserOf(match=key):
            return key, 2
        case PlacedIn(match=key, rank=rank):
            return key, rank
        case Seed() | Bye():
            return None


def awaited(slots: Sequence[Slot]) -> list[Place]:
    """The places of other matches that the slots wait for."""
    return [place for slot in slots if (place := place_of(slot))]


def ways(matches: Collection[Match], placements: Sequence[Collection[Place]] = ()) -> Ways:
    """The ways through these matches. `placements` are ends that come first, level ones together, best first."""
    order = feeders_first(matches)
    onward = {place: match.key for match in matches for place in awaited(match.slots)}
    levels = _levels(order, onward, placements)
    best: dict[str, int] = {}
    worst: dict[str, int] = {}
    for match in reversed(order):
        places = [(match.key, rank) for rank in range(1, len(match.slots) + 1)]
        best[match.key] = min(best[onward[p]] if p in onward else levels[p] for p in places)
        worst[match.key] = max(worst[onward[p]] if p in onward else levels[p] for p in places)
    return Ways(order, onward, levels, best, worst)


def feeders_first(matches: Collection[Match]) -> list[Match]:
    """The matches, each after those that it waits for. Raises CycleError where some wait for each other."""
    by_key = {match.key: match for match in matches}
    feeders = {match.key: [key for key, _ in awaited(match.slots)] for match in matches}
    return [by_key[key] for key in TopologicalSorter(feeders).static_order()]


def numbered(matches: Collection[Match]) -> list[Match]:
    """The matches with their rounds, where 0 is one after the matches of the same section that a match waits for."""
    done = {match.key: match for match in matches}
    for match in feeders_first(matches):
        before = (done[key] for key, _ in awaited(match.slots))
        after = 1 + max((other.round for other in before if other.section == match.section), default=0)
        done[match.key] = evolve(match, round=match.round or after)
    return list(done.values())


def standing(entrants: Sequence[EntrantId], them: Ways, title: Callable[[Match], str]) -> Ranking:
    """The ranking as it stands; `title` says what the round of a match is called."""
    stands: dict[EntrantId, Stand] = dict.fromkeys(entrants, (0, False))
    reasons: dict[EntrantId, str] = {}
    for match in them.order:
        for entrant in match.present:
            stands[entrant], reasons[entrant] = _stand(them, match, entrant, title)
    groups: dict[Stand, list[EntrantId]] = {}
    for entrant in entrants:
        groups.setdefault(stands[entrant], []).append(entrant)
    ordered = [groups[stand] for stand in sorted(groups)]
    return Ranking.of(ordered, [next(filter(None, map(reasons.get, group)), OUT_OF_REACH) for group in ordered])


def _levels(
    order: Sequence[Match], onward: Mapping[Place, str], placements: Sequence[Collection[Place]]
) -> Mapping[Place, int]:
    history: dict[str, _History] = {}
    rounds: dict[tuple[str, int, int], _History] = {}
    ends: dict[Place, tuple[str, int, int]] = {}
    for match in order:
        history[match.key] = max([(), *(history[key] + (-rank,) for key, rank in awaited(match.slots))])
        for rank in range(1, len(match.slots) + 1):
            if (match.key, rank) not in onward:
                end = ends[match.key, rank] = (match.section, match.round, rank)
                rounds[end] = max(rounds.get(end, ()), (*history[match.key], -rank))
    levels = {place: level for level, places in enumerate(placements) for place in places}
    left = {place: rounds[end] for place, end in ends.items() if place not in levels}
    numbers = {end: level for level, end in enumerate(sorted(set(left.values()), reverse=True), len(placements))}
    return {**{place: numbers[end] for place, end in left.items()}, **levels}


def _stand(them: Ways, match: Match, entrant: EntrantId, title: Callable[[Match], str]) -> tuple[Stand, str]:
    """Where the match leaves the entrant, and, where the way ended, what that was."""
    if match.outcome is None:
        return (them.best[match.key], False), ""
    rank = _rank(match, entrant)
    onward = them.onward.get((match.key, rank))
    if onward is None:
        return (them.levels[match.key, rank], False), _reason(match, rank, title(match))
    if match.outcome.placed(rank) == entrant:
        return (them.best[onward], False), ""
    return (them.worst[onward], True), _reason(match, 0, title(match))


def _rank(match: Match, entrant: EntrantId) -> int:
    """The rank taken in a decided match; the last for whoever is not in its outcome."""
    passed = 0
    for group in match.outcome.ranking if match.outcome else ():
        if entrant in group:
            return passed + 1
        passed += len(group)
    return len(match.slots)


def _reason(match: Match, rank: int, title: str) -> str:
    """What a way ended with; the rank is 0 for whoever gave it up."""
    word = title if title[:2].isupper() else title[:1].lower() + title[1:]
    name, within = (word, "in ") if word[-1:].isdigit() else (f"the {word}", "")
    if rank == 0:
        return f"gave up in {name}"
    if rank > 1 and len(match.slots) > 2:  # noqa: PLR2004 - a duel has a winner and a loser
        return f"came to place {rank} in {name}"
    return f"{'won' if rank == 1 else 'lost'} {within}{name}"
