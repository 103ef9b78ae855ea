"""What a schedule is made of: tasks, a hall, bookings."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from attrs import field, frozen

from deltacrown.fork import Place
from deltacrown.problems import Problem
from deltacrown.tournament.state import Window

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_NONE = timedelta()


@frozen
class Task:
    """Something to be placed: a match, or one that is foreseen.

    key     what it is called: the key of its stage, and its own
    length  how long it takes
    people  who cannot be in two tasks at once, by whatever name; a place that is still open has a name too
    after   the tasks that must be over before this one can begin
    """

    key: Place
    length: timedelta
    people: frozenset[str] = frozenset()
    after: tuple[Place, ...] = ()


@frozen
class Taken:
    """A time that is not this schedule's to give: of a station, of people, or of both."""

    at: datetime
    ends: datetime
    station: str = ""
    people: frozenset[str] = frozenset()


@frozen
class Hall:
    """Where and when there can be play.

    starts_at   nothing begins before
    stations    their names, the first preferred
    open        when there is play: a match begins and ends within one of these; empty for always
    rest        how long whoever has played rests before the next match
    turnaround  how long a station stays empty between two matches
    taken       what others have taken already
    """

    starts_at: datetime
    stations: tuple[str, ...]
    open: tuple[Window, ...] = ()
    rest: timedelta = _NONE
    turnaround: timedelta = _NONE
    taken: tuple[Taken, ...] = ()

    @property
    def hours(self) -> tuple[tuple[datetime, datetime], ...]:
        """When it is open, in order; windows that touch are one."""
        merged: list[tuple[datetime, datetime]] = []
        for opens, closes in sorted((window.opens or FIRST, window.closes or LAST) for window in self.open):
            if merged and opens <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
            else:
                merged.append((opens, closes))
        return tuple(merged)

    def problems(self) -> Iterator[Problem]:
        """Why this is no hall."""
        if self.starts_at.tzinfo is None:
            yield Problem("schedule.time_without_zone", "a time needs its zone", "starts_at")
        if not self.stations or "" in self.stations or len(set(self.stations)) < len(self.stations):
            yield Problem("schedule.stations", "name at least one station, and none twice", "stations")
        for name, span in (("rest", self.rest), ("turnaround", self.turnaround)):
            if not _NONE <= span <= timedelta(days=7):
                yield Problem("schedule.span", "this is between nothing and a week", name)
        for place, window in enumerate(self.open):
            ends = [end for end in (window.opens, window.closes) if end is not None]
            if any(end.tzinfo is None for end in ends):
                yield Problem("schedule.time_without_zone", "a time needs its zone", f"open.{place}")
            elif len(ends) > 1 and ends[0] >= ends[1]:
                yield Problem("schedule.window", "it closes after it opens", f"open.{place}")


@frozen
class Booking:
    """When and where something is played."""

    key: Place
    at: datetime
    ends: datetime
    station: str


@frozen
class Timetable:
    """A schedule.

    bookings   in the order of time, then of stations
    moved      what had another time or station before
    unplaced   what has no place: the hall closes before, or it follows what has none
    least_end  no schedule of all this in this hall ends before; None where there is nothing to place
    """

    bookings: tuple[Booking, ...]
    moved: tuple[Place, ...] = ()
    unplaced: tuple[Place, ...] = ()
    least_end: datetime | None = None
    _by_key: dict[Place, Booking] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {booking.key: booking for booking in self.bookings})

    def __getitem__(self, key: Place) -> Booking:
        return self._by_key[key]

    def __contains__(self, key: Place) -> bool:
        return key in self._by_key

    @property
    def ends(self) -> datetime | None:
        """When the last match is over; None where there is none."""
        return max((booking.ends for booking in self.bookings), default=None)


def in_order(bookings: Iterable[Booking], hall: Hall) -> tuple[Booking, ...]:
    """The bookings in the order of time, then of stations."""
    places = {station: place for place, station in enumerate(hall.stations)}
    return tuple(sorted(bookings, key=lambda one: (one.at, places.get(one.station, len(places)), one.key)))
