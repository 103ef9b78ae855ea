"""What follows from what: the paths of a schedule, and how short it can be at best."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from attrs import evolve

from deltacrown.fork import Place
from deltacrown.scheduling.book import Book, open_for
from deltacrown.scheduling.values import Hall, Task

_NONE = timedelta()


def in_sequence(tasks: Sequence[Task]) -> list[Task]:
    """The tasks so that each comes after what it follows. Raises ValueError where that is a circle."""
    by_key = {task.key: task for task in tasks}
    done: dict[Place, bool] = {}
    found: list[Task] = []
    for first in tasks:
        stack = [first]
        while stack:
            task = stack[-1]
            if done.get(task.key):
                stack.pop()
                continue
            waits = [by_key[key] for key in task.after if key in by_key and not done.get(key)]
            if not waits:
                done[task.key] = True
                found.append(stack.pop())
            elif task.key in done:
                message = f"{task.key} follows itself"
                raise ValueError(message)
            else:
                done[task.key] = False
                stack += waits
    return found


def tails(sequence: Sequence[Task], rest: timedelta) -> dict[Place, timedelta]:
    """How long it takes at least from the end of each task to the end of all that follows it."""
    found = {task.key: _NONE for task in sequence}
    for task in reversed(sequence):
        for key in task.after:
            if key in found:
                found[key] = max(found[key], rest + task.length + found[task.key])
    return found


def least_end(sequence: Sequence[Task], hall: Hall) -> datetime | None:
    """When these tasks can be over at the earliest, whoever plans: no schedule ends before.

    By what follows from what, by everyone's own matches with rests between, and by the time of the stations: for every
    path that can be left when those are over that have at least that much behind them (Hu 1961).
    """
    behind = tails(sequence, hall.rest)
    ends = [end + behind[key] for key, end in _earliest(sequence, hall)]
    ends += (hall.starts_at + load for load in _loads(sequence, hall.rest))
    ends += _work(sequence, hall, behind)
    return max(ends, default=None)


def _earliest(sequence: Sequence[Task], hall: Hall) -> Iterator[tuple[Place, datetime]]:
    """When each is over at the earliest, had everyone a station."""
    book, ends = Book(evolve(hall, taken=())), dict[Place, datetime]()
    for task in sequence:
        before = (ends[key] + hall.rest for key in task.after if key in ends)
        begins = book.opening(max([hall.starts_at, *before]), task.length)
        if begins is not None:
            ends[task.key] = begins + task.length
            yield task.key, ends[task.key]


def _loads(tasks: Sequence[Task], rest: timedelta) -> Iterator[timedelta]:
    mine: defaultdict[str, list[timedelta]] = defaultdict(list)
    for task in tasks:
        for person in task.people:
            mine[person].append(task.length)
    for lengths in mine.values():
        yield sum(lengths, _NONE) + rest * (len(lengths) - 1)


def _work(tasks: Sequence[Task], hall: Hall, behind: Mapping[Place, timedelta]) -> Iterator[datetime]:
    """When the stations are through at the earliest with what has a path behind it, and then that path."""
    longest_first = sorted(tasks, key=lambda task: behind[task.key], reverse=True)
    shortest, stations, work = min((task.length for task in tasks), default=_NONE), len(hall.stations), _NONE
    for number, (task, then) in enumerate(pairwise([*longest_first, None]), 1):
        assert task is not None
        work += task.length + hall.turnaround
        if then is None or behind[then.key] < behind[task.key]:
            most = -(-number // stations)
            # On some station there are so many; and some station has the mean of all.
            least = max(work / stations, (shortest + hall.turnaround) * most) - hall.turnaround
            through = open_for(hall, least)
            if through is not None:
                yield through + behind[task.key]
