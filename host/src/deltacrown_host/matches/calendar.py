"""A tournament's schedule as iCalendar (RFC 5545)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from deltacrown import Match, Tournament
from sqlalchemy import Connection, select

from deltacrown_host.registrations.names import names_of
from deltacrown_host.tournaments.tables import tournaments

_LONGEST = 75


def calendar(tournament: Tournament, connection: Connection) -> str:
    """Every match that has a time. `SEQUENCE` is the tournament's version, so that calendars take what is newer."""
    changed = connection.execute(select(tournaments.c.updated_at).where(tournaments.c.id == tournament.id)).scalar_one()
    names = names_of(connection, tournament.id)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//DeltaCrown//Schedule//EN"]
    lines.append(f"X-WR-CALNAME:{_text(tournament.settings.name)}")
    for stage in tournament.stages:
        for match in stage.matches.values():
            lines += _event(tournament, stage.key, match, names, changed)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(
    tournament: Tournament, stage: str, match: Match, names: Mapping[str, str], changed: datetime
) -> Iterator[str]:
    at = match.progress.scheduled_at
    if at is None:
        return
    sides = (names.get(side, side) if side else "?" for side in match.entrants)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(f'{tournament.id}/{stage}/{match.key}')}@deltacrown"
    yield f"SEQUENCE:{tournament.version}"
    yield f"DTSTAMP:{_moment(changed)}"
    yield f"DTSTART:{_moment(at)}"
    yield f"SUMMARY:{_text(' v '.join(sides))}"
    yield f"DESCRIPTION:{_text(f'{tournament.settings.name}: {stage} {match.key}')}"
    if match.progress.station:
        yield f"LOCATION:{_text(match.progress.station)}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """The text with what means something in iCalendar escaped (3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        value = value.replace(plain, escaped)
    return value


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, none of which ends within a character (3.1)."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > _LONGEST:
            pieces.append(piece)
            piece = " "
        piece += character
    return "\r\n".join([*pieces, piece])
