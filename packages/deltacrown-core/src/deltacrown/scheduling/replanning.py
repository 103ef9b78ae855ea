"""Planning again: what is fixed stays, of the rest as much as possible, and it is said what had to move."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from attrs import evolve

from deltacrown.errors import Refused
from deltacrown.fork import Place
from deltacrown.scheduling.book import Book
from deltacrown.scheduling.network import in_sequence, least_end
from deltacrown.scheduling.planning import deadlines, fill
from deltacrown.scheduling.values import LAST, Booking, Hall, Task, Timetable, in_order


def replan(
    tasks: Sequence[Task], hall: Hall, booked: Sequence[Booking], fixed: Collection[Place] = frozenset()
) -> Timetable:
    """The schedule with everything that is booked where it was, unless it cannot be any more.

    fixed   what has begun, or must not move: it stays as it is booked, whatever is in its way

    In the order of their times each stays if what was settled before it allows that: so whatever moves could not have
    stayed, the others being where they are. It moves to the first later room that no other booking is in the way of; so
    none moves for its sake but what follows from it. What is not booked yet finds its place afterwards. Raises Refused.
    """
    problems = list(hall.problems())
    if problems:
        raise Refused(problems)
    sequence = in_sequence(tasks)
    pinned = {one.key: one for one in booked if one.key in fixed}
    latest = deadlines(sequence, hall, pinned)
    move = _Moving(tasks, hall, latest)
    lengths = {task.key: task.length for task in tasks}
    # As long as they take by now, and without what is not to be played any more.
    booked = [
        one if one.key in pinned else evolve(one, ends=one.at + lengths[one.key])
        for one in booked
        if one.key in pinned or one.key in lengths
    ]
    for one in booked:
        move.enter(one, settled=one.key in pinned)
    place = {task.key: number for number, task in enumerate(sequence)}
    for one in sorted(booked, key=lambda one: (one.at, place.get(one.key, 0))):
        if one.key not in pinned:
            move.settle(one)
    to_place = [task for task in sequence if task.key not in move.settled]
    fill(to_place, hall, move.book, move.settled, latest)
    unplaced = tuple(task.key for task in tasks if task.key not in move.settled)
    return Timetable(
        in_order(move.settled.values(), hall),
        tuple(move.moved),
        unplaced,
        least_end([task for task in sequence if task.key not in pinned], hall),
    )


class _Moving:
    """Bookings that are settled one by one.

    facts   holds what is settled
    book    holds that, and what is not settled yet where it was
    """

    def __init__(self, tasks: Sequence[Task], hall: Hall, latest: Mapping[Place, datetime]) -> None:
        self.settled: dict[Place, Booking] = {}
        self.moved: list[Place] = []
        self.book, self._facts = Book(hall), Book(hall)
        self._hall, self._latest = hall, latest
        self._tasks = {task.key: task for task in tasks}

    def enter(self, one: Booking, *, settled: bool) -> None:
        """Take what is booked, as a fact or as it was."""
        people = self._people(one.key)
        self.book.enter(one.at, one.ends, one.station, people)
        if settled:
            self._facts.enter(one.at, one.ends, one.station, people)
            self.settled[one.key] = one

    def settle(self, one: Booking) -> None:
        """Leave it where it is, or move it."""
        task = self._tasks[one.key]
        if any(key in self._tasks and key not in self.settled for key in task.after):
            # What it follows has no place, or finds one only afterwards; and so does this.
            self._move(one, task)
            return
        before = [self.settled[key].ends + self._hall.rest for key in task.after if key in self.settled]
        since = max([one.at, self._hall.starts_at, *before])
        if since == one.at and self._facts.has_room(one.at, task.length, one.station, task.people):
            self._facts.enter(one.at, one.at + task.length, one.station, task.people)
            self.settled[one.key] = one
            return
        self._move(one, task)
        room = self.book.room(since, task.length, task.people)
        if room is None or room[0] + task.length > self._latest.get(one.key, LAST):
            return
        at, station = room
        new = Booking(one.key, at, at + task.length, station)
        self.enter(new, settled=True)

    def _move(self, one: Booking, task: Task) -> None:
        self.book.strike(one.at, one.ends, one.station, task.people)
        self.moved.append(one.key)

    def _people(self, key: Place) -> frozenset[str]:
        task = self._tasks.get(key)
        return task.people if task else frozenset()
