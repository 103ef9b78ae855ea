"""The database of a command, opened and brought up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from deltacrown_host.settings import Settings
    from deltacrown_host.store.database import Database


@contextmanager
def opened(command: str, settings: "Settings", *, migrating: bool = False) -> Iterator["Database"]:
    """The database that the settings name. What is not ready ends the command with a sentence."""
    from deltacrown_host.bootstrap import load_plugins, open_database  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.cli.readiness import check, said_plainly  # noqa: PLC0415 - as above
    from deltacrown_host.store.migrate import migrate  # noqa: PLC0415 - as above
    from deltacrown_host.store.offered_tables import offered_tables  # noqa: PLC0415 - as above

    with said_plainly(command):
        check(settings)
        offered, rejected = offered_tables(load_plugins(settings))
    for one in rejected:
        click.echo(f"deltacrown {command}: plugin {one.plugin}: left out: {one.reason}", err=True)
    database = open_database(settings, offered)
    try:
        if migrating or database.embedded:
            migrate(database)
        yield database
    finally:
        database.close()
