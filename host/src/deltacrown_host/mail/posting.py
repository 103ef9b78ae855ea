"""The rows of letters: posted in the transaction of their cause, read when they are sent, kept for a while."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from attrs import field, frozen
from sqlalchemy import Connection, delete, insert, select, update

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.accounts.tables import accounts
from deltacrown_host.jobs.queue import enqueue
from deltacrown_host.jobs.tables import jobs
from deltacrown_host.mail.tables import mails

SEND = "send_mail"
KEPT = timedelta(days=30)


@frozen
class Posted:
    """A letter that is to be sent. `address` is empty where it has nowhere to go any more."""

    id: str
    kind: str
    account: str
    address: str = field(repr=False)
    confirmed: bool
    filled_with: Mapping[str, str] = field(repr=False)
    created_at: datetime


def post(  # noqa: PLR0913 - what is on an envelope
    connection: Connection,
    kind: str,
    filled_with: Mapping[str, str],
    now: datetime,
    *,
    account: str | None = None,
    address: str | None = None,
    once: str = "",
) -> None:
    """Have a letter sent to an address, or to the one that the account has by then, once this is committed.

    What says `once` is posted a single time, however often it is asked for.
    """
    id_ = sha256(once.encode()).hexdigest()[:40] if once else new_id()
    if once and connection.execute(select(mails.c.id).where(mails.c.id == id_)).first():
        return
    values = {"id": id_, "kind": kind, "account": account, "address": address, "created_at": now}
    connection.execute(insert(mails).values(filled_with=json.dumps(filled_with), **values))
    enqueue(connection, SEND, {"mail": id_}, now, id_=id_)


def posted(connection: Connection, id_: str) -> Posted | None:
    """The letter, unless it is sent already, or its account was deleted."""
    wanted = select(mails, accounts.c.email, accounts.c.email_confirmed_at, accounts.c.deleted_at)
    wanted = wanted.outerjoin(accounts, accounts.c.id == mails.c.account)
    row = connection.execute(wanted.where(mails.c.id == id_, mails.c.sent_at.is_(None))).first()
    if row is None or row.deleted_at is not None:
        return None
    address = row.address or row.email or ""
    confirmed = row.email_confirmed_at is not None and address == row.email
    filled_with = json.loads(row.filled_with)
    return Posted(row.id, row.kind, row.account or "", address, confirmed, filled_with, row.created_at)


def sent(connection: Connection, id_: str, now: datetime) -> None:
    """It is dealt with. That it was is kept for a while, so that it is not posted once more; what was in it is not."""
    blank = {"address": None, "filled_with": "{}"}
    connection.execute(update(mails).where(mails.c.id == id_).values(sent_at=now, **blank))


def tidy(connection: Connection, now: datetime) -> None:
    """Delete what was sent a while ago."""
    connection.execute(delete(mails).where(mails.c.sent_at <= now - KEPT))


def forget_mails(connection: Connection, account: str) -> None:
    """Nothing more is sent to the account, and nothing is left of what was."""
    mine = select(mails.c.id).where(mails.c.account == account)
    connection.execute(delete(jobs).where(jobs.c.id.in_(mine)))
    connection.execute(delete(mails).where(mails.c.account == account))
