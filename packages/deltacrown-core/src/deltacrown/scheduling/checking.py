"""Whether a schedule holds: checked pair by pair, without a thought of how it was made."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from attrs import frozen

from deltacrown.fork import Place
from deltacrown.scheduling.values import Booking, Hall, Taken, Task


@frozen
class Fault:
    """What is wrong with a booking: `code` says what, `other` what is in its way, where something is."""

    key: Place
    code: str
    message: str
    other: Place | None = None


@frozen
class _Span:
    booking: Booking | Taken
    key: Place | None


def faults(tasks: Sequence[Task], hall: Hall, bookings: Sequence[Booking]) -> tuple[Fault, ...]:
    """Everything that is wrong with these bookings of the tasks in the hall. Pure."""
    by_key = {task.key: task for task in tasks}
    known = {one.key: one for one in bookings}
    found = [*_alone(by_key, hall, bookings), *_following(by_key, hall, known)]
    stations: defaultdict[str, list[_Span]] = defaultdict(list)
    people: defaultdict[str, list[_Span]] = defaultdict(list)
    for one in bookings:
        stations[one.station].append(_Span(one, one.key))
        for person in by_key[one.key].people if one.key in by_key else ():
            people[person].append(_Span(one, one.key))
    for taken in hall.taken:
        if taken.station:
            stations[taken.station].append(_Span(taken, None))
        for person in taken.people:
            people[person].append(_Span(taken, None))
    for station, spans in stations.items():
        for key, other in _apart(spans, hall.turnaround):
            found.append(Fault(key, "schedule.station_taken", f"station {station!r} is taken then", other))
    for spans in people.values():
        for key, other in _apart(spans, hall.rest):
            found.append(Fault(key, "schedule.twice_at_once", "somebody plays elsewhere then, or rests", other))
    return tuple(dict.fromkeys(found))


def _alone(by_key: dict[Place, Task], hall: Hall, bookings: Sequence[Booking]) -> Iterator[Fault]:
    for one in bookings:
        task = by_key.get(one.key)
        if one.station not in hall.stations:
            yield Fault(one.key, "schedule.no_such_station", f"there is no station {one.station!r}")
        if task is not None and one.ends - one.at < task.length:
            yield Fault(one.key, "schedule.too_short", "it takes longer")
        within = (opens <= one.at and one.ends <= closes for opens, closes in hall.hours)
        if one.at < hall.starts_at or (hall.open and not any(within)):
            yield Fault(one.key, "schedule.closed", "the hall is not open then")


def _following(by_key: dict[Place, Task], hall: Hall, known: dict[Place, Booking]) -> Iterator[Fault]:
    for key, one in known.items():
        for before in by_key[key].after if key in by_key else ():
            if before in by_key and (before not in known or known[before].ends + hall.rest > one.at):
                yield Fault(key, "schedule.too_early", f"it follows {'/'.join(before)}", before)


def _apart(spans: list[_Span], gap: timedelta) -> Iterator[tuple[Place, Place | None]]:
    """What begins before the gap after what began before it is over. Of two that others have taken nothing is said."""
    before: _Span | None = None
    for span in sorted(spans, key=lambda span: span.booking.at):
        if before is not None and span.booking.at < before.booking.ends + gap:
            if span.key is not None:
                yield span.key, before.key
            elif before.key is not None:
                yield before.key, None
        if before is None or span.booking.ends >= before.booking.ends:
            before = span
