"""The configurations that a tournament has had, and what differs between two of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from attrs import frozen
from deltacrown import Change, Configuration, Entry, Problem, Refused, compare, configurations, wire
from litestar import Router, get
from litestar.params import FromPath, QueryParameter
from sqlalchemy import Connection, or_, select

from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.sanity import LARGEST
from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.store.tables import journal

_CONFIGURING = ('{"type":"TournamentCreated"', '{"type":"SettingsChanged"')
"""How events begin, as they are written."""


@frozen
class ConfigurationLine:
    """The settings as one event configured them: its number, when and by whom."""

    seq: int
    at: datetime
    actor: str
    settings: dict[str, Any]


@frozen
class ConfigurationList:
    """Every configuration, the first first; the last is in force."""

    configurations: tuple[ConfigurationLine, ...]


@frozen
class ChangeLine:
    """One field that differs, by its path; null where it is not set."""

    path: str
    before: Any
    after: Any


@frozen
class Comparison:
    """What differs between two configurations, by the numbers of their events."""

    before: int
    after: int
    changes: tuple[ChangeLine, ...]


@get("/", summary="List configurations")
async def list_configurations(tournament: FromPath[str], host: HostDependency) -> ConfigurationList:
    """Every configuration that the tournament has had, in full."""
    found = await host.desk.look(tournament, lambda standing, on: _configurations(on, standing.id))
    return ConfigurationList(
        tuple(ConfigurationLine(one.seq, one.at, one.actor, wire.unstructure(one.settings)) for one in found)
    )


@get("/comparison", summary="Compare configurations")
async def compare_configurations(
    tournament: FromPath[str],
    host: HostDependency,
    before: Annotated[int, QueryParameter(ge=1, le=LARGEST, description="the number of a configuration")],
    after: Annotated[int, QueryParameter(ge=1, le=LARGEST, description="the number of another")],
) -> Comparison:
    """What differs between two of them, field by field."""
    found = await host.desk.look(tournament, lambda standing, on: _configurations(on, standing.id))
    known = {one.seq: one.settings for one in found}
    problems = [
        Problem("configuration.unknown", f"event {seq} configured nothing", name)
        for name, seq in (("before", before), ("after", after))
        if seq not in known
    ]
    if problems:
        raise Refused(problems)
    changes: list[Change] = compare(known[before], known[after])
    return Comparison(before, after, tuple(ChangeLine(one.path, one.before, one.after) for one in changes))


def _configurations(connection: Connection, tournament: str) -> list[Configuration]:
    return configurations(_configuring(connection, tournament))


def _configuring(connection: Connection, tournament: str) -> Iterator[Entry]:
    """The entries that configure, found without reading the others."""
    rows = journal.c
    kinds = or_(*(rows.event.startswith(start, autoescape=True) for start in _CONFIGURING))
    wanted = select(rows.seq).where(rows.tournament_id == tournament, kinds).order_by(rows.seq)
    for seq in connection.execute(wanted).scalars().all():
        yield from SqlJournal(connection, tournament).read(seq - 1, 1)


router = Router(
    "/api/tournaments/{tournament:str}/configurations",
    route_handlers=[list_configurations, compare_configurations],
    tags=["History"],
)
