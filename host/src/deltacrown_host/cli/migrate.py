"""`deltacrown migrate`: bring the database to the newest schema."""

import rich_click as click

from deltacrown_host.cli.opening import opened


@click.command()
@click.option("--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.")
def migrate(database: str | None) -> None:
    """Bring the database to the newest schema, with lists made again from the journals where they need it.

    With SQLite, `serve` does it by itself.
    """
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - the command line starts fast

    with opened("migrate", settings_from(database), migrating=True):
        click.echo("The schema is up to date.")
