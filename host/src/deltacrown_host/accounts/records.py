"""The rows of accounts: make one, find one, change one."""

import re
from collections.abc import Iterator
from datetime import datetime

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, Row, bindparam, insert, select, update

from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.secret import new_id
from deltacrown_host.accounts.tables import accounts

LONGEST_NAME = 100
# One @ with something on both sides, a dot behind it, no blanks: whether it is anybody's, only a message shows.
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+")
_LONGEST_EMAIL = 254
_BY_ID = select(accounts).where(accounts.c.id == bindparam("id"), accounts.c.deleted_at.is_(None))


@frozen
class Account:
    """Somebody who can sign in. `email` is None where nobody has confirmed one elsewhere, or the account is deleted."""

    id: str
    email: str | None
    name: str
    role: Role
    password: str | None
    email_confirmed_at: datetime | None
    created_at: datetime
    suspended_until: datetime | None

    def suspended(self, now: datetime) -> bool:
        """Whether nobody may sign in to it now."""
        return self.suspended_until is not None and now < self.suspended_until


def email_problems(email: str, field: str = "email") -> Iterator[Problem]:
    """Why it cannot be an address."""
    if len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        yield Problem("email.invalid", "expected an address such as ann@example.org", field)


def name_problems(name: str, field: str = "name") -> Iterator[Problem]:
    """Why it cannot be an account's name."""
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        yield Problem("account.name_length", f"a name has 1 to {LONGEST_NAME} characters", field)


def create(  # noqa: PLR0913 - the columns of an account
    connection: Connection,
    email: str | None,
    name: str,
    now: datetime,
    *,
    role: Role = Role.PLAYER,
    password: str | None = None,
) -> Account:
    """A new account; without an address for whoever signs in elsewhere. Raises Refused where the address has one."""
    if email is not None and find(connection, email) is not None:
        raise Refused([Problem("account.email_taken", "there is an account with this address already", "email")])
    id_ = new_id()
    values = {"id": id_, "email": email and email.lower(), "name": name, "role": role.value, "password": password}
    connection.execute(insert(accounts).values(created_at=now, updated_at=now, **values))
    return known(connection, id_)


def find(connection: Connection, email: str) -> Account | None:
    """The account with this address."""
    row = connection.execute(select(accounts).where(accounts.c.email == email.lower())).first()
    return None if row is None else account_of(row)


def get(connection: Connection, id_: str) -> Account | None:
    """The account with this id, unless it was deleted."""
    row = connection.execute(_BY_ID, {"id": id_}).first()
    return None if row is None else account_of(row)


def known(connection: Connection, id_: str) -> Account:
    """The account with this id. Raises Refused where there is none."""
    account = get(connection, id_)
    if account is None:
        raise Refused([Problem("account.unknown", f"there is no account {id_!r}", "account")])
    return account


def change(connection: Connection, /, id_: str, now: datetime, **values: object) -> Account:
    """The account with these columns changed."""
    connection.execute(update(accounts).where(accounts.c.id == id_).values(updated_at=now, **values))
    return known(connection, id_)


def account_of(row: Row[tuple[object, ...]]) -> Account:
    """The account of a row."""
    return Account(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        password=row.password,
        email_confirmed_at=row.email_confirmed_at,
        created_at=row.created_at,
        suspended_until=row.suspended_until,
    )
