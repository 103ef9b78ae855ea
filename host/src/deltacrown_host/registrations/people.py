"""The people that entrants are: an account, or everyone in a team, the captain first; and whom an account acts for."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, case, select

from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.bodies import Place
from deltacrown_host.teams.records import ACTING
from deltacrown_host.teams.tables import entrant_teams, team_members


def people_of(connection: Connection, tournament: str) -> Mapping[str, tuple[str, ...]]:
    """The accounts of each entrant of the tournament; whoever was registered without one is not in it."""
    single = select(entrant_accounts.c.entrant, entrant_accounts.c.account)
    people = {
        row.entrant: (row.account,)
        for row in connection.execute(single.where(entrant_accounts.c.tournament_id == tournament))
    }
    in_teams = (
        select(entrant_teams.c.entrant, team_members.c.account)
        .join(team_members, team_members.c.team == entrant_teams.c.team)
        .where(entrant_teams.c.tournament_id == tournament)
        .order_by(case((team_members.c.role == Place.CAPTAIN.value, 0), else_=1))
        .order_by(team_members.c.since, team_members.c.account)
    )
    for row in connection.execute(in_teams):
        people[row.entrant] = (*people.get(row.entrant, ()), row.account)
    return people


def parts_of(connection: Connection, account: str) -> Sequence[tuple[str, str]]:
    """Every tournament and entrant that the account acts for, by itself or for a team."""
    single = select(entrant_accounts.c.tournament_id, entrant_accounts.c.entrant)
    in_teams = (
        select(entrant_teams.c.tournament_id, entrant_teams.c.entrant)
        .join(team_members, team_members.c.team == entrant_teams.c.team)
        .where(team_members.c.account == account, team_members.c.role.in_(ACTING))
    )
    found = connection.execute(single.where(entrant_accounts.c.account == account).union(in_teams))
    return sorted((row.tournament_id, row.entrant) for row in found)
