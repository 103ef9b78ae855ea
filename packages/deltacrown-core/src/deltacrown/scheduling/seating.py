"""Who may sit in the matches that are to be placed, and which of them come before which."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import get_args

from deltacrown.fork import Place
from deltacrown.match.state import Match
from deltacrown.scheduling.foreseeing import Foreseen
from deltacrown.stage.slots import EntrantId, Link, Seed, Slot, linked_rank

_LINKS = get_args(Link)


class Seats:
    """What is known of seats before it is known who takes them.

    A seat that waits for a match is a person of its own: the winner of a match sits in one place after it, the loser in
    another. Whoever sits in several matches of one plan may come further in each, and so is in all that may follow.
    """

    def __init__(self, seen: Foreseen, people: Callable[[EntrantId], Collection[str]]) -> None:
        self._seen = seen
        self._stages = {stage.key: stage for stage in seen.stages}
        self._opened = {stage.key for stage in seen.now.stages}
        self._people = people
        self._batch = {
            (stage, key): number
            for stage, batches in seen.batches.items()
            for number, batch in enumerate(batches)
            for key in batch
        }
        self._followers: defaultdict[Place, list[Place]] = defaultdict(list)
        self._linked: dict[Place, tuple[Place, ...]] = {}
        for place in self._batch:
            if place in seen.open:
                self._linked[place] = before = tuple(dict.fromkeys(self._before(place)))
                for one in before:
                    self._followers[one].append(place)
        self._sinks: dict[tuple[str, int], tuple[Place, ...]] = {}
        self._wider = self._spread()

    def people(self, place: Place) -> frozenset[str]:
        """Who cannot be elsewhere during the match."""
        return frozenset(self._sitting(place)) | self._wider.get(place, frozenset())

    def after(self, place: Place) -> tuple[Place, ...]:
        """The matches that must be over before: those that feed it, or those after which it is planned at all."""
        linked, number = self._linked[place], self._batch[place]
        if any(self._batch[one] == number for one in linked):
            return linked
        return tuple(dict.fromkeys((*linked, *self._until(place[0], number - 1))))

    def _match(self, place: Place) -> Match:
        return self._stages[place[0]].matches[place[1]]

    def _before(self, place: Place) -> Iterator[Place]:
        """What feeds the match; where that is not played, because one side of it is empty, what feeds that."""
        for slot in self._match(place).slots:
            if isinstance(slot, _LINKS):
                one = (place[0], slot.match)
                if one in self._seen.open:
                    yield one
                elif self._match(one).outcome is None:
                    yield from self._before(one)

    def _until(self, stage: str, number: int) -> tuple[Place, ...]:
        """The last matches of what the stage's format has planned up to there; before its first, of what feeds it."""
        if (stage, number) not in self._sinks:
            self._sinks[stage, number] = tuple(self._find_until(stage, number))
        return self._sinks[stage, number]

    def _find_until(self, stage: str, number: int) -> Collection[Place]:
        if number < 0:
            if stage in self._opened:
                return ()
            sources = dict.fromkeys(source.stage for source in self._stages[stage].settings.sources)
            return [one for key in sources for one in self._until(key, len(self._seen.batches.get(key, ())) - 1)]
        here = [(stage, key) for key in self._seen.batches[stage][number] if (stage, key) in self._seen.open]
        last = [one for one in here if not any(self._batch[other] == number for other in self._followers[one])]
        return last or self._until(stage, number - 1)

    def _sitting(self, place: Place) -> Iterator[str]:
        match, known = self._match(place), place not in self._seen.foreseen
        for slot, entrant in zip(match.slots, match.entrants, strict=True):
            if known and entrant:
                yield from self._people(entrant)
            elif entrant is None or (entrant and not known):
                yield _name(place[0], slot)

    def _spread(self) -> dict[Place, frozenset[str]]:
        """Who may come to a match besides, because they sit in several that are planned at once."""
        seated: defaultdict[tuple[str, str, int], list[Place]] = defaultdict(list)
        for place in self._linked:
            for person in self._sitting(place):
                seated[person, place[0], self._batch[place]].append(place)
        wider: defaultdict[Place, set[str]] = defaultdict(set)
        for (person, _, _), places in seated.items():
            waiting = [one for place in places for one in self._followers[place]] if len(places) > 1 else []
            while waiting:
                place = waiting.pop()
                if person not in wider[place]:
                    wider[place].add(person)
                    waiting += self._followers[place]
        return {place: frozenset(people) for place, people in wider.items()}


def _name(stage: str, slot: Slot) -> str:
    """What the seat is called while nobody sits in it; no name of a person has a line break."""
    if isinstance(slot, _LINKS):
        return f"{stage}\n{slot.match}\n{linked_rank(slot)}"
    return f"{stage}\n{slot.seed if isinstance(slot, Seed) else ''}"
