"""Into a team and out of it. Each of these takes a team that is locked, and who does it; each raises Refused."""

from datetime import datetime
from http import HTTPStatus

from deltacrown import Problem, Refused
from sqlalchemy import Connection, delete, insert, update

from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.feeds.saying import account_feed, say, team_feed
from deltacrown_host.teams.bodies import Place, Team
from deltacrown_host.teams.records import disband, join, known, teams_of
from deltacrown_host.teams.tables import team_invites, team_members

LARGEST = 100


def only(team: Team, account: str, *places: Place) -> None:
    """Turn away whoever is not one of these in the team. Raises TurnedAway: 403."""
    if team.place_of(account) not in places:
        message = f"only its {' and '.join(place.value for place in places)} may do this"
        raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("team.place", message))


def invite(connection: Connection, team: Team, account: str, now: datetime) -> None:
    """Ask somebody to join. Asking again changes nothing."""
    if team.place_of(account):
        raise Refused([Problem("team.member_already", "they are in the team already", "account")])
    if len(team.members) + len(team.invited) >= LARGEST:
        raise Refused([Problem("team.full", f"a team has at most {LARGEST} members and invitations")])
    if account not in team.invited:
        connection.execute(insert(team_invites).values(team=team.id, account=account, invited_at=now))
        to = [team_feed(team.id), account_feed(account)]
        say(connection, to, now, "invite_sent", team=team.id, account=account)


def answer(connection: Connection, team: Team, account: str, now: datetime, *, yes: bool) -> None:
    """Accept an invitation, or decline it."""
    if account not in team.invited:
        raise Refused([Problem("team.not_invited", "the team has not invited this account", "team")])
    mine = (team_invites.c.team == team.id) & (team_invites.c.account == account)
    connection.execute(delete(team_invites).where(mine))
    if yes:
        join(connection, team.id, account, Place.PLAYER, now)
    to = [team_feed(team.id), account_feed(account)]
    say(connection, to, now, "invite_responded", team=team.id, account=account, accepted=yes)


def put_out(connection: Connection, team: Team, by: str, account: str, now: datetime) -> None:
    """Somebody leaves, or is removed: by the captain, or where they are a player, by a manager."""
    place = _place(team, account)
    if place is Place.CAPTAIN:
        raise Refused([Problem("team.captain", "hand the captaincy over first, or disband the team", "account")])
    if by != account:
        only(team, by, *([Place.CAPTAIN, Place.MANAGER] if place is Place.PLAYER else [Place.CAPTAIN]))
    _remove(connection, team.id, account, now)


def give_place(connection: Connection, team: Team, account: str, place: Place, now: datetime) -> None:
    """Make a member something else. Whoever becomes captain takes the place of the captain, who becomes a player."""
    if _place(team, account) is Place.CAPTAIN and place is not Place.CAPTAIN:
        raise Refused([Problem("team.captain", "hand the captaincy over instead", "account")])
    if place is Place.CAPTAIN:
        captain = (team_members.c.team == team.id) & (team_members.c.role == Place.CAPTAIN.value)
        connection.execute(update(team_members).where(captain).values(role=Place.PLAYER.value))
    member = (team_members.c.team == team.id) & (team_members.c.account == account)
    connection.execute(update(team_members).where(member).values(role=place.value))
    say(connection, [team_feed(team.id)], now, "team_updated", team=team.id)


def leave_all(connection: Connection, account: str, now: datetime) -> None:
    """An account that is erased leaves its teams: a manager, else whoever is there longest, becomes captain instead."""
    connection.execute(delete(team_invites).where(team_invites.c.account == account))
    for mine in teams_of(connection, account).teams:
        team = known(connection, mine.id, lock=True)
        others = sorted(
            (member for member in team.members if member.account != account),
            key=lambda member: member.place is not Place.MANAGER,
        )
        if not others:
            disband(connection, team.id, now)
            continue
        if team.place_of(account) is Place.CAPTAIN:
            give_place(connection, team, others[0].account, Place.CAPTAIN, now)
        _remove(connection, team.id, account, now)


def _place(team: Team, account: str) -> Place:
    place = team.place_of(account)
    if place is None:
        raise Refused([Problem("team.no_member", "they are not in the team", "account")])
    return place


def _remove(connection: Connection, team: str, account: str, now: datetime) -> None:
    say(connection, [team_feed(team), account_feed(account)], now, "member_removed", team=team, account=account)
    mine = (team_members.c.team == team) & (team_members.c.account == account)
    connection.execute(delete(team_members).where(mine))
