"""What sanctions have against what somebody wants to do."""

from collections.abc import Iterator
from datetime import datetime

from deltacrown import Problem, Tournament
from sqlalchemy import Connection, select

from deltacrown_host.moderation.sanctions import Kind, in_force
from deltacrown_host.registrations.beside import Acting
from deltacrown_host.store.desk import Objections
from deltacrown_host.teams.tables import team_members


def against_registering(acting: Acting) -> Objections:
    """Whether whoever will act for the entrant, or anybody in its team, is banned from the tournament."""

    def objections(before: Tournament, connection: Connection) -> Iterator[Problem]:
        people = [acting.account] if acting.account else []
        mates = select(team_members.c.account).where(team_members.c.team == acting.team)
        people += connection.execute(mates).scalars() if acting.team else ()
        for ban in in_force(connection, before.id, people, Kind.BAN, acting.at):
            yield Problem("sanction.banned", f"account {ban.account!r} is banned from here{_until(ban.until)}")

    return objections


def against_speaking(account: str, now: datetime) -> Objections:
    """Whether the account may say nothing in the tournament."""

    def objections(before: Tournament, connection: Connection) -> Iterator[Problem]:
        for mute in in_force(connection, before.id, [account], Kind.MUTE, now):
            yield Problem("sanction.muted", f"you may say nothing here{_until(mute.until)}")

    return objections


def _until(until: datetime | None) -> str:
    return f" until {until.isoformat()}" if until else ""
