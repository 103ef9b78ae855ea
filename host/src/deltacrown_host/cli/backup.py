"""`deltacrown backup` and `deltacrown restore`: the whole database as a file, and back into any database."""

import sys
from pathlib import Path

import rich_click as click

from deltacrown_host.cli.opening import opened
from deltacrown_host.cli.progress import shown

_DATABASE = click.option(
    "--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given."
)
_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@_FILE
@_DATABASE
def backup(file: Path, database: str | None) -> None:
    """Write everything into FILE, while the host may go on working. The file holds secrets: keep it safe."""
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.store.backup import NotBackedUp  # noqa: PLC0415 - as above
    from deltacrown_host.store.backup import backup as write  # noqa: PLC0415 - as above

    try:
        with opened("backup", settings_from(database)) as store, shown("Rows") as progress:
            manifest = write(store, file, progress)
    except NotBackedUp as error:
        click.echo(f"deltacrown backup: {error}", err=True)
        sys.exit(1)
    click.echo(f"{manifest.rows} rows of {len(manifest.tables)} tables are in {file}.")


@click.command()
@_FILE
@_DATABASE
def restore(file: Path, database: str | None) -> None:
    """Read FILE into an empty database, of the same kind or another: all of it, or nothing where anything is wrong."""
    from deltacrown import Engine  # noqa: PLC0415 - the command line starts fast

    from deltacrown_host.bootstrap import load_plugins  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above
    from deltacrown_host.store.restore import NotRestored  # noqa: PLC0415 - as above
    from deltacrown_host.store.restore import restore as read  # noqa: PLC0415 - as above

    settings = settings_from(database)
    try:
        with opened("restore", settings) as store, shown("Rows, then journals") as progress:
            manifest = read(store, Engine(load_plugins(settings)), file, progress)
    except NotRestored as error:
        click.echo(f"deltacrown restore: {error}", err=True)
        sys.exit(1)
    click.echo(f"{manifest.rows} rows of {len(manifest.tables)} tables are restored, and every journal is whole.")
