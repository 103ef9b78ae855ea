"""The row of a tournament, as it follows from its journal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from deltacrown import Entry, Phase, Tournament
from sqlalchemy import Connection, bindparam, insert, select, update

from deltacrown_host.tournaments.tables import tournaments

_VERSION = select(tournaments.c.version).where(tournaments.c.id == bindparam("tournament"))
_PHASE = select(tournaments.c.phase).where(tournaments.c.id == bindparam("tournament"))
_LOCKED_VERSION = _VERSION.with_for_update()
_CHANGING = (
    "name",
    "phase",
    "version",
    "updated_at",
    "game",
    "region",
    "formats",
    "fee_currency",
    "fee",
    "starts_at",
)
_UPDATE_ROW = (
    update(tournaments)
    .where(tournaments.c.id == bindparam("tournament"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)


def project(connection: Connection, tournament: Tournament, at: datetime) -> None:
    """Bring the tournament's row to this version, reached by a command that was given at that time."""
    columns = columns_of(tournament, at)
    new = {f"new_{name}": value for name, value in columns.items()}
    if not connection.execute(_UPDATE_ROW, {"tournament": tournament.id, **new}).rowcount:
        connection.execute(insert(tournaments).values(id=tournament.id, created_at=at, **columns))


def columns_of(tournament: Tournament, at: datetime) -> dict[str, Any]:
    """What changes in the row from version to version."""
    settings = tournament.settings
    formats = dict.fromkeys(stage.format for stage in settings.stages)
    return {
        "name": settings.name,
        "phase": tournament.phase.value,
        "version": tournament.version,
        "updated_at": at,
        "game": settings.game,
        "region": settings.region,
        "formats": "".join(f" {name} " for name in formats),
        "fee_currency": settings.fee.currency if settings.fee else "",
        "fee": settings.fee.amount if settings.fee else 0,
        "starts_at": settings.starts_at,
    }


def row_of(tournament: Tournament, entries: Sequence[Entry]) -> dict[str, Any]:
    """The whole row of a tournament that these entries lead to."""
    return {"id": tournament.id, "created_at": entries[0].at, **columns_of(tournament, entries[-1].at)}


def locked_version(connection: Connection, tournament: str) -> int | None:
    """The tournament's version, with its row locked where the database locks rows; None where there is no such row."""
    return connection.execute(_LOCKED_VERSION, {"tournament": tournament}).scalar_one_or_none()


def hidden(connection: Connection, tournament: str) -> bool:
    """Whether the tournament is a draft, which only its staff see."""
    return connection.execute(_PHASE, {"tournament": tournament}).scalar() == Phase.DRAFT.value


def version_of(connection: Connection, tournament: str) -> int | None:
    """The tournament's version; None where there is no such row."""
    return connection.execute(_VERSION, {"tournament": tournament}).scalar_one_or_none()
