"""The database of a command, opened and brought up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deltacrown_host.settings import Settings
    from deltacrown_host.store.database import Database


@contextmanager
def opened(command: str, settings: "Settings", *, migrating: bool = False) -> Iterator["Database"]:
    """The database that the settings name. What is not ready ends the command with a sentence."""
    from deltacrown_host.bootstrap import open_database  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.cli.readiness import check, said_plainly  # noqa: PLC0415 - as above
    from deltacrown_host.store.migrate import migrate  # noqa: PLC0415 - as above

    with said_plainly(command):
        check(settings)
    database = open_database(settings)
    try:
        if migrating or database.embedded:
            migrate(database)
        yield database
    finally:
        database.close()
