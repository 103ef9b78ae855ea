"""What is to be placed of a tournament: what it has planned, and what its formats will."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Engine,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    ScheduleMatch,
    ScheduleMatches,
    Score,
    Source,
    StageSettings,
    StartMatch,
    TournamentSettings,
)
from deltacrown.scheduling import Agenda, Hall, Length, Lengths, Timetable, agenda, faults, plan, replan

NOON = datetime(2026, 6, 6, 12, tzinfo=UTC)
Cup = Callable[..., Director]


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def seen(cup: Director, *lengths: Length, **more: Any) -> Agenda:
    return agenda(cup.engine, cup.tournament, Lengths(20, lengths), NOON, **more)


def planned(found: Agenda, stations: int, rest: int = 0) -> Timetable:
    hall = Hall(NOON, tuple(str(one) for one in range(1, stations + 1)), rest=minutes(rest), taken=found.rested)
    timetable = plan(found.tasks, hall)
    assert faults(found.tasks, hall, timetable.bookings) == ()
    assert timetable.unplaced == ()
    return timetable


ALL = [
    ("single_elimination", {"third_place": True}),
    ("double_elimination", {}),
    ("round_robin", {"groups": 2}),
    ("swiss", {"rounds": 3}),
    ("gsl_groups", {}),
    ("swiss_elimination", {}),
    ("stepladder", {}),
    ("king_of_the_hill", {}),
    ("free_for_all", {}),
]


@pytest.mark.parametrize(("name", "options"), ALL, ids=[name for name, _ in ALL])
def test_every_match_that_is_played_has_been_planned(cup: Cup, name: str, options: dict[str, Any]) -> None:
    """Played as the better seeds win, what was foreseen is what comes about, and nobody is in two places at once."""
    director = cup(8, StageSettings("main", name, options=options))
    timetable = planned(seen(director), 2, rest=10)
    busy: dict[str, list[tuple[datetime, datetime]]] = {}
    played = set()
    while ready := [match for stage in director.tournament.stages for match in stage.matches.values() if match.ready]:
        for match in ready:
            booking = timetable["main", match.key]
            played.add(booking.key)
            for entrant in match.present:
                busy.setdefault(entrant, []).append((booking.at, booking.ends))
            order = {entrant: place for place, entrant in enumerate(director.tournament.stages[0].entrants)}
            points = [len(order) - order[entrant] for entrant in match.present]
            if match.best_of > 1:
                points = [match.best_of // 2 + 1 if one == max(points) else 0 for one in points]
            director.submit(ReportResult("main", match.key, Score(tuple(points))))
    assert played == {one.key for one in timetable.bookings}
    for spans in busy.values():
        spans.sort()
        assert all(before[1] + minutes(10) <= after[0] for before, after in pairwise(spans))


def test_a_stage_comes_after_what_feeds_it(cup: Cup, groups_then_final: tuple[StageSettings, ...]) -> None:
    """The final that has not opened is planned after the last match of both groups, and a rest."""
    found = seen(cup(8, *groups_then_final))
    assert found.foreseen == {("final", "final")}
    timetable = planned(found, 4, rest=10)
    last = max(one.ends for one in timetable.bookings if one.key[0] == "groups")
    assert timetable["final", "final"].at == last + minutes(10)
    assert not seen(cup(8, *groups_then_final), ahead=False).foreseen


def test_rounds_that_are_not_paired_yet_come_one_after_another(cup: Cup) -> None:
    """No match of a Swiss round begins before every match of the one before it is over."""
    found = seen(cup(8, StageSettings("main", "swiss", options={"rounds": 3})))
    assert (len(found.tasks), len(found.foreseen)) == (12, 8)
    rounds = [planned(found, 3).bookings[at : at + 4] for at in (0, 4, 8)]
    for before, after in pairwise(rounds):
        assert max(one.ends for one in before) <= min(one.at for one in after)


def test_lengths_are_those_of_the_first_rule_that_fits(cup: Cup) -> None:
    """By stage, round or number of games; else a game's length for each game there may be."""
    director = cup(4, StageSettings("main", "single_elimination", options={"best_of": 3}))
    lengths = {task.key[1]: task.length for task in seen(director).tasks}
    assert set(lengths.values()) == {minutes(60)}
    ruled = seen(director, Length(90, round=2), Length(45, stage="main", best_of=3))
    assert {task.key[1]: task.length for task in ruled.tasks} == {key: minutes(45) for key in lengths} | {
        "final": minutes(90)
    }


def test_a_person_behind_two_entrants_is_in_one_place(cup: Cup) -> None:
    """Whoever plays for two entrants never plays for both at once, however far both come."""
    director = cup(4)
    found = seen(director, people=lambda entrant: ("ann",) if entrant in {"a", "b"} else (entrant,))
    bookings = planned(found, 4).bookings
    assert [one.at - NOON for one in bookings] == [minutes(0), minutes(20), minutes(40)]


def test_a_schedule_is_one_command_and_planning_again_keeps_what_has_begun(cup: Cup) -> None:
    """All times in one command; what runs late moves as little as possible; what is decided rests whoever played it."""
    director = cup(8)
    timetable = planned(seen(director), 2, rest=10)
    command = ScheduleMatches(tuple(ScheduleMatch(*one.key, one.at, one.station) for one in timetable.bookings))
    assert len({entry.order for entry in director.submit(command)}) == 1
    assert director.submit(command) == ()
    stage = director.tournament.stages[0]
    assert {match.progress.scheduled_at for match in stage.matches.values()} == {one.at for one in timetable.bookings}
    first, second = (one.key for one in timetable.bookings[:2])
    director.submit(StartMatch(*first), at=NOON)
    director.submit(ReportResult(*second, Score((1, 0))), at=NOON + minutes(20))
    later = NOON + minutes(20)
    found = agenda(director.engine, director.tournament, Lengths(20), later, ends={first: NOON + minutes(25)})
    assert found.begun == {first}
    hall = Hall(later, ("1", "2"), rest=minutes(10), taken=found.rested)
    again = replan(found.tasks, hall, found.booked, found.begun)
    assert {fault.key for fault in faults(found.tasks, hall, again.bookings)} <= {first}
    assert again.moved
    assert set(again.moved) < {one.key for one in timetable.bookings[2:]}


def test_of_many_times_all_are_set_or_none(cup: Cup, refusal: Any) -> None:
    """Every problem says which of them it is about, also that one is named twice."""
    times = [ScheduleMatch("main", key, NOON) for key in ("final", "nowhere", "final")]
    assert refusal(cup(4), ScheduleMatches(tuple(times))) == [
        ("match.unknown", "matches.1.match"),
        ("schedule.repeated", "matches.2.match"),
    ]


def test_what_has_not_started_is_planned_as_it_would_start(cup: Cup, engine: Engine) -> None:
    """A tournament that takes registrations can be planned: everything is foreseen; for too few it is refused."""
    director = Director(engine)
    stages = (
        StageSettings("groups", "round_robin", options={"groups": 2}),
        StageSettings("final", "single_elimination", sources=(Source("groups", 1), Source("groups", 2))),
    )
    director.submit(CreateTournament("cup", TournamentSettings("Cup", stages)))
    director.submit(OpenRegistration())
    for entrant in "abcdef":
        director.submit(RegisterEntrant(entrant))
    found = seen(director)
    assert len(found.tasks) == len(found.foreseen) == 7
    assert planned(found, 2).ends == NOON + minutes(20 * 4)
