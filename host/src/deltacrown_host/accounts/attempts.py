"""What is tried again and again is counted, so that nobody guesses on, or floods somebody: by address of the account.

It is counted in every process alike, and whether or not there is such an account.
"""

from datetime import datetime, timedelta
from http import HTTPStatus

from attrs import frozen
from deltacrown import Problem
from sqlalchemy import Connection, delete, func, insert, select

from deltacrown_host.accounts.secret import digest_of
from deltacrown_host.accounts.tables import wrong_passwords
from deltacrown_host.edge.turned_away import TurnedAway

MOST = 10
WITHIN = timedelta(minutes=15)


@frozen
class Limit:
    """How often something may be tried with one address in a quarter of an hour."""

    what: str
    most: int
    problem: Problem


WRONG_PASSWORDS = Limit(
    "", MOST, Problem("access.too_many_attempts", "too many wrong passwords: wait, or ask for a new one")
)
LETTERS = Limit(
    "letters ", 5, Problem("access.too_many_letters", "too many letters for this address: wait, and look for them")
)


def check_attempts(connection: Connection, email: str, now: datetime, limit: Limit = WRONG_PASSWORDS) -> None:
    """Turn away whoever has tried too often. Raises TurnedAway (429) with how long to wait."""
    recent = (wrong_passwords.c.digest == _digest(email, limit)) & (wrong_passwords.c.at > now - WITHIN)
    wanted = select(func.count(), func.min(wrong_passwords.c.at)).where(recent)
    count, oldest = connection.execute(wanted).one()
    if count < limit.most:
        return
    wait = oldest + WITHIN - now
    headers = {"retry-after": str(max(1, round(wait.total_seconds())))}
    raise TurnedAway(HTTPStatus.TOO_MANY_REQUESTS, limit.problem, headers)


def note_failure(connection: Connection, email: str, now: datetime, limit: Limit = WRONG_PASSWORDS) -> None:
    """Count one more, and forget those that count no longer."""
    connection.execute(delete(wrong_passwords).where(wrong_passwords.c.at <= now - WITHIN))
    connection.execute(insert(wrong_passwords).values(digest=_digest(email, limit), at=now))


def count_letter(connection: Connection, email: str, now: datetime) -> None:
    """Count one more letter to the address. Raises TurnedAway where there were too many."""
    check_attempts(connection, email, now, LETTERS)
    note_failure(connection, email, now, LETTERS)


def forget_failures(connection: Connection, email: str) -> None:
    """The right password has been shown."""
    connection.execute(delete(wrong_passwords).where(wrong_passwords.c.digest == _digest(email, WRONG_PASSWORDS)))


def _digest(email: str, limit: Limit) -> str:
    return digest_of(f"{limit.what}{email.lower()}")
