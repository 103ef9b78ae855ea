"""Schedules: they hold whatever is asked, and are as short as can be shown."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from deltacrown import Refused, Window
from deltacrown.scheduling import Booking, Hall, Taken, Task, faults, plan, replan
from hypothesis import given
from hypothesis import strategies as st

NOON = datetime(2026, 6, 6, 12, tzinfo=UTC)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def place(number: int) -> tuple[str, str]:
    return ("main", str(number))


@st.composite
def days(draw: st.DrawFn) -> tuple[tuple[Task, ...], Hall]:
    """Tasks with people and an order, and a hall with hours, rests and stations that others have taken."""
    number = draw(st.integers(1, 14))
    people = st.frozensets(st.sampled_from("abcdef"), max_size=2)
    tasks = tuple(
        Task(
            place(one),
            minutes(draw(st.sampled_from([10, 15, 30, 50]))),
            draw(people),
            tuple(place(before) for before in draw(st.frozensets(st.integers(0, one - 1), max_size=2))) if one else (),
        )
        for one in range(number)
    )
    spans = draw(st.lists(st.tuples(st.integers(0, 400), st.integers(20, 200)), max_size=3))
    hours = tuple(Window(NOON + minutes(at), NOON + minutes(at + length)) for at, length in spans)
    whose = st.tuples(st.integers(0, 200), st.integers(1, 90), st.sampled_from(["", "1", "2"]), people)
    taken = tuple(
        Taken(NOON + minutes(at), NOON + minutes(at + length), station, busy)
        for at, length, station, busy in draw(st.lists(whose, max_size=3))
    )
    stations = tuple(str(one + 1) for one in range(draw(st.integers(1, 4))))
    rest, turnaround = (minutes(draw(st.sampled_from([0, 0, 5, 20]))) for _ in range(2))
    return tasks, Hall(NOON, stations, hours, rest, turnaround, taken)


def ends(bookings: Sequence[Booking]) -> timedelta:
    return max(one.ends for one in bookings) - NOON


@given(days())
def test_a_schedule_holds(day: tuple[tuple[Task, ...], Hall]) -> None:
    """No station and nobody twice at once, rests and hours kept, nothing before what it follows; always the same.

    What has no place follows something that has none, or the hall closes. Where it is always open everything has one.
    """
    tasks, hall = day
    timetable = plan(tasks, hall)
    assert faults(tasks, hall, timetable.bookings) == ()
    assert {*timetable.unplaced, *(one.key for one in timetable.bookings)} == {task.key for task in tasks}
    assert plan(tasks, hall) == timetable
    if not hall.open:
        assert not timetable.unplaced
    if not timetable.unplaced:
        assert timetable.ends is not None
        assert timetable.least_end is not None
        assert timetable.ends >= timetable.least_end


@given(days(), st.data())
def test_planning_again_moves_no_more_than_it_must(day: tuple[tuple[Task, ...], Hall], data: st.DataObject) -> None:
    """What is fixed stays. Whatever moved could not have stayed, with what was settled before it. It all holds again."""
    tasks, hall = day
    before = plan(tasks, hall)
    keys = [one.key for one in before.bookings]
    late = data.draw(st.sampled_from(keys)) if keys else None
    by = minutes(data.draw(st.sampled_from([0, 5, 30, 90])))
    booked = [
        Booking(one.key, one.at, one.ends + by, one.station) if one.key == late else one for one in before.bookings
    ]
    fixed = {late} if late else set()
    after = replan(tasks, hall, booked, fixed)
    told = faults(tasks, hall, after.bookings)
    # A match that has begun may run into anything; what is left out stands in `unplaced`.
    assert [fault for fault in told if fault.key not in fixed] == []
    if not by:
        assert (after.bookings, after.moved) == (before.bookings, ())
    old = {one.key: one for one in booked}
    for one in after.bookings:
        if one.key in old and one.key not in after.moved:
            assert one == old[one.key]
    for key in after.moved:
        others = [one for one in after.bookings if one.key != key]
        assert any(key in {fault.key, fault.other} for fault in faults(tasks, hall, [*others, old[key]]))


def bracket(rounds: int, length: int) -> list[Task]:
    """A knock-out, the first round first."""
    tasks: list[Task] = []
    before: list[tuple[str, str]] = []
    for number in range(rounds):
        here = [("main", f"{number}-{one}") for one in range(2 ** (rounds - number - 1))]
        follow = iter(before)
        tasks += [Task(key, minutes(length), after=tuple(next(follow) for _ in before[:2])) for key in here]
        before = here
    return tasks


@given(st.lists(st.integers(0, 14), max_size=15), st.integers(1, 4), st.randoms(use_true_random=False))
def test_a_bracket_of_equal_matches_is_as_short_as_can_be(feeds: list[int], stations: int, luck: Random) -> None:
    """Longest path first is optimal in any tree of equal tasks (Hu 1961), in whatever order they come."""
    follower = {number + 1: min(feed, number) for number, feed in enumerate(feeds)}
    tasks = [
        Task(place(one), minutes(30), after=tuple(place(key) for key, into in follower.items() if into == one))
        for one in range(len(feeds) + 1)
    ]
    luck.shuffle(tasks)
    timetable = plan(tasks, Hall(NOON, tuple(map(str, range(stations)))))
    assert timetable.ends == timetable.least_end


@given(st.integers(1, 6), st.integers(1, 9), st.sampled_from([0, 10, 45]), st.data())
def test_a_bracket_takes_at_most_twice_as_long(rounds: int, stations: int, rest: int, data: st.DataObject) -> None:
    """The longest path and the work shared by the stations add up to more than any list schedule (Graham 1966)."""
    tasks = [
        Task(task.key, minutes(data.draw(st.integers(1, 60))), task.people, task.after) for task in bracket(rounds, 1)
    ]
    timetable = plan(tasks, Hall(NOON, tuple(map(str, range(stations))), rest=minutes(rest)))
    assert timetable.least_end is not None
    assert ends(timetable.bookings) <= 2 * (timetable.least_end - NOON)


@given(st.integers(2, 9), st.integers(1, 6), st.sampled_from([0, 15]))
def test_duels_take_at_most_three_times_as_long(people: int, stations: int, rest: int) -> None:
    """What is last waits only while the stations are busy, or one of its two plays or rests."""
    tasks = [
        Task(("main", f"{one}-{other}"), minutes(30), frozenset({str(one), str(other)}))
        for one, other in combinations(range(people), 2)
    ]
    timetable = plan(tasks, Hall(NOON, tuple(map(str, range(stations))), rest=minutes(rest)))
    assert timetable.least_end is not None
    assert ends(timetable.bookings) <= 3 * (timetable.least_end - NOON)


def test_what_is_kept_stays_and_what_comes_before_it_is_over_in_time() -> None:
    """A locked match is planned around; what feeds it and cannot be over in time has no place."""
    tasks = [Task(place(0), minutes(30)), Task(place(1), minutes(30), after=(place(0),)), Task(place(2), minutes(30))]
    hall = Hall(NOON, ("1",), rest=minutes(10))
    kept = [Booking(place(1), NOON + minutes(40), NOON + minutes(70), "1")]
    timetable = plan(tasks, hall, kept)
    assert [(one.key[1], one.at - NOON) for one in timetable.bookings] == [
        ("0", minutes(0)),
        ("1", minutes(40)),
        ("2", minutes(70)),
    ]
    late = plan(tasks, Hall(NOON + minutes(5), ("1",), rest=minutes(10)), kept)
    assert late.unplaced == (place(0),)


def test_a_match_that_runs_late_moves_one_other_to_a_free_station() -> None:
    """Of everything after it on its station only what it is in the way of moves, and of that only the station."""
    tasks = [Task(place(number), minutes(30)) for number in range(5)]
    hall = Hall(NOON, ("1", "2"))
    times = {0: (0, "1"), 1: (0, "2"), 2: (30, "1"), 3: (60, "1"), 4: (90, "1")}
    booked = [Booking(place(key), NOON + minutes(at), NOON + minutes(at + 30), on) for key, (at, on) in times.items()]
    booked[0] = Booking(place(0), NOON, NOON + minutes(40), "1")
    after = replan(tasks, hall, booked, {place(0)})
    assert after.moved == (place(2),)
    assert after[place(2)] == Booking(place(2), NOON + minutes(30), NOON + minutes(60), "2")
    assert after[place(3)] == booked[3]


def test_what_is_no_hall_is_refused() -> None:
    """Every problem at once: no stations, times without a zone, hours that close before they open."""
    windows = (Window(NOON, NOON), Window(datetime(2026, 1, 1), None))  # noqa: DTZ001 - that is the point
    with pytest.raises(Refused) as refused:
        plan([], Hall(NOON, (), windows, minutes(-1)))
    assert [problem.code for problem in refused.value.problems] == [
        "schedule.stations",
        "schedule.span",
        "schedule.window",
        "schedule.time_without_zone",
    ]
