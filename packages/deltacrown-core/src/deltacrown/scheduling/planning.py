"""List scheduling: whatever can begin begins; of those, what has the longest path behind it (Graham 1966, Hu 1961).

So no station is empty while something could begin on it. A bracket therefore takes at most twice as long as the best
schedule there is, and exactly as long where its matches are equally long and nobody rests; duels in which people meet
more than once, without a bracket behind them, at most three times as long. Same question, same answer.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from deltacrown.errors import Refused
from deltacrown.fork import Place
from deltacrown.scheduling.book import Book
from deltacrown.scheduling.network import in_sequence, least_end, tails
from deltacrown.scheduling.values import LAST, Booking, Hall, Task, Timetable, in_order


def plan(tasks: Sequence[Task], hall: Hall, kept: Sequence[Booking] = ()) -> Timetable:
    """A schedule for all tasks that are not kept, around those that are. Raises Refused where the hall is none.

    What is kept is taken as it is: where people, stations or opening hours forbid it, it says nothing of that (`faults`
    does). What comes before something that is kept, and cannot be over in time, is not placed.
    """
    problems = list(hall.problems())
    if problems:
        raise Refused(problems)
    sequence = in_sequence(tasks)
    book, by_key = Book(hall), {task.key: task for task in tasks}
    for one in kept:
        book.enter(one.at, one.ends, one.station, by_key[one.key].people if one.key in by_key else ())
    bookings = {one.key: one for one in kept}
    to_place = [task for task in sequence if task.key not in bookings]
    fill(to_place, hall, book, bookings, deadlines(sequence, hall, bookings))
    unplaced = tuple(task.key for task in tasks if task.key not in bookings)
    return Timetable(
        in_order(bookings.values(), hall), unplaced=unplaced, least_end=least_end(to_place, hall) if to_place else None
    )


def deadlines(sequence: Sequence[Task], hall: Hall, kept: Mapping[Place, Booking]) -> dict[Place, datetime]:
    """When what comes before something that is kept must be over."""
    found: dict[Place, datetime] = {}
    for task in reversed(sequence):
        begins = kept[task.key].at if task.key in kept else found.get(task.key)
        if begins is not None:
            begins -= hall.rest if task.key in kept else hall.rest + task.length
            for key in task.after:
                found[key] = min(found.get(key, begins), begins)
    return found


def fill(
    sequence: Sequence[Task],
    hall: Hall,
    book: Book,
    bookings: dict[Place, Booking],
    latest: Mapping[Place, datetime] = MappingProxyType({}),
) -> None:
    """Place the tasks, each after what it follows, into the book and among the bookings. What has no place is left out.

    `latest` says when some of them must be over.
    """
    behind = tails(sequence, hall.rest)
    order = {task.key: (-behind[task.key], place) for place, task in enumerate(sequence)}
    waiting = {task.key: task for task in sequence}
    missing, followers = _links(sequence, waiting)
    heap = [
        (_since(task, hall, bookings), *order[task.key], task.key)
        for task in sequence
        if not missing[task.key] and bookings.keys() >= set(task.after)
    ]
    heapify(heap)
    shortest = min((task.length for task in sequence), default=hall.rest)
    floor = hall.starts_at
    while heap:
        since, *_, key = heappop(heap)
        if since < floor:
            heappush(heap, (floor, *order[key], key))
            continue
        task = waiting[key]
        free = book.free(since, task.length, task.people)
        if free > since:
            heappush(heap, (free, *order[key], key))
            continue
        room = book.room(since, task.length, task.people)
        if room is None or room[0] + task.length > latest.get(key, LAST):
            continue
        if room[0] > since:
            # Others have taken it meanwhile. There is never more room than before, so that the first in line is first;
            # and before the shortest of all has room, nothing has.
            heappush(heap, (room[0], *order[key], key))
            if floor <= since:
                least = book.room(since, shortest, frozenset())
                floor = max(floor, least[0] if least else room[0])
            continue
        at, station = room
        bookings[key] = Booking(key, at, at + task.length, station)
        book.enter(at, at + task.length, station, task.people)
        for follower in followers[key]:
            missing[follower] -= 1
            if not missing[follower] and bookings.keys() >= set(waiting[follower].after):
                heappush(heap, (_since(waiting[follower], hall, bookings), *order[follower], follower))


def _links(
    sequence: Sequence[Task], waiting: Mapping[Place, Task]
) -> tuple[dict[Place, int], defaultdict[Place, list[Place]]]:
    """How many of these each waits for, and who waits for each."""
    followers: defaultdict[Place, list[Place]] = defaultdict(list)
    missing = dict.fromkeys(waiting, 0)
    for task in sequence:
        for key in dict.fromkeys(task.after):
            if key in waiting:
                missing[task.key] += 1
                followers[key].append(task.key)
    return missing, followers


def _since(task: Task, hall: Hall, bookings: Mapping[Place, Booking]) -> datetime:
    """When the task can begin at the earliest, by what it follows."""
    return max([hall.starts_at, *(bookings[key].ends + hall.rest for key in task.after)])
