"""What a ledger says to its database, said to the driver itself: by way of SQLAlchemy it would cost five times as much.

It is said within the transaction of the SQLAlchemy connection, and what goes wrong is told as SQLAlchemy tells it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar

from attrs import frozen
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

Row = tuple[Any, ...]


@frozen
class Change:
    """Rows that are new in a table or, where they are not new, are changed by their first column."""

    table: Table
    columns: tuple[str, ...]
    rows: Sequence[Row]
    new: bool = True


class Door(ABC):
    """The way to a database of one kind.

    among  the condition that a column has one of many values
    lock   what has rows wait for whoever else changes them
    whole  whether `write` alone writes all or nothing
    """

    among: ClassVar[str]
    lock: ClassVar[str] = ""
    whole: ClassVar[bool] = False

    def __init__(self, connection: Connection) -> None:
        if not connection.in_transaction():
            connection.begin()
        self.connection = connection
        self.cursor = connection.connection.cursor()

    def ask(self, statement: str, *given: Any) -> list[Row]:
        """The rows that answer a statement."""
        self.say(self.cursor.execute, statement, given)
        return list(self.cursor.fetchall())

    def tell(self, statement: str) -> None:
        """Say a statement that has no answer."""
        self.say(self.cursor.execute, statement, ())

    def say(self, execute: Callable[..., object], statement: str, given: Sequence[Any]) -> None:
        """Say a statement with what it is given. Raises SQLAlchemy's DBAPIError."""
        dialect = self.connection.dialect
        try:
            execute(statement, given)
        except dialect.loaded_dbapi.Error as error:
            lost = dialect.is_disconnect(error, self.connection.connection, self.cursor)
            if lost:
                self.connection.invalidate(error)
            raise DBAPIError.instance(
                statement,
                None,
                error,
                dialect.loaded_dbapi.Error,
                connection_invalidated=lost,
                dialect=dialect,
            ) from error

    @abstractmethod
    def values(self, values: Iterable[str]) -> Any:
        """Many values, as `among` takes them."""

    @abstractmethod
    def moment(self, value: Any) -> datetime | None:
        """A moment as the driver reads it, in UTC."""

    @abstractmethod
    def open(self, change: Change) -> list[Row]:
        """Write new accounts. Answers their numbers and names, of those that nobody else has opened by now."""

    @abstractmethod
    def write(self, changes: Sequence[Change]) -> int:
        """Write the changes, the first of which is new transactions. Answers how many of these were new indeed."""

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Whatever is raised within undoes what was written within."""
        self.tell("SAVEPOINT ledger")
        try:
            yield
            self.tell("RELEASE ledger")
        except BaseException:
            if not self.connection.invalidated:
                self.tell("ROLLBACK TO ledger")
                self.tell("RELEASE ledger")
            raise
