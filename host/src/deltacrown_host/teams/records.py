"""The rows of teams: made, found, renamed, disbanded; and the entrants that they are."""

from collections.abc import Iterator
from datetime import datetime

from deltacrown import Problem, Refused
from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.accounts.tables import accounts
from deltacrown_host.feeds.saying import say, team_feed
from deltacrown_host.teams.bodies import Member, MyTeams, Place, Team
from deltacrown_host.teams.tables import entrant_teams, team_invites, team_members, teams

LONGEST_NAME = 100
ACTING = (Place.CAPTAIN.value, Place.MANAGER.value)
_LED = (
    select(entrant_teams.c.entrant)
    .join(team_members, team_members.c.team == entrant_teams.c.team)
    .where(entrant_teams.c.tournament_id == bindparam("tournament"))
    .where(team_members.c.account == bindparam("account"), team_members.c.role.in_(ACTING))
)


def name_problems(name: str) -> Iterator[Problem]:
    """Why a team cannot be called this."""
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        yield Problem("team.name_length", f"a name has 1 to {LONGEST_NAME} characters", "name")


def create(connection: Connection, name: str, captain: str, now: datetime) -> Team:
    """A new team."""
    id_ = new_id()
    connection.execute(insert(teams).values(id=id_, name=name, created_at=now))
    join(connection, id_, captain, Place.CAPTAIN, now)
    say(connection, [team_feed(id_)], now, "team_created", team=id_, account=captain)
    return known(connection, id_)


def join(connection: Connection, team: str, account: str, place: Place, now: datetime) -> None:
    """The account is in the team."""
    connection.execute(insert(team_members).values(team=team, account=account, role=place.value, since=now))


def known(connection: Connection, id_: str, *, lock: bool = False) -> Team:
    """The team. With `lock`, nobody else changes it until the transaction ends. Raises Refused where there is none."""
    wanted = select(teams.c.name).where(teams.c.id == id_, teams.c.disbanded_at.is_(None))
    name = connection.execute(wanted.with_for_update() if lock else wanted).scalar()
    if name is None:
        raise unknown(id_)
    invited = select(team_invites.c.account).where(team_invites.c.team == id_)
    asked = connection.execute(invited.order_by(team_invites.c.invited_at, team_invites.c.account)).scalars()
    return Team(id_, name, _members(connection, id_), tuple(asked))


def unknown(id_: str) -> Refused:
    """The refusal of whatever is asked of a team that is not there."""
    return Refused([Problem("team.unknown", f"there is no team {id_!r}", "team")])


def teams_of(connection: Connection, account: str) -> MyTeams:
    """The teams that an account is in, and those that have asked it."""
    return MyTeams(*(tuple(_of(connection, table, account)) for table in (team_members, team_invites)))


def acting_for(connection: Connection, team: str, account: str) -> bool:
    """Whether the account is captain or manager of the team."""
    rows = team_members.c
    mine = (rows.team == team) & (rows.account == account) & rows.role.in_(ACTING)
    return connection.execute(select(rows.team).where(mine)).first() is not None


def rename(connection: Connection, team: str, name: str, now: datetime) -> None:
    """Call the team something else. Entrants that it is keep the name they were registered with."""
    connection.execute(update(teams).where(teams.c.id == team).values(name=name))
    say(connection, [team_feed(team)], now, "team_updated", team=team)


def disband(connection: Connection, team: str, now: datetime) -> None:
    """The team is no more. Nobody acts for the entrants that it is."""
    say(connection, [team_feed(team)], now, "team_disbanded", team=team)
    connection.execute(delete(team_members).where(team_members.c.team == team))
    connection.execute(delete(team_invites).where(team_invites.c.team == team))
    connection.execute(update(teams).where(teams.c.id == team).values(disbanded_at=now))


def entrants_of_teams(connection: Connection, tournament: str, account: str) -> frozenset[str]:
    """The entrants of the tournament that are teams which the account acts for."""
    return frozenset(connection.execute(_LED, {"tournament": tournament, "account": account}).scalars())


def _members(connection: Connection, team: str) -> tuple[Member, ...]:
    wanted = (
        select(team_members, accounts.c.name)
        .join(accounts, accounts.c.id == team_members.c.account)
        .where(team_members.c.team == team)
        .order_by(team_members.c.since, team_members.c.account)
    )
    return tuple(Member(row.account, row.name, Place(row.role), row.since) for row in connection.execute(wanted))


def _of(connection: Connection, table: Table, account: str) -> Iterator[Team]:
    wanted = select(table.c.team).where(table.c.account == account).order_by(table.c.team)
    for id_ in connection.execute(wanted).scalars().all():
        yield known(connection, id_).seen_by(account)
