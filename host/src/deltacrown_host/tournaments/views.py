"""What is shown of a tournament."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import frozen
from deltacrown import EntryFee, Phase, Tournament, wire
from sqlalchemy import Connection, bindparam, select

from deltacrown_host.tournaments.tables import tournaments

_TIMES = select(tournaments.c.created_at, tournaments.c.updated_at).where(tournaments.c.id == bindparam("id"))


@frozen
class TournamentLine:
    """A tournament in a list. `fee` is null where taking part costs nothing."""

    id: str
    name: str
    phase: str
    version: int
    created_at: datetime
    updated_at: datetime
    game: str
    region: str
    formats: tuple[str, ...]
    fee: EntryFee | None
    starts_at: datetime | None


@frozen
class TournamentList:
    """Tournaments, in the order that was asked for. `next` is the cursor of the page after this one, or null."""

    tournaments: tuple[TournamentLine, ...]
    next: str | None


@frozen
class PlacementLine:
    """A final placement: who, at which rank, and what placed them below the one above."""

    entrant: str
    rank: int
    reason: str


@frozen
class ShareLine:
    """A share of the prize, once it is settled.

    entrant   who gets it; the empty text for what the organizer keeps
    amount    in minor units of the currency
    place     the place it is for, the first of them where several places are shared; 0 for what is kept
    """

    entrant: str
    amount: int
    currency: str
    place: int


@frozen
class TournamentView:
    """A tournament.

    settings    as configured, what was left out standing for its default
    frozen      why everything stands still, or the empty text
    entrants    how many take part; `waiting`: how many wait for a place
    seeds       who takes part, seed 1 first, once started
    commitment  the SHA-256 of the seed that the draw is bound to, or the empty text
    draw        the recorded seed of the draw, once started
    stages      the keys of the stages that have opened
    unresolved  entrants whose tie must be decided from outside before the next stage can open
    placements  the final placements, once completed
    prizes      who gets what of the prize, once it is settled; its sum is the pool
    """

    id: str
    name: str
    phase: Phase
    frozen: str
    version: int
    created_at: datetime
    updated_at: datetime
    settings: dict[str, Any]
    entrants: int
    waiting: int
    seeds: tuple[str, ...]
    commitment: str
    draw: str
    stages: tuple[str, ...]
    unresolved: tuple[str, ...]
    placements: tuple[PlacementLine, ...]
    prizes: tuple[ShareLine, ...]


def tournament_view(tournament: Tournament, connection: Connection) -> TournamentView:
    """The tournament as it stands."""
    created_at, updated_at = connection.execute(_TIMES, {"id": tournament.id}).one()
    standings = tournament.ranking.standings if tournament.ranking else ()
    return TournamentView(
        id=tournament.id,
        name=tournament.settings.name,
        phase=tournament.phase,
        frozen=tournament.frozen,
        version=tournament.version,
        created_at=created_at,
        updated_at=updated_at,
        settings=wire.unstructure(tournament.settings),
        entrants=len(tournament.taking_part),
        waiting=len(tournament.waiting),
        seeds=tournament.seeds,
        commitment=tournament.commitment,
        draw=tournament.draw,
        stages=tuple(stage.key for stage in tournament.stages),
        unresolved=tournament.unresolved,
        placements=tuple(PlacementLine(line.entrant, line.rank, line.reason) for line in standings),
        prizes=tuple(_shares(tournament)),
    )


def _shares(tournament: Tournament) -> Iterator[ShareLine]:
    prize = tournament.settings.prize
    if prize and tournament.prizes:
        for share in tournament.prizes.shares:
            yield ShareLine(share.entrant, share.amount, prize.pool.currency, share.place)
