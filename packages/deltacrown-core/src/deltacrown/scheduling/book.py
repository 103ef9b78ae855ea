"""The book of a hall: which station and who is taken when, and when there is room for something next."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from deltacrown.scheduling.values import FIRST, LAST, Hall

_Span: TypeAlias = tuple[datetime, datetime]


class Book:
    """Spans by station and by person. What is entered may overlap: facts do."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._stations: dict[str, list[_Span]] = {station: [] for station in hall.stations}
        self._people: dict[str, list[_Span]] = {}
        self._longest = timedelta()
        self._open = hall.hours
        for taken in hall.taken:
            self.enter(taken.at, taken.ends, taken.station, taken.people)

    def enter(self, at: datetime, ends: datetime, station: str, people: Iterable[str]) -> None:
        """Take the station and the people for this time."""
        self._longest = max(self._longest, ends - at)
        if station:
            insort(self._stations.setdefault(station, []), (at, ends))
        for person in people:
            insort(self._people.setdefault(person, []), (at, ends))

    def strike(self, at: datetime, ends: datetime, station: str, people: Iterable[str]) -> None:
        """Give back what was entered."""
        self._stations[station].remove((at, ends))
        for person in people:
            self._people[person].remove((at, ends))

    def has_room(self, at: datetime, length: timedelta, station: str, people: Iterable[str]) -> bool:
        """Whether this fits there and then."""
        if station not in self._hall.stations or self.opening(at, length) != at:
            return False
        busy = (self._people[person] for person in people if person in self._people)
        return self._wait(self._stations[station], at, length, self._hall.turnaround) == at and all(
            self._wait(spans, at, length, self._hall.rest) == at for spans in busy
        )

    def room(self, since: datetime, length: timedelta, people: frozenset[str]) -> tuple[datetime, str] | None:
        """The first moment from `since` at which there is room, and the first station that has it then.

        Every step answers the first moment that one of the conditions allows, so that none is passed over.
        """
        turnaround = self._hall.turnaround
        opened = self.opening(since, length)
        while opened is not None:
            at = self.free(opened, length, people)
            first, station = LAST, ""
            for name in self._hall.stations:
                free = self._wait(self._stations[name], at, length, turnaround)
                if free < first:
                    first, station = free, name
                    if free == at:
                        break
            if first == opened:
                return opened, station
            opened = self.opening(first, length)
        return None

    def next_on(self, station: str, since: datetime, length: timedelta) -> datetime:
        """When a station is free next for so long, whether the hall is open or not."""
        return self._wait(self._stations[station], since, length, self._hall.turnaround)

    def free(self, since: datetime, length: timedelta, people: Iterable[str]) -> datetime:
        """A moment from `since` before which these people are not free together for so long."""
        for person in people:
            if person in self._people:
                since = self._wait(self._people[person], since, length, self._hall.rest)
        return since

    def _wait(self, spans: list[_Span], at: datetime, length: timedelta, gap: timedelta) -> datetime:
        """The first moment from `at` at which nothing of this is within the gap of so long a time."""
        for place in range(bisect_left(spans, (at - self._longest - gap, FIRST)), len(spans)):
            start, end = spans[place]
            if start >= at + length + gap:
                break
            at = max(at, end + gap)
        return at

    def opening(self, at: datetime, length: timedelta) -> datetime | None:
        """The first moment from `at` at which the hall is open for so long."""
        if not self._open:
            return at
        found = (max(at, opens) for opens, closes in self._open if max(at, opens) + length <= closes)
        return next(found, None)


def open_for(hall: Hall, work: timedelta) -> datetime | None:
    """The moment by which the hall has been open for so long; None where it never is."""
    if not hall.open:
        return hall.starts_at + work
    for opens, closes in hall.hours:
        begins = max(opens, hall.starts_at)
        if closes - begins >= work:
            return begins + work
        work -= max(closes - begins, timedelta())
    return None
