"""What is shown of a tournament."""

from datetime import datetime
from typing import Any

from attrs import frozen
from deltacrown import Tournament, wire
from sqlalchemy import Connection, select

from deltacrown_host.tournaments.tables import tournaments


@frozen
class TournamentLine:
    """A tournament in a list."""

    id: str
    name: str
    phase: str
    version: int
    created_at: datetime
    updated_at: datetime


@frozen
class TournamentList:
    """Tournaments, the most recently changed first. `next` is the cursor of the page after this one, or null."""

    tournaments: tuple[TournamentLine, ...]
    next: str | None


@frozen
class PlacementLine:
    """A final placement: who, at which rank, and what placed them below the one above."""

    entrant: str
    rank: int
    reason: str


@frozen
class TournamentView:
    """A tournament.

    settings    as configured, what was left out standing for its default
    seeds       who takes part, seed 1 first, once started
    stages      the keys of the stages that have opened
    unresolved  entrants whose tie must be decided from outside before the next stage can open
    placements  the final placements, once completed
    """

    id: str
    name: str
    phase: str
    version: int
    created_at: datetime
    updated_at: datetime
    settings: dict[str, Any]
    entrants: int
    seeds: tuple[str, ...]
    stages: tuple[str, ...]
    unresolved: tuple[str, ...]
    placements: tuple[PlacementLine, ...]


def tournament_view(tournament: Tournament, connection: Connection) -> TournamentView:
    """The tournament as it stands."""
    times = select(tournaments.c.created_at, tournaments.c.updated_at).where(tournaments.c.id == tournament.id)
    created_at, updated_at = connection.execute(times).one()
    standings = tournament.ranking.standings if tournament.ranking else ()
    return TournamentView(
        id=tournament.id,
        name=tournament.settings.name,
        phase=tournament.phase.value,
        version=tournament.version,
        created_at=created_at,
        updated_at=updated_at,
        settings=wire.unstructure(tournament.settings),
        entrants=len(tournament.taking_part),
        seeds=tournament.seeds,
        stages=tuple(stage.key for stage in tournament.stages),
        unresolved=tournament.unresolved,
        placements=tuple(PlacementLine(line.entrant, line.rank, line.reason) for line in standings),
    )
