"""Brackets: where the format promises that an entrant's place follows from where its own way ended.

The exit of an entrant is the last match it plays and its place there. Under the promise (`Format.ranks_by_path`) two
continuations give the places of every exit; where they contradict each other, the promise is broken and nobody
relies on it. What can be reached from a match then follows backwards, from the final to the first round, once for
everyone: a field of 16,384 is read in one pass.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import evolve, frozen

from deltacrown.engine import Engine
from deltacrown.fork import Choose, of_stage, play_on
from deltacrown.match.state import Match, Outcome
from deltacrown.outlook.places import Places, places, widest
from deltacrown.outlook.proofs import cascade, plan_is_final
from deltacrown.stage.slots import NOBODY, EntrantId, LoserOf, PlacedIn, WinnerOf, linked_rank
from deltacrown.stage.state import Stage

Exit: TypeAlias = tuple[str, int]
"""A match, and a place in it from which nobody goes on."""

WIN, LOSS = 1, 2


@frozen
class Bracket:
    """The undecided part of a bracket.

    order    the undecided matches, each after those it waits for; nobody sits where a withdrawn one waits for its
             walkover
    contested  those of them that will be played: someone who is still in will come to both sides
    onward   where the first and the second of a match go; those who go nowhere have an exit
    exits    the places of each exit
    settled  the places of those who play no more
    """

    stage: Stage
    order: tuple[Match, ...]
    contested: frozenset[str]
    onward: Mapping[Exit, str]
    exits: Mapping[Exit, Places]
    settled: Mapping[EntrantId, Places]

    def branches(self) -> dict[Exit, Places]:
        """The best and the worst place of whoever comes first, or second, in each undecided match."""
        found: dict[Exit, Places] = {}
        for match in reversed(self.order):
            for end in ((match.key, WIN), (match.key, LOSS)):
                after = self.onward.get(end)
                if after is None:
                    if end in self.exits:
                        found[end] = self.exits[end]
                    continue
                found[end] = self.arriving(after, found)
        return found

    def arriving(self, key: str, branches: Mapping[Exit, Places]) -> Places:
        """The best and the worst place of whoever comes to the match; against nobody it can only win."""
        win = branches[key, WIN]
        return widest(win, branches.get((key, LOSS), win)) if key in self.contested else win

    def waiting(self) -> Iterator[tuple[EntrantId, Match]]:
        """Everyone who is still in, with the match it sits in."""
        for match in self.order:
            yield from ((entrant, match) for entrant in match.entrants if entrant)


def bracket(engine: Engine, stage: Stage) -> Bracket | None:
    """The stage as a bracket, where it is one and its format keeps its promise. Raises PluginFault."""
    registry = engine.registry
    left = [match for match in stage.matches.values() if match.outcome is None]
    promised = registry.formats[stage.settings.format].ranks_by_path and not cascade(registry, stage)
    duels = all(len(match.slots) == 2 and not match.draws for match in left)  # noqa: PLR2004 - a duel has two sides
    if not (promised and duels and plan_is_final(registry, stage)):
        return None
    onward = {(key, rank): waiting for key, feeds in stage.feeds.items() for waiting, _, rank in feeds}
    first = _exits(engine, stage, onward, _first_wins)
    second = _exits(engine, stage, onward, _second_wins)
    if any(second[end] != given for end, given in first.items() if end in second):
        return None
    exits = {**second, **first}
    order = in_order([_without(match, stage.withdrawn) for match in left])
    settled = {entrant: given for (*_, entrant), given in exits.items() if entrant}
    open_exits = {(key, place): given for (key, place, entrant), given in exits.items() if not entrant}
    return Bracket(stage, order, _contested(order), onward, open_exits, settled)


def _without(match: Match, withdrawn: frozenset[EntrantId]) -> Match:
    return evolve(match, entrants=tuple(NOBODY if entrant in withdrawn else entrant for entrant in match.entrants))


def _contested(order: tuple[Match, ...]) -> frozenset[str]:
    """The matches to both sides of which someone comes: nobody loses to nobody, and only two make a loser."""
    comers: dict[str, int] = {}
    for match in order:
        sides = zip(match.slots, match.entrants, strict=True)
        comers[match.key] = sum(
            bool(entrant) if entrant is not None else comers[slot.match] >= linked_rank(slot)  # type: ignore[union-attr, arg-type]
            for slot, entrant in sides
        )
    return frozenset(key for key, number in comers.items() if number > 1)


def _first_wins(match: Match) -> Outcome:
    return Outcome(tuple((entrant,) for entrant in match.present))


def _second_wins(match: Match) -> Outcome:
    return Outcome(tuple((entrant,) for entrant in reversed(match.present)))


def _exits(
    engine: Engine, stage: Stage, onward: Mapping[Exit, str], choose: Choose
) -> dict[tuple[str, int, EntrantId], Places]:
    """The places of every exit in this continuation; by name for those whose way had ended, or who had withdrawn."""
    ended = play_on(of_stage(engine, stage, ()), choose).stage(stage.key)
    given = places(engine.ranking(ended))
    found: dict[tuple[str, int, EntrantId], Places] = {}
    for match in ended.matches.values():
        over = stage.matches[match.key].outcome is not None
        for entrant in match.present:
            place = place_of(match, entrant)
            if (match.key, place) not in onward:
                found[match.key, place, entrant if over or entrant in stage.withdrawn else ""] = given[entrant]
    return found


def place_of(match: Match, entrant: EntrantId) -> int:
    """The entrant's place; behind everyone where nobody won."""
    assert match.outcome is not None
    passed = 0
    for group in match.outcome.ranking:
        if entrant in group:
            return passed + 1
        passed += len(group)
    return passed + len(match.slots) + 1


def in_order(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Each match after those it waits for."""
    keys = {match.key: match for match in matches}
    ordered: dict[str, Match] = {}
    stack = [(match, False) for match in reversed(keys.values())]
    while stack:
        match, complete = stack.pop()
        if complete:
            ordered[match.key] = match
        elif match.key not in ordered:
            stack.append((match, True))
            stack += [(keys[key], False) for key in sources(match) if key in keys and key not in ordered]
    return tuple(ordered.values())


def sources(match: Match) -> list[str]:
    """The matches that the slots of this one wait for."""
    return [slot.match for slot in match.slots if isinstance(slot, WinnerOf | LoserOf | PlacedIn)]
