"""Links that do one thing once: they are signed, they end, and they are good for one address.

The row holds no secret: what is in a letter is its id, signed when the letter is sent. Using a link deletes the row.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.accounts.signing import signed, signed_text
from deltacrown_host.accounts.tables import links


class Purpose(StrEnum):
    """What a link does."""

    CONFIRM = "confirm"
    """Confirms that an address is its account's; where it is a new one, it is from then on."""
    RESET = "reset"  # a password
    """Opens the way to another password."""


LASTS = {Purpose.CONFIRM: timedelta(days=2), Purpose.RESET: timedelta(hours=1)}


@frozen
class Link:
    """What a link is good for."""

    account: str
    address: str


def make_link(connection: Connection, purpose: Purpose, account: str, address: str, now: datetime) -> str:
    """A new link in place of any of the same kind; answers its id."""
    void_links(connection, purpose, account)
    id_ = new_id()
    values = {"id": id_, "purpose": purpose.value, "account": account, "address": address.lower()}
    connection.execute(insert(links).values(expires_at=now + LASTS[purpose], **values))
    return id_


def void_links(connection: Connection, purpose: Purpose, account: str) -> None:
    """The account's links of this kind do nothing any more."""
    connection.execute(delete(links).where(links.c.account == account, links.c.purpose == purpose.value))


def token_of(key: str, purpose: Purpose, id_: str) -> str:
    """What stands in a letter."""
    return signed(key, f"link {purpose.value}", id_)


def use_link(connection: Connection, key: str, purpose: Purpose, token: str, now: datetime) -> Link:
    """Use a link up. Raises Refused where it is none of ours, is used up, was replaced, or has ended."""
    mine = (links.c.id == (signed_text(key, f"link {purpose.value}", token) or "")) & (links.c.purpose == purpose.value)
    row = connection.execute(select(links).where(mine, links.c.expires_at > now).with_for_update()).first()
    if row is None:
        message = "this link does nothing any more: it was used or replaced, or it has ended. Ask for another"
        raise Refused([Problem("link.invalid", message, "token")])
    connection.execute(delete(links).where(mine))
    return Link(row.account, row.address)
