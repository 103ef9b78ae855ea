"""`deltacrown jobs`: what was given up, and putting it back."""

from datetime import UTC, datetime

import rich_click as click

from deltacrown_host.cli.opening import opened

_DATABASE = "An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given."


@click.group()
def jobs() -> None:
    """Look after work that was given up."""


@jobs.command("list")
@click.option("--database", help=_DATABASE)
def list_jobs(database: str | None) -> None:
    """List the jobs that failed too often, the latest first, with the reason."""
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.jobs.dead import dead_jobs  # noqa: PLC0415 - as above

    with opened("jobs", settings_from(database)) as store, store.connect() as connection:
        for line in dead_jobs(connection):
            click.echo(f"{line.id}  {line.given_up_at.isoformat()}  {line.kind}  {line.error}")


@jobs.command("again")
@click.argument("job")
@click.option("--database", help=_DATABASE)
def again(job: str, database: str | None) -> None:
    """Put a job back: a host that runs does it at once."""
    from deltacrown import Refused  # noqa: PLC0415 - the command line starts fast

    from deltacrown_host.audit.deeds import Deed, Doer, note  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above
    from deltacrown_host.jobs.dead import put_back  # noqa: PLC0415 - as above

    now = datetime.now(UTC)
    with opened("jobs", settings_from(database)) as store:
        try:
            with store.begin() as connection:
                put_back(connection, job, now)
                note(connection, Doer(), Deed("job.again", f"job/{job}"), now)
        except Refused as refusal:
            raise click.ClickException(refusal.problems[0].message) from refusal
    click.echo(f"{job} is put back.")
