"""`deltacrown wallet`: is the ledger whole, what do accounts have, and what happened in one.

Accounts are named by their names, which are ids; owners are never printed.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import rich_click as click
from sqlalchemy import Connection, create_engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from deltacrown_economy.ledger import recalculate, sqlite_engine, statement, tables, verify
from deltacrown_economy.statements import csv_lines

_database = click.option(
    "--database",
    envvar="DELTACROWN_DATABASE_URL",
    default="sqlite:///deltacrown.db",
    help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.",
)


@click.group()
def wallet() -> None:
    """Look after the ledger. Exit codes: 0 all is well, 1 it is not, 2 it could not be asked."""


@wallet.command("recalculate")
@click.option("--apply", is_flag=True, help="Mend what is remembered wrongly; else only say it.")
@_database
def recalculate_(*, apply: bool, database: str) -> None:
    """Count what accounts have again, from their entries and holds, which are never changed.

    Ends with 1 where an account's row says otherwise and was not mended.
    """
    with _opened(database, writes=apply) as connection:
        found = recalculate(connection, apply=apply)
    for repair in found:
        click.echo(f"{repair.account}: {repair.was} should be {repair.now}")
    said = "mended" if apply else "to be mended"
    click.echo(f"{len(found)} {'account' if len(found) == 1 else 'accounts'} {said}.")
    sys.exit(1 if found and not apply else 0)


@wallet.command("verify")
@_database
def verify_(database: str) -> None:
    """Read all transactions, entries and holds, and say what is not as it was written.

    Ends with 1 where anything is not. The host may run meanwhile.
    """
    count = 0
    with _opened(database) as connection:
        for fault in verify(connection):
            count += 1
            where = [fault.account, fault.seq and f"entry {fault.seq}", fault.transaction]
            click.echo(f"{', '.join(str(part) for part in where if part)}: {fault.fault}")
    click.echo(f"{count} {'fault' if count == 1 else 'faults'}.")
    sys.exit(1 if count else 0)


@wallet.command("statement")
@click.argument("account")
@click.option("--since", type=click.DateTime(), help="From when on, in UTC; from the beginning unless given.")
@click.option("--until", type=click.DateTime(), help="Until when, in UTC; until now unless given.")
@_database
def statement_(account: str, since: datetime | None, until: datetime | None, database: str) -> None:
    """Print what happened in an account, as CSV. Ends with 1 where there is no such account."""
    first = since.replace(tzinfo=UTC) if since else datetime(1970, 1, 1, tzinfo=UTC)
    last = until.replace(tzinfo=UTC) if until else datetime.now(UTC)
    with _opened(database) as connection:
        said = statement(connection, account, first, last)
        query = select(tables.currencies.c.exponent).where(tables.currencies.c.code == said.currency)
        exponent = connection.execute(query).scalar()
    if exponent is None:
        click.echo(f"there is no account {account!r}", err=True)
        sys.exit(1)
    click.echo("".join(csv_lines(said, exponent)), nl=False)


@contextmanager
def _opened(database: str, *, writes: bool = False) -> Iterator[Connection]:
    """A transaction that sees everything as it is at one moment. What cannot be asked ends the command with 2."""
    try:
        url = make_url(database)
        if url.get_backend_name() == "sqlite":
            if not Path(url.database or "").is_file():
                _end(f"there is no file {url.database!r}")
            engine = sqlite_engine(database, writes=writes)
        else:
            level = "READ COMMITTED" if writes else "REPEATABLE READ"
            engine = create_engine(url, isolation_level=level)
        with engine.begin() as connection:
            yield connection
        engine.dispose()
    except SQLAlchemyError as error:
        _end(f"the ledger cannot be read: {type(error).__name__}")


def _end(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
