"""What committed events leave to be done later. Written in their transaction: with them, or not at all."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from attrs import frozen
from deltacrown import Entry, Phase, Tournament
from deltacrown.events import RegistrationOpened, ResultClaimed, SettingsChanged, TournamentUnfrozen
from sqlalchemy import Connection

from deltacrown_host.jobs.queue import enqueue

CONFIRM_OVERDUE = "confirm_overdue"
OPEN_CHECK_IN = "open_check_in"


@frozen
class Wanted:
    """A job of this kind in a tournament, at a time: the payload is `{"tournament", "stage", "match"}`."""

    kind: str
    at: datetime
    stage: str = ""
    match: str = ""


def leave_jobs(connection: Connection, tournament: Tournament, entries: Sequence[Entry]) -> None:
    """Have done in time what these entries, which have led to this tournament, call for."""
    leave_wanted(connection, tournament, [found for entry in entries for found in _wanted(tournament, entry)])


def leave_wanted(connection: Connection, tournament: Tournament, everything: Sequence[Wanted]) -> None:
    """Have all of it done in time, each once."""
    for wanted in dict.fromkeys(everything):
        payload = {"tournament": tournament.id, "stage": wanted.stage, "match": wanted.match}
        enqueue(connection, wanted.kind, payload, wanted.at)


def overdue_at(tournament: Tournament, stage: str, match: str) -> datetime | None:
    """When the claim stands by itself that nobody has answered yet; None where there is none, or no such time."""
    found = tournament.stage(stage)
    claimed = found.matches.get(match) if found else None
    limit_s = tournament.settings.confirm_within_s
    if claimed is None or claimed.outcome is not None or not claimed.progress.claims or limit_s is None:
        return None
    return claimed.progress.claims[0].at + timedelta(seconds=limit_s)


def check_in_at(tournament: Tournament) -> datetime | None:
    """When check-in opens by itself; None where it does not, or is open."""
    settings = tournament.settings
    if tournament.phase is not Phase.REGISTRATION or settings.check_in is None or settings.starts_at is None:
        return None
    return settings.starts_at - timedelta(seconds=settings.check_in.opens_before_s)


def _wanted(tournament: Tournament, entry: Entry) -> Iterator[Wanted]:
    match entry.event:
        case ResultClaimed(stage=stage, match=match):
            yield from _confirmation(tournament, stage, match)
        case RegistrationOpened() | SettingsChanged():
            yield from _opening(tournament)
        case TournamentUnfrozen():
            # What fell due while everything stood still was refused.
            yield from _opening(tournament)
            for opened in tournament.stages:
                for match in opened.matches:
                    yield from _confirmation(tournament, opened.settings.key, match)


def _confirmation(tournament: Tournament, stage: str, match: str) -> Iterator[Wanted]:
    at = overdue_at(tournament, stage, match)
    if at:
        yield Wanted(CONFIRM_OVERDUE, at, stage, match)


def _opening(tournament: Tournament) -> Iterator[Wanted]:
    at = check_in_at(tournament)
    if at:
        yield Wanted(OPEN_CHECK_IN, at)
