"""Wrong passwords are counted, so that nobody guesses on: by address of the account, in every process alike."""

from datetime import datetime, timedelta
from http import HTTPStatus

from deltacrown import Problem
from sqlalchemy import Connection, delete, func, insert, select

from deltacrown_host.accounts.secret import digest_of
from deltacrown_host.accounts.tables import wrong_passwords
from deltacrown_host.edge.turned_away import TurnedAway

MOST = 10
WITHIN = timedelta(minutes=15)


def check_attempts(connection: Connection, email: str, now: datetime) -> None:
    """Turn away whoever was wrong too often. Raises TurnedAway (429) with how long to wait."""
    recent = (wrong_passwords.c.digest == digest_of(email.lower())) & (wrong_passwords.c.at > now - WITHIN)
    wanted = select(func.count(), func.min(wrong_passwords.c.at)).where(recent)
    count, oldest = connection.execute(wanted).one()
    if count < MOST:
        return
    wait = oldest + WITHIN - now
    problem = Problem("access.too_many_attempts", "too many wrong passwords: wait, or ask for a new one")
    headers = {"retry-after": str(max(1, round(wait.total_seconds())))}
    raise TurnedAway(HTTPStatus.TOO_MANY_REQUESTS, problem, headers)


def note_failure(connection: Connection, email: str, now: datetime) -> None:
    """Count one more, and forget those that count no longer."""
    connection.execute(delete(wrong_passwords).where(wrong_passwords.c.at <= now - WITHIN))
    connection.execute(insert(wrong_passwords).values(digest=digest_of(email.lower()), at=now))


def forget_failures(connection: Connection, email: str) -> None:
    """The right password has been shown."""
    connection.execute(delete(wrong_passwords).where(wrong_passwords.c.digest == digest_of(email.lower())))
