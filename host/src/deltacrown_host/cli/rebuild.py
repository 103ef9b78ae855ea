"""`deltacrown rebuild`: make the projections again from the journal."""

import rich_click as click

from deltacrown_host.cli.opening import opened


@click.command()
@click.option("--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.")
def rebuild(database: str | None) -> None:
    """Make every projection again from the journal, which is the truth."""
    from deltacrown import Engine  # noqa: PLC0415 - the command line starts fast

    from deltacrown_host.bootstrap import load_plugins  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above
    from deltacrown_host.store.rebuild import rebuild as rebuild_database  # noqa: PLC0415 - as above

    settings = settings_from(database)
    with opened("rebuild", settings) as store:
        count = rebuild_database(store, Engine(load_plugins(settings)))
    click.echo(f"{count} {'tournament' if count == 1 else 'tournaments'} made again.")
