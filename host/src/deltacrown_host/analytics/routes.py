"""Numbers over HTTP: a tournament's for its staff, a person's own for that person."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from attrs import frozen
from deltacrown import Tournament
from litestar import Request, Router, get
from litestar.params import FromPath
from litestar.response import Stream
from sqlalchemy import Connection

from deltacrown_host.access.needs import SIGNED_IN, caller_of, needs
from deltacrown_host.access.roles import Permission
from deltacrown_host.analytics.audience import AudienceDay, days_of
from deltacrown_host.analytics.export import exported
from deltacrown_host.analytics.offered_figures import with_figures_of_person, with_figures_of_tournament
from deltacrown_host.analytics.organizer import TournamentFigures
from deltacrown_host.analytics.participant import PersonFigures, Record, person, records
from deltacrown_host.analytics.refreshing import fresh, places_of, records_of, work_out
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.payments.steps import states_in
from deltacrown_host.registrations.names import names_of

Asked = Request[Any, Any, Any]
_STAFF = needs(Permission.ANALYTICS)


class Origin(StrEnum):
    """Where numbers come from."""

    PRECOMPUTED = "precomputed"
    """They were worked out earlier."""
    LIVE = "live"
    """They were worked out for this answer: what was kept was too old."""


@frozen
class TournamentNumbers:
    """The numbers of a tournament.

    source       where they come from
    as_of        of when they are
    age_minutes  how old that is
    audience     how many watched, by day
    """

    source: Origin
    as_of: datetime
    age_minutes: int
    figures: TournamentFigures
    audience: tuple[AudienceDay, ...]


@frozen
class PersonNumbers:
    """The numbers of a person; of when the oldest of them are."""

    source: Origin
    as_of: datetime
    age_minutes: int
    figures: PersonFigures


@get("/tournaments/{tournament:str}/analytics", opt=_STAFF, summary="Numbers of a tournament")
async def of_tournament(tournament: FromPath[str], host: HostDependency) -> TournamentNumbers:
    """What was worked out at most 15 minutes ago, or the numbers of this moment."""
    now = host.clock()

    def ask(standing: Tournament, connection: Connection) -> TournamentNumbers:
        kept = fresh(connection, tournament, now)
        if kept is not None:
            (as_of, figures), days, origin = kept, days_of(connection, tournament), Origin.PRECOMPUTED
        else:
            worked = work_out(connection, standing, now)
            as_of, figures, days, origin = now, worked.figures, worked.days, Origin.LIVE
        shown = with_figures_of_tournament(host.registry, connection, standing, figures)
        return TournamentNumbers(origin, as_of, _minutes(as_of, now), shown, days)

    return await host.desk.look(tournament, ask)


@get(
    "/tournaments/{tournament:str}/analytics/entrants.csv",
    opt=_STAFF,
    summary="Export the entrants",
    media_type="text/csv",
)
async def export(tournament: FromPath[str], host: HostDependency) -> Stream:
    """Everyone who registered, as CSV in UTF-8: payments, results, ranks and prizes; ids and display names only."""

    def ask(standing: Tournament, connection: Connection) -> Any:
        names, payments = names_of(connection, tournament), states_in(connection, tournament)
        return exported(standing, tuple(records(standing)), names, payments)

    pieces = await host.desk.look(tournament, ask)
    headers = {"content-disposition": f'attachment; filename="{tournament}-entrants.csv"', "cache-control": "no-store"}
    return Stream(pieces, media_type="text/csv", headers=headers)


@get("/me/analytics", opt=SIGNED_IN, summary="My own numbers")
async def of_me(request: Asked, host: HostDependency) -> PersonNumbers:
    """The numbers of whoever asks, over all tournaments, alone and in teams."""
    account, now = caller_of(request).user, host.clock()

    def ask(connection: Connection) -> tuple[list[tuple[datetime, Record]], list[tuple[str, str]]]:
        return records_of(connection, places_of(connection, account), now)

    kept, missing = await host.database.query(ask)
    for tournament in dict.fromkeys(place[0] for place in missing):
        mine = {entrant for place, entrant in missing if place == tournament}
        found = await host.desk.look(tournament, lambda standing, _: tuple(records(standing)))
        kept += ((now, record) for record in found if record.entrant in mine)
    as_of = min((at for at, _ in kept), default=now)
    source = Origin.LIVE if missing or not kept else Origin.PRECOMPUTED
    figures = person([record for _, record in kept])
    shown = await host.database.query(
        lambda connection: with_figures_of_person(host.registry, connection, account, figures)
    )
    return PersonNumbers(source, as_of, _minutes(as_of, now), shown)


def _minutes(as_of: datetime, now: datetime) -> int:
    return int((now - as_of).total_seconds()) // 60


router = Router("/api", route_handlers=[of_tournament, export, of_me], tags=["Analytics"])
