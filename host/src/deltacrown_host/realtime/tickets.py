"""Tickets: a page asks for one as whoever is signed in, and shows it on a socket, once and soon.

So no token that lasts is ever in an address or in a page. Tickets are rows: any process takes those of any other.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.accounts.records import get
from deltacrown_host.accounts.secret import digest_of, new_secret
from deltacrown_host.realtime.stream import NOT_ALLOWED, TOKEN_EXPIRED, Closed
from deltacrown_host.realtime.tables import tickets

# For a while a ticket that came too late is told from one that never was.
_KEPT = timedelta(minutes=10)


def issue(connection: Connection, account: str, tournament: str, now: datetime, lasts: timedelta) -> str:
    """A new ticket; those that ended long ago are forgotten."""
    connection.execute(delete(tickets).where(tickets.c.expires_at <= now - _KEPT))
    secret = new_secret()
    values = {"digest": digest_of(secret), "account": account, "tournament_id": tournament}
    connection.execute(insert(tickets).values(expires_at=now + lasts, **values))
    return secret


def redeem(connection: Connection, secret: str, tournament: str, now: datetime) -> str | Closed:
    """Whose ticket it was. Closed is answered, not raised: a ticket is used up, whatever comes of it."""
    mine = tickets.c.digest == digest_of(secret)
    row = connection.execute(select(tickets).where(mine)).first()
    # Where two show it at once, the row is there for both and deleted for one.
    if row is None or not connection.execute(delete(tickets).where(mine)).rowcount:
        return Closed(NOT_ALLOWED, "there is no such ticket, or it was used", "ticket_invalid")
    if row.tournament_id != tournament:
        return Closed(NOT_ALLOWED, "this ticket is for another tournament", "ticket_invalid")
    if row.expires_at <= now:
        return Closed(TOKEN_EXPIRED, "this ticket has expired", "ticket_expired")
    account = get(connection, row.account)
    if account is None or account.suspended(now):
        return Closed(NOT_ALLOWED, "this account may not", "account_suspended")
    return account.id
