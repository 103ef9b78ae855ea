"""A schedule of a tournament on this host: with everyone's matches in other tournaments in mind."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from attrs import evolve
from deltacrown import Malformed, Problem, Refused, Tournament
from deltacrown.scheduling import Agenda, Booking, Taken, agenda, booked_in, faults, plan, replan
from sqlalchemy import Connection

from deltacrown_host.bootstrap import Host
from deltacrown_host.registrations.names import names_of
from deltacrown_host.schedules.bodies import Conflict, MatchPlace, PlanAnswer, PlannedMatch, SchedulePlan
from deltacrown_host.schedules.people import elsewhere, people_of

Place = tuple[str, str]
_MINUTE = timedelta(minutes=1)
_NAMES = {"rest": "rest_minutes", "turnaround": "turnaround_minutes"}


def check(asked: SchedulePlan) -> None:
    """Raise Malformed for everything that is wrong with what is asked for."""
    hall = asked.hall(datetime.max.replace(tzinfo=UTC), ())
    problems = [Problem(one.code, one.message, _NAMES.get(one.field, one.field)) for one in hall.problems()]
    problems += (
        Problem(one.code, one.message, one.field.replace("matches.", "lengths.")) for one in asked.durations.problems()
    )
    if problems:
        raise Malformed(problems)


async def taken_elsewhere(host: Host, tournament: str, asked: SchedulePlan, now: datetime) -> tuple[Taken, ...]:
    """When the people of this tournament play in others, and what others play on the same stations. Raises Refused."""
    everyone, others = await host.desk.look(tournament, _playing)
    found: list[Taken] = []
    for other in dict.fromkeys((*others, *asked.beside)):
        stations = asked.stations if other in asked.beside else ()

        def look(standing: Tournament, connection: Connection, stations: Sequence[str] = stations) -> list[Taken]:
            people = people_of(connection, standing.id)
            return list(booked_in(standing, asked.durations, people, now, stations))

        taken = await host.desk.look(other, look)
        found += (evolve(one, people=one.people & everyone) for one in taken)
    return tuple(one for one in found if one.station or one.people)


def _playing(standing: Tournament, connection: Connection) -> tuple[frozenset[str], list[str]]:
    people = people_of(connection, standing.id)
    everyone = frozenset(name for entrant in standing.entrants for name in people(entrant))
    return everyone, elsewhere(connection, standing.id, everyone)


def planned(host: Host, asked: SchedulePlan, now: datetime, taken: tuple[Taken, ...]) -> Callable[..., PlanAnswer]:
    """What answers the plan for a tournament as it stands."""

    def answer(standing: Tournament, connection: Connection) -> PlanAnswer:
        ends = {(one.stage, one.match): one.ends_at for one in asked.late}
        seen = agenda(
            host.desk.engine,
            standing,
            asked.durations,
            now,
            people_of(connection, standing.id),
            ahead=asked.ahead,
            ends=ends,
        )
        return _answer(standing, asked, seen, now, taken, names_of(connection, standing.id))

    return answer


def _answer(  # noqa: PLR0913, PLR0917 - what a schedule depends on
    standing: Tournament,
    asked: SchedulePlan,
    seen: Agenda,
    now: datetime,
    taken: tuple[Taken, ...],
    names: Mapping[str, str],
) -> PlanAnswer:
    hall = asked.hall(_starts(standing, asked, now), (*taken, *seen.rested))
    booked = {one.key: one for one in seen.booked}
    fixed = seen.begun | _locked(asked, booked)
    if asked.keep:
        timetable = replan(seen.tasks, hall, seen.booked, fixed)
    else:
        timetable = plan(seen.tasks, hall, [booked[key] for key in booked if key in fixed])
    found = faults(seen.tasks, hall, timetable.bookings)
    matches = tuple(
        _line(standing, seen, booked, names, one) for one in timetable.bookings if one.key not in seen.begun
    )
    return PlanAnswer(
        standing.version,
        matches,
        tuple(MatchPlace(*key) for key in timetable.unplaced),
        tuple(
            Conflict(*fault.key, fault.code, fault.message, MatchPlace(*fault.other) if fault.other else None)
            for fault in found
            if fault.key not in seen.begun
        ),
        sum(line.moved for line in matches),
        timetable.ends,
        timetable.least_end,
    )


def _starts(standing: Tournament, asked: SchedulePlan, now: datetime) -> datetime:
    if asked.starts_at is not None:
        return asked.starts_at
    soon = now.replace(second=0, microsecond=0) + _MINUTE
    configured = standing.settings.starts_at
    return soon if configured is None else max(soon, configured)


def _locked(asked: SchedulePlan, booked: Mapping[Place, Booking]) -> frozenset[Place]:
    """The matches that must not move, which have a time. Raises Refused."""
    locked = frozenset((one.stage, one.match) for one in asked.locked)
    without = [number for number, one in enumerate(asked.locked) if (one.stage, one.match) not in booked]
    if without:
        message = "this match has no time that it could keep"
        raise Refused([Problem("schedule.nothing_to_lock", message, f"locked.{number}") for number in without])
    return locked


def _line(
    standing: Tournament, seen: Agenda, booked: Mapping[Place, Booking], names: Mapping[str, str], one: Booking
) -> PlannedMatch:
    stage = standing.stage(one.key[0])
    match = stage.matches.get(one.key[1]) if stage else None
    entrants = match.entrants if match else ()
    before = booked.get(one.key)
    return PlannedMatch(
        *one.key,
        names=tuple(names.get(entrant, entrant) if entrant else entrant for entrant in entrants),
        at=one.at,
        ends_at=one.ends,
        station=one.station,
        moved=before is not None and (before.at, before.station) != (one.at, one.station),
        foreseen=one.key in seen.foreseen,
    )
