"""Whose account an identity from elsewhere opens. Only what a provider has verified counts."""

from datetime import datetime

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, delete, func, insert, select

from deltacrown_host.access.roles import Role
from deltacrown_host.accounts import records
from deltacrown_host.accounts.records import LONGEST_NAME, Account
from deltacrown_host.accounts.tables import identities
from deltacrown_host.elsewhere.providers import Identity
from deltacrown_host.mail.posting import post


@frozen
class IdentityLine:
    """An identity that opens the account. `provider` is empty where the host no longer has it."""

    provider: str
    issuer: str
    since: datetime


def enter(connection: Connection, shown: Identity, role: Role, now: datetime) -> Account:
    """The account that the identity opens: its own, that of the same confirmed address, or a new one.

    An address that nobody has confirmed here may be anybody's, who would then be let into what is another's: where it
    has an account, that account's owner must add the identity themselves. Raises Refused.
    """
    known = holder(connection, shown)
    if known is not None:
        return records.known(connection, known)
    same = records.find(connection, shown.email) if shown.email else None
    if same is not None and same.email_confirmed_at is None:
        message = "there is an account with this address: sign in to it, and add this way to sign in"
        raise Refused([Problem("identity.email_taken", message)])
    if same is None:
        made = records.create(connection, shown.email or None, _name(shown), now, role=role)
        same = records.change(connection, made.id, now, email_confirmed_at=now) if shown.email else made
        _write(connection, shown, same.id, now)
    else:
        add(connection, shown, same.id, now)
    return same


def add(connection: Connection, shown: Identity, account: str, now: datetime) -> None:
    """The identity opens this account from now on; its owner is told. Raises Refused where it opens another."""
    known = holder(connection, shown)
    if known is not None and known != account:
        raise Refused([Problem("identity.taken", "this identity opens another account")])
    if known is None:
        _write(connection, shown, account, now)
        if records.known(connection, account).email_confirmed_at is not None:
            post(connection, "identity_added", {"issuer": shown.issuer}, now, account=account)


def remove(connection: Connection, issuer: str, account: str) -> None:
    """The identity opens the account no more. Raises Refused where nothing else would."""
    mine = (identities.c.account == account) & (identities.c.issuer == issuer)
    if connection.execute(select(identities.c.subject).where(mine)).first() is None:
        raise Refused([Problem("identity.unknown", "this account has no such identity", "provider")])
    others = select(func.count()).select_from(identities)
    others = others.where(identities.c.account == account, identities.c.issuer != issuer)
    if records.known(connection, account).password is None and not connection.execute(others).scalar():
        raise Refused([Problem("identity.last", "nothing else opens this account: take a password first", "provider")])
    connection.execute(delete(identities).where(mine))


def identities_of(connection: Connection, account: str) -> list[tuple[str, datetime]]:
    """The issuers of the account's identities, oldest first."""
    wanted = select(identities.c.issuer, identities.c.created_at).where(identities.c.account == account)
    return [(row.issuer, row.created_at) for row in connection.execute(wanted.order_by(identities.c.created_at))]


def holder(connection: Connection, shown: Identity) -> str | None:
    """The account that the identity opens."""
    mine = (identities.c.issuer == shown.issuer) & (identities.c.subject == shown.subject)
    return connection.execute(select(identities.c.account).where(mine)).scalar()


def _write(connection: Connection, shown: Identity, account: str, now: datetime) -> None:
    values = {"issuer": shown.issuer, "subject": shown.subject, "account": account, "created_at": now}
    connection.execute(insert(identities).values(values))


def _name(shown: Identity) -> str:
    printable = "".join(letter for letter in shown.name if letter.isprintable()).strip()
    return printable[:LONGEST_NAME] or "Somebody"
