"""What committed events are told of by mail, at once or in time: jobs in the transaction of the events.

One job tells everyone whom an event concerns; of matches only where somebody with an account takes part.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from deltacrown import Entry, Tournament
from deltacrown.events import (
    CheckInOpened,
    DisputeOpened,
    DisputeResolved,
    HistoryAmended,
    MatchCompleted,
    MatchesAdded,
    MatchScheduled,
    RegistrationOpened,
    ResultClaimed,
    SettingsChanged,
)
from sqlalchemy import Connection, bindparam, select

from deltacrown_host.jobs.causes import Wanted, check_in_at, leave_wanted
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.tables import entrant_teams

READY = "tell_match_ready"
SOON = "tell_match_soon"
CHECK_IN_SOON = "tell_check_in_soon"
CHECK_IN_OPEN = "tell_check_in_open"
CHECK_IN_CLOSING = "tell_check_in_closing"
RESULT = "tell_result"
DISPUTE = "tell_dispute"
AHEAD = timedelta(minutes=15)
"""Reminders come so long before what they remind of."""
_TAKING_PART = tuple(
    select(table.c.entrant).where(table.c.tournament_id == bindparam("tournament")).limit(1)
    for table in (entrant_accounts, entrant_teams)
)


def leave_notices(connection: Connection, tournament: Tournament, entries: Sequence[Entry]) -> None:
    """Have told in time what these entries, which have led to this tournament, call for."""
    leave_wanted(connection, tournament, [one for entry in entries for one in _of_check_in(tournament, entry)])
    of_matches = [found for entry in entries for found in _of_matches(tournament, entry)]
    if of_matches and _somebody_takes_part(connection, tournament.id):
        leave_wanted(connection, tournament, of_matches)


def _of_matches(tournament: Tournament, entry: Entry) -> Iterator[Wanted]:
    event, at = entry.event, entry.at
    match event:
        case MatchCompleted(stage=stage, match=match):
            found = tournament.stage(stage)
            for fed, _, _ in found.feeds.get(match, ()) if found else ():
                yield Wanted(READY, at, stage, fed)
        case MatchesAdded(stage=stage):
            yield Wanted(READY, at, stage)
        case HistoryAmended():
            yield from (Wanted(READY, at, stage.key) for stage in tournament.stages)
        case MatchScheduled(stage=stage, match=match, at=when) if when is not None:
            yield Wanted(SOON, when - AHEAD, stage, match)
        case ResultClaimed(stage=stage, match=match):
            yield Wanted(RESULT, at, stage, match)
        case DisputeOpened(stage=stage, match=match) | DisputeResolved(stage=stage, match=match):
            yield Wanted(DISPUTE, at, stage, match)


def _of_check_in(tournament: Tournament, entry: Entry) -> Iterator[Wanted]:
    """Left whoever takes part so far: others may by the time that it is told."""
    match entry.event:
        case CheckInOpened():
            yield Wanted(CHECK_IN_OPEN, entry.at)
            yield from _closing(tournament)
        case RegistrationOpened() | SettingsChanged():
            opens = check_in_at(tournament)
            if opens is not None:
                yield Wanted(CHECK_IN_SOON, opens - AHEAD)
            yield from _closing(tournament)


def _closing(tournament: Tournament) -> Iterator[Wanted]:
    settings = tournament.settings
    if settings.check_in is not None and settings.starts_at is not None:
        yield Wanted(CHECK_IN_CLOSING, settings.starts_at - AHEAD)


def _somebody_takes_part(connection: Connection, tournament: str) -> bool:
    return any(connection.execute(one, {"tournament": tournament}).first() for one in _TAKING_PART)
