"""Scheduling: when and where the matches of a tournament are played, so that nothing is in the way of anything.

    found = agenda(engine, tournament, Lengths(game_minutes=20), now)
    timetable = plan(found.tasks, Hall(ten_o_clock, ("1", "2", "3", "4"), rest=timedelta(minutes=10)))

Values in, values out: nothing is written. `ScheduleMatches` puts a timetable into the journal.
"""

from deltacrown.scheduling.book import Book
from deltacrown.scheduling.checking import Fault, faults
from deltacrown.scheduling.lengths import Length, Lengths
from deltacrown.scheduling.planning import plan
from deltacrown.scheduling.replanning import replan
from deltacrown.scheduling.tasks import Agenda, agenda, booked_in
from deltacrown.scheduling.values import Booking, Hall, Taken, Task, Timetable

__all__ = [
    "Agenda",
    "Book",
    "Booking",
    "Fault",
    "Hall",
    "Length",
    "Lengths",
    "Taken",
    "Task",
    "Timetable",
    "agenda",
    "booked_in",
    "faults",
    "plan",
    "replan",
]
