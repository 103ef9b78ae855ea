"""What is to be placed of a tournament: its matches, and those that its formats will add."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from deltacrown.engine import Engine
from deltacrown.fork import Place
from deltacrown.match.progress import Progress
from deltacrown.match.state import Match
from deltacrown.scheduling.foreseeing import Foreseen, foresee
from deltacrown.scheduling.lengths import Lengths
from deltacrown.scheduling.seating import Seats
from deltacrown.scheduling.values import Booking, Taken, Task
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament

People: TypeAlias = Callable[[EntrantId], Collection[str]]
"""Who an entrant is: people who cannot be in two places at once, by names that are the same in every tournament."""


def itself(entrant: EntrantId) -> Collection[str]:
    """Every entrant is a person of its own."""
    return (entrant,)


@frozen
class Agenda:
    """What is to be placed.

    tasks     every match that is still to be played, in the order of play
    booked    those that have a time already
    begun     those of them that have begun, with the moment at which they should be over
    foreseen  those that no format has planned yet
    rested    when whoever has played last was through
    """

    tasks: tuple[Task, ...]
    booked: tuple[Booking, ...]
    begun: frozenset[Place]
    foreseen: frozenset[Place]
    rested: tuple[Taken, ...] = field(repr=False)


def agenda(  # noqa: PLR0913 - what a schedule depends on
    engine: Engine,
    tournament: Tournament,
    lengths: Lengths,
    now: datetime,
    people: People = itself,
    *,
    ahead: bool = True,
    ends: Mapping[Place, datetime] | None = None,
) -> Agenda:
    """What is to be placed of the tournament at this moment. Pure. Raises Refused and PluginFault.

    ahead  also what is not planned yet, as it comes about where every match goes to the better seed
    ends   when matches that have begun will be over, where somebody knows better
    """
    seen = foresee(engine, tournament) if ahead else Foreseen.of(tournament)
    seats = Seats(seen, people)
    tasks, booked, begun = [], [], set()
    for stage, match in _to_play(seen):
        place = (stage.key, match.key)
        length = lengths.of(stage.key, match)
        tasks.append(Task(place, length, seats.people(place), seats.after(place)))
        progress, known = match.progress, place not in seen.foreseen
        over = (ends or {}).get(place)
        if known and (started := _began(progress)) is not None:
            begun.add(place)
            booked.append(Booking(place, started, over or max(started + length, now), progress.station))
        elif known and progress.scheduled_at is not None:
            booked.append(Booking(place, progress.scheduled_at, progress.scheduled_at + length, progress.station))
    return Agenda(tuple(tasks), tuple(booked), frozenset(begun), seen.foreseen, tuple(_rested(seen.now, people)))


def _to_play(seen: Foreseen) -> Iterator[tuple[Stage, Match]]:
    for stage in seen.stages:
        for match in stage.matches.values():
            if (stage.key, match.key) in seen.open:
                yield stage, match


def _began(progress: Progress) -> datetime | None:
    """When it began: some begin without a word, and are under way when a game or a claim is in."""
    if progress.started_at is not None:
        return progress.started_at
    if progress.claims:
        return progress.scheduled_at or progress.claims[0].at
    return progress.scheduled_at if progress.games else None


def _rested(tournament: Tournament, people: People) -> Iterator[Taken]:
    for stage in tournament.stages:
        for match in stage.matches.values():
            if match.played and match.ended_at is not None:
                names = frozenset(name for entrant in match.present for name in people(entrant))
                yield Taken(match.ended_at, match.ended_at, people=names)


def booked_in(
    tournament: Tournament, lengths: Lengths, people: People, now: datetime, of: Sequence[str] = ()
) -> Iterator[Taken]:
    """What another tournament takes: the stations and people of its matches that have a time and are not decided."""
    for stage in tournament.stages:
        for match in stage.matches.values():
            at = _began(match.progress) or match.progress.scheduled_at
            if match.outcome is None and at is not None:
                station = match.progress.station if match.progress.station in of else ""
                names = frozenset(name for entrant in match.present for name in people(entrant))
                began = _began(match.progress) is not None
                over = at + lengths.of(stage.key, match)
                yield Taken(at, max(over, now) if began else over, station, names)
