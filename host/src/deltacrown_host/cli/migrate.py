"""`deltacrown migrate`: bring the database to the newest schema."""

import rich_click as click


@click.command()
@click.option("--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.")
def migrate(database: str | None) -> None:
    """Bring the database to the newest schema. With SQLite, `serve` does it by itself."""
    from deltacrown_host.bootstrap import open_database  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.cli.readiness import check, said_plainly  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above
    from deltacrown_host.store.migrate import migrate as migrate_database  # noqa: PLC0415 - as above

    settings = settings_from(database)
    with said_plainly("migrate"):
        check(settings)
    opened = open_database(settings)
    try:
        migrate_database(opened)
    finally:
        opened.close()
    click.echo("The schema is up to date.")
