"""The list of tournaments: some of them, in some order, a page at a time."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from attrs import frozen
from deltacrown import EntryFee, Phase
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, literal, or_, select
from sqlalchemy.sql.functions import coalesce

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.tables import staff
from deltacrown_host.moderation.tables import hidden
from deltacrown_host.store.types import UtcTime
from deltacrown_host.tournaments.cursors import Order, read_cursor, write_cursor
from deltacrown_host.tournaments.tables import tournaments
from deltacrown_host.tournaments.views import TournamentLine, TournamentList

PAGE = 50
_AFTER_ALL = datetime(9999, 1, 1, tzinfo=UTC)
_ROWS = tournaments.c
ORDERS = {
    "updated": Order("updated", _ROWS.updated_at, falling=True),
    "created": Order("created", _ROWS.created_at, falling=True),
    "name": Order("name", _ROWS.name),
    # Whatever has no start yet comes last.
    "starts": Order("starts", coalesce(_ROWS.starts_at, literal(_AFTER_ALL, UtcTime()))),
}
"""The orders that a list can have: the newest first, by name, the next to start first."""


@frozen
class Wanted:
    """Which tournaments are listed; what is empty or None does not matter.

    q         what their name contains
    format    a format that one of their stages has
    currency  what their fee is in, if they have one
    fee_most  the most that taking part costs, in minor units; 0 for those that cost nothing
    starts_from, starts_before  when they begin: from then on, and before that
    """

    q: str = ""
    phase: str = ""
    game: str = ""
    region: str = ""
    format: str = ""
    currency: str = ""
    fee_most: int | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None


def listing(
    connection: Connection, caller: Caller, wanted: Wanted, order: Order = ORDERS["updated"], cursor: str = ""
) -> TournamentList:
    """A page of tournaments. Raises Malformed for a cursor that is none of ours, or of another order.

    Drafts, and what was hidden, are listed for their staff and for administrators.
    """
    chosen = select(tournaments, order.key.label("sorted_by")).where(*_conditions(wanted))
    if cursor:
        chosen = chosen.where(read_cursor(order, _ROWS.id, cursor))
    if caller.role is not Role.ADMIN:
        public = and_(_ROWS.phase != Phase.DRAFT.value, not_hidden())
        chosen = chosen.where(or_(public, _ROWS.id.in_(_staffed(caller))))
    found = connection.execute(chosen.order_by(*order.by(_ROWS.id)).limit(PAGE + 1)).all()
    page = found[:PAGE]
    following = write_cursor(order, page[-1].sorted_by, page[-1].id) if len(found) > PAGE else None
    return TournamentList(tuple(map(_line, page)), following)


def not_hidden() -> ColumnElement[bool]:
    """Whether nobody has hidden the tournament."""
    return literal("tournament/").concat(_ROWS.id).not_in(select(hidden.c.object))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.q:
        yield _ROWS.name.icontains(wanted.q, autoescape=True)
    for name in ("phase", "game", "region"):
        if getattr(wanted, name):
            yield _ROWS[name] == getattr(wanted, name)
    if wanted.format:
        yield _ROWS.formats.contains(f" {wanted.format} ", autoescape=True)
    if wanted.currency:
        yield or_(_ROWS.fee == 0, _ROWS.fee_currency == wanted.currency)
    if wanted.fee_most is not None:
        yield _ROWS.fee <= wanted.fee_most
    if wanted.starts_from:
        yield _ROWS.starts_at >= wanted.starts_from
    if wanted.starts_before:
        yield _ROWS.starts_at < wanted.starts_before


def _staffed(caller: Caller) -> Select[tuple[str]]:
    return select(staff.c.tournament_id).where(staff.c.account == caller.user)


def _line(row: Row[tuple[object, ...]]) -> TournamentLine:
    return TournamentLine(
        id=row.id,
        name=row.name,
        phase=row.phase,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        game=row.game,
        region=row.region,
        formats=tuple(row.formats.split()),
        fee=EntryFee(row.fee_currency, row.fee) if row.fee else None,
        starts_at=row.starts_at,
    )


def games_of(connection: Connection) -> Mapping[str, str]:
    """The game of every tournament that has one, by id."""
    found = connection.execute(select(tournaments.c.id, tournaments.c.game).where(tournaments.c.game != ""))
    return {row.id: row.game for row in found}
