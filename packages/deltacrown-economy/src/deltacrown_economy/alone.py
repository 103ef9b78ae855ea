"""One at a time about the same thing: what is looked at first stays true until it is written."""

from sqlalchemy import Connection, func, select

from deltacrown_economy import names


def alone(connection: Connection, about: str) -> None:
    """Whoever else comes here about the same waits until this transaction ends.

    To be asked first, before anything is looked at. On SQLite, where one transaction writes at a time, nobody waits.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(about, 0))))


def alone_with(connection: Connection, tournament: str) -> None:
    """The same, for the money of a tournament."""
    alone(connection, names.about_tournament(tournament))
