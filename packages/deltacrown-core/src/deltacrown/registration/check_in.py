"""Whether entrants may check in, and what follows when they do not."""

from collections.abc import Iterable
from datetime import timedelta

from deltacrown.deciding import Decision
from deltacrown.problems import Problem
from deltacrown.registration.commands import CheckIn, DropNoShows, UndoCheckIn
from deltacrown.registration.events import CheckInUndone, EntrantPromoted, EntrantsCheckedIn, EntrantWithdrawn
from deltacrown.registration.state import Entrant, Status
from deltacrown.tournament.state import Tournament

BULK = 200


def missing(tournament: Tournament) -> list[Entrant]:
    """Who takes part and has not checked in, where that is asked for."""
    if tournament.settings.check_in is None:
        return []
    return [entrant for entrant in tournament.taking_part if entrant.checked_in is None]


def check_in_problems(command: CheckIn, decision: Decision) -> Iterable[Problem]:
    """Why these entrants cannot check in."""
    if not 0 < len(command.entrants) <= BULK:
        yield Problem("check_in.bulk", f"1 to {BULK} entrants check in at once", "entrants")
    for place, name in enumerate(command.entrants):
        entrant = decision.tournament.entrants.get(name)
        if entrant is None or entrant.status not in {Status.TAKING_PART, Status.WAITING}:
            yield Problem("entrant.unknown", f"{name!r} does not take part", f"entrants.{place}")
    yield from _window_problems(decision)


def _window_problems(decision: Decision) -> Iterable[Problem]:
    settings, now = decision.tournament.settings, decision.envelope.at
    if settings.check_in is None or settings.starts_at is None:
        return
    opens = settings.starts_at - timedelta(seconds=settings.check_in.opens_before_s)
    if now < opens:
        yield Problem("check_in.too_early", f"check-in opens at {opens.isoformat()}")
    if now >= settings.starts_at:
        yield Problem("check_in.too_late", f"check-in closed at {settings.starts_at.isoformat()}")


def check_in(command: CheckIn, decision: Decision) -> None:
    """Whoever was not there yet is there."""
    entrants = decision.tournament.entrants
    new = tuple(dict.fromkeys(name for name in command.entrants if entrants[name].checked_in is None))
    if new:
        decision.record(EntrantsCheckedIn(new, decision.envelope.at))
        _promote_who_is_there(decision)


def undo_problems(command: UndoCheckIn, decision: Decision) -> Iterable[Problem]:
    """Why the check-in cannot be taken back."""
    settings, entrant = decision.tournament.settings.check_in, decision.tournament.entrants.get(command.entrant)
    if entrant is None or entrant.checked_in is None:
        yield Problem("check_in.none", f"{command.entrant!r} has not checked in", "entrant")
    elif settings and not command.override:
        limit = entrant.checked_in + timedelta(seconds=settings.undo_within_s)
        if decision.envelope.at > limit:
            yield Problem("check_in.undo_too_late", f"a check-in can be undone for {settings.undo_within_s} seconds")


def undo(command: UndoCheckIn, decision: Decision) -> None:
    """The entrant is not there after all."""
    decision.record(CheckInUndone(command.entrant))


def drop_problems(_: DropNoShows, decision: Decision) -> Iterable[Problem]:
    """Why nobody can be dropped."""
    if not missing(decision.tournament):
        yield Problem("check_in.nobody_missing", "everyone has checked in")


def drop(_: DropNoShows, decision: Decision) -> None:
    """No-shows leave, and whoever waits and is there takes the places."""
    for entrant in missing(decision.tournament):
        decision.record(EntrantWithdrawn(entrant.id, no_show=True))
    _promote_who_is_there(decision)


def _promote_who_is_there(decision: Decision) -> None:
    """Free places go to those on the waiting list who have checked in, in the order of the line."""
    capacity = decision.tournament.settings.capacity
    there = [entrant for entrant in decision.tournament.waiting if entrant.checked_in]
    free = len(there) if capacity is None else max(0, capacity - decision.tournament.taken)
    for entrant in there[:free]:
        decision.record(EntrantPromoted(entrant.id))
