"""Cursors: where a page of a list ended, so that the next begins there, whatever has come or gone meanwhile."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from attrs import frozen
from deltacrown import Malformed, Problem, wire
from sqlalchemy import ColumnElement, and_, literal, or_

from deltacrown_host.store.types import UtcTime


@frozen
class Order:
    """An order of a list: by the key, and by the id where keys are equal."""

    name: str
    key: Any
    falling: bool = False

    def by(self, id_: ColumnElement[str]) -> Iterator[ColumnElement[Any]]:
        """What to sort by."""
        yield from (column.desc() if self.falling else column.asc() for column in (self.key, id_))


def write_cursor(order: Order, value: Any, id_: str) -> str:
    """The cursor of a page that ends here."""
    said = value.isoformat() if isinstance(value, datetime) else value
    return urlsafe_b64encode(wire.dumps([order.name, said, id_]).encode()).decode().rstrip("=")


def read_cursor(order: Order, id_: ColumnElement[str], cursor: str) -> ColumnElement[bool]:
    """What comes after the page with this cursor. Raises Malformed."""
    try:
        said, last = _parts(order, cursor)
        value = _moment(said) if isinstance(order.key.type, UtcTime) else said
    # Where the year 1 or 9999 is left on the way to UTC, OverflowError says so.
    except (ValueError, TypeError, OverflowError, Malformed) as error:
        message = "use the cursor that a page in the same order gave you"
        raise Malformed([Problem("cursor.invalid", message, "cursor")]) from error
    here = literal(value, order.key.type)
    beyond = order.key < here if order.falling else order.key > here
    return or_(beyond, and_(order.key == here, id_ < last if order.falling else id_ > last))


def _parts(order: Order, cursor: str) -> tuple[str, str]:
    name, said, last = wire.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if name != order.name or not isinstance(said, str) or not isinstance(last, str):
        raise ValueError(cursor)
    return said, last


def _moment(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        message = "a time needs its zone"
        raise ValueError(message)
    return time.astimezone(UTC)
