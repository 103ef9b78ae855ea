"""`deltacrown files`: where uploaded files are kept."""

from collections import Counter

import rich_click as click

from deltacrown_host.cli.opening import opened


@click.group()
def files() -> None:
    """Look after uploaded files."""


@files.command("migrate")
@click.argument("source")
@click.argument("target")
@click.option("--dry-run", is_flag=True, help="Only say what would be copied.")
@click.option("--batch-size", type=click.IntRange(1, 10_000), default=100, show_default=True, help="Rows read at once.")
@click.option("--tournament", default="", help="Only the files of this tournament, by its id.")
@click.option("--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.")
def migrate(  # noqa: PLR0913 - one argument an option
    source: str, target: str, *, dry_run: bool, batch_size: int, tournament: str, database: str | None
) -> None:
    """Copy every file from SOURCE to TARGET, each a folder or s3://bucket/prefix. The host may work meanwhile.

    What TARGET has already is left, so it may be stopped and started again at any time. Nothing is taken away from
    SOURCE. Exit code 1 where a file is missing.
    """
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.files.moving import Fate, Move, move  # noqa: PLC0415 - as above
    from deltacrown_host.files.store import NotReached, store_at  # noqa: PLC0415 - as above

    fates: Counter[Fate] = Counter()

    def told(name: str, fate: Fate) -> None:
        fates[fate] += 1
        if fate is Fate.MISSING:
            click.echo(f"{name} is missing", err=True)

    with opened("files", settings_from(database)) as store:
        try:
            what = Move(store_at(source), store_at(target), batch_size, tournament, dry_run)
            move(store, what, told)
        except (NotReached, ValueError) as error:
            raise click.ClickException(str(error)) from error
    would = "would be " if dry_run else ""
    counts = f"{fates[Fate.COPIED]} {would}copied, {fates[Fate.THERE]} there already, {fates[Fate.MISSING]} missing"
    click.echo(counts)
    if fates[Fate.MISSING]:
        raise SystemExit(1)
