"""The rosters of teams in a tournament: members of the team, in one roster only, and fixed once play has begun."""

from collections.abc import Iterator

from attrs import frozen
from deltacrown import Problem, Roster, Status, Tournament, roster_problems
from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Permission
from deltacrown_host.accounts.tables import accounts
from deltacrown_host.registrations.tables import entrant_rosters
from deltacrown_host.store.desk import Objections
from deltacrown_host.teams.tables import team_members


@frozen
class RosterLine:
    """Somebody in a roster."""

    account: str
    name: str
    substitute: bool


def roster_of(connection: Connection, tournament: str, entrant: str) -> tuple[RosterLine, ...]:
    """Who plays for the entrant: players first, in the order in which they were named."""
    rows = entrant_rosters.c
    wanted = (
        select(entrant_rosters, accounts.c.name)
        .join(accounts, accounts.c.id == rows.account)
        .where(rows.tournament_id == tournament, rows.entrant == entrant)
        .order_by(rows.number)
    )
    return tuple(RosterLine(row.account, row.name, bool(row.substitute)) for row in connection.execute(wanted))


def write_roster(connection: Connection, tournament: str, entrant: str, roster: Roster | None) -> None:
    """Keep the roster in place of any other of the entrant."""
    mine = (entrant_rosters.c.tournament_id == tournament) & (entrant_rosters.c.entrant == entrant)
    connection.execute(delete(entrant_rosters).where(mine))
    for number, account in enumerate(roster.everyone if roster else ()):
        substitute = int(roster is not None and number >= len(roster.players))
        place = {"tournament_id": tournament, "entrant": entrant, "account": account}
        connection.execute(insert(entrant_rosters).values(number=number, substitute=substitute, **place))


def rostering(caller: Caller, entrant: str, team: str, roster: Roster | None) -> Objections:
    """What is wrong with a roster. Staff may register a team without one."""

    def objections(before: Tournament, connection: Connection) -> Iterator[Problem]:
        if not team:
            if roster is not None:
                yield Problem("roster.no_team", "only a team has a roster", "roster")
            return
        if roster is not None or not caller.may(Permission.REGISTRATIONS):
            yield from roster_problems(before.settings.roster, roster)
        yield from _people_problems(before, connection, entrant, team, roster.everyone if roster else ())

    return objections


def _people_problems(
    before: Tournament, connection: Connection, entrant: str, team: str, people: tuple[str, ...]
) -> Iterator[Problem]:
    wanted = select(team_members.c.account).where(team_members.c.team == team)
    members = set(connection.execute(wanted).scalars())
    if strangers := [account for account in people if account not in members]:
        yield Problem("roster.no_member", f"not in the team: {', '.join(strangers)}", "roster")
    rows = entrant_rosters.c
    theirs = select(rows.account, rows.entrant).where(rows.tournament_id == before.id, rows.account.in_(people))
    for row in connection.execute(theirs):
        other = before.entrants.get(row.entrant)
        if row.entrant != entrant and other and other.status in {Status.TAKING_PART, Status.WAITING}:
            yield Problem("roster.elsewhere", f"{row.account!r} plays for {row.entrant!r}", "roster")
