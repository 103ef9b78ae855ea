"""Working numbers out before they are asked for: written with the moment they are of, read until they are too old."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from attrs import frozen
from deltacrown import Phase, Tournament, wire
from sqlalchemy import Connection, Select, delete, insert, or_, select

from deltacrown_host.analytics.audience import AudienceDay
from deltacrown_host.analytics.facts import gather
from deltacrown_host.analytics.organizer import TournamentFigures, figures
from deltacrown_host.analytics.participant import Record, records
from deltacrown_host.analytics.tables import entrant_figures, tournament_figures
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.tables import entrant_teams, team_members
from deltacrown_host.tournaments.projection import locked_version
from deltacrown_host.tournaments.tables import tournaments

FRESH = timedelta(minutes=15)
"""Older numbers are worked out anew when they are asked for."""
_UNDER_WAY = {Phase.PUBLISHED, Phase.REGISTRATION, Phase.CHECK_IN, Phase.LIVE}


@frozen
class Worked:
    """The numbers of a tournament at a moment."""

    tournament: str
    version: int
    as_of: datetime
    figures: TournamentFigures
    records: tuple[Record, ...]
    days: tuple[AudienceDay, ...]


def work_out(connection: Connection, tournament: Tournament, now: datetime) -> Worked:
    """The numbers of the tournament as it stands."""
    facts = gather(connection, tournament)
    return Worked(tournament.id, tournament.version, now, figures(facts), tuple(records(tournament)), facts.days)


def write(connection: Connection, worked: Worked) -> bool:
    """Keep the numbers, unless newer ones are kept already; answers whether they were kept."""
    # Whoever refreshes the same tournament waits here, in every process.
    locked_version(connection, worked.tournament)
    kept = connection.execute(_one(worked.tournament)).first()
    if kept is not None and (kept.as_of, kept.version) >= (worked.as_of, worked.version):
        return False
    place = {"tournament_id": worked.tournament, "as_of": worked.as_of}
    for table in (tournament_figures, entrant_figures):
        connection.execute(delete(table).where(table.c.tournament_id == worked.tournament))
    values = json.dumps(wire.unstructure(worked.figures))
    connection.execute(insert(tournament_figures).values(**place, version=worked.version, figures=values))
    rows = [{**place, "entrant": one.entrant, "record": wire.dumps(wire.unstructure(one))} for one in worked.records]
    if rows:
        connection.execute(insert(entrant_figures), rows)
    return True


def fresh(connection: Connection, tournament: str, now: datetime) -> tuple[datetime, TournamentFigures] | None:
    """The numbers that are kept, and of when they are; None where they are too old, or there are none."""
    row = connection.execute(_one(tournament)).first()
    if row is None or now - row.as_of > FRESH:
        return None
    return row.as_of, wire.structure(json.loads(row.figures), TournamentFigures)


def stale(connection: Connection) -> Sequence[str]:
    """The tournaments whose numbers may be others by now: what has moved on, and what is under way."""
    rows, kept = tournaments.c, tournament_figures.c
    joined = tournaments.outerjoin(tournament_figures, rows.id == kept.tournament_id)
    moved = or_(kept.version.is_(None), kept.version != rows.version)
    wanted = select(rows.id).select_from(joined).where(or_(moved, rows.phase.in_([one.value for one in _UNDER_WAY])))
    return connection.execute(wanted.order_by(rows.id)).scalars().all()


def places_of(connection: Connection, account: str) -> Sequence[tuple[str, str]]:
    """The entrants that an account stands behind, alone or in a team, with their tournaments."""
    mine = select(entrant_accounts.c.tournament_id, entrant_accounts.c.entrant)
    teams = select(entrant_teams.c.tournament_id, entrant_teams.c.entrant).join(
        team_members, team_members.c.team == entrant_teams.c.team
    )
    found = {
        (row.tournament_id, row.entrant)
        for wanted in (
            mine.where(entrant_accounts.c.account == account),
            teams.where(team_members.c.account == account),
        )
        for row in connection.execute(wanted)
    }
    return sorted(found)


def records_of(
    connection: Connection, places: Iterable[tuple[str, str]], now: datetime
) -> tuple[list[tuple[datetime, Record]], list[tuple[str, str]]]:
    """The records that are kept and not too old, with when they are of; and the places that have none."""
    found, missing = [], []
    for tournament, entrant in places:
        rows = entrant_figures.c
        mine = (rows.tournament_id == tournament) & (rows.entrant == entrant)
        row = connection.execute(select(rows.as_of, rows.record).where(mine)).first()
        if row is None or now - row.as_of > FRESH:
            missing.append((tournament, entrant))
        else:
            found.append((row.as_of, wire.structure(wire.loads(row.record), Record)))
    return found, missing


def _one(tournament: str) -> Select[tuple[object, ...]]:
    return select(tournament_figures).where(tournament_figures.c.tournament_id == tournament)
