"""`deltacrown analytics refresh`: work numbers out now."""

from datetime import UTC, datetime

import rich_click as click

from deltacrown_host.cli.opening import opened


@click.group()
def analytics() -> None:
    """Look after the numbers of tournaments."""


@analytics.command("refresh")
@click.option(
    "--tournament", multiple=True, metavar="ID", help="Only of this one; repeatable. Else of all that need it."
)
@click.option("--dry-run", is_flag=True, help="Only say of which.")
@click.option("--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.")
def refresh(tournament: tuple[str, ...], *, dry_run: bool, database: str | None) -> None:
    """Work the numbers of tournaments out, as the host does every hour. Safe while it runs."""
    from deltacrown import Engine, Tournament  # noqa: PLC0415 - the command line starts fast

    from deltacrown_host.analytics.refreshing import stale, work_out, write  # noqa: PLC0415 - as above
    from deltacrown_host.bootstrap import load_plugins  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above
    from deltacrown_host.store.journal import SqlJournal  # noqa: PLC0415 - as above

    settings = settings_from(database)
    engine = Engine(load_plugins(settings))
    with opened("analytics", settings) as store:
        with store.connect() as connection:
            wanted = tournament or tuple(stale(connection))
        for name in wanted:
            with store.connect() as connection:
                entries = SqlJournal(connection, name).read()
                standing = engine.apply(Tournament(), (entry.event for entry in entries))
                if not standing.version:
                    message = f"there is no tournament {name!r}"
                    raise click.ClickException(message)
                worked = work_out(connection, standing, datetime.now(UTC))
            if not dry_run:
                with store.begin() as connection:
                    write(connection, worked)
            figures = worked.figures
            click.echo(
                f"{name}: {figures.participants} take part, {figures.completed_matches} of {figures.matches} played"
            )
    said = "would be refreshed" if dry_run else "refreshed"
    click.echo(f"{len(wanted)} {'tournament' if len(wanted) == 1 else 'tournaments'} {said}.")
