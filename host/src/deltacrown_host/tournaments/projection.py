"""The row of a tournament, as it follows from its journal."""

from datetime import datetime
from typing import Any

from deltacrown import Tournament
from sqlalchemy import Connection, insert, select, update

from deltacrown_host.tournaments.tables import tournaments


def project(connection: Connection, tournament: Tournament, at: datetime) -> None:
    """Bring the tournament's row to this version, reached by a command that was given at that time."""
    columns = columns_of(tournament, at)
    mine = tournaments.c.id == tournament.id
    if not connection.execute(update(tournaments).where(mine).values(columns)).rowcount:
        connection.execute(insert(tournaments).values(id=tournament.id, created_at=at, **columns))


def columns_of(tournament: Tournament, at: datetime) -> dict[str, Any]:
    """What changes in the row from version to version."""
    return {
        "name": tournament.settings.name,
        "phase": tournament.phase.value,
        "version": tournament.version,
        "updated_at": at,
    }


def locked_version(connection: Connection, tournament: str) -> int | None:
    """The tournament's version, with its row locked where the database locks rows; None where there is no such row."""
    wanted = select(tournaments.c.version).where(tournaments.c.id == tournament).with_for_update()
    return connection.execute(wanted).scalar_one_or_none()


def version_of(connection: Connection, tournament: str) -> int | None:
    """The tournament's version; None where there is no such row."""
    wanted = select(tournaments.c.version).where(tournaments.c.id == tournament)
    return connection.execute(wanted).scalar_one_or_none()
