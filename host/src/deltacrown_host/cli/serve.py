"""`deltacrown serve`: run the host."""

import os

import attrs
import rich_click as click


@click.command()
@click.option("--host", help="The address to listen on; DELTACROWN_HOST or 127.0.0.1 unless given.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The port to listen on; DELTACROWN_PORT or 8000 unless given."
)
@click.option("--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.")
@click.option("--workers", type=click.IntRange(1), default=1, help="How many processes serve; several need PostgreSQL.")
def serve(host: str | None, port: int | None, database: str | None, workers: int) -> None:
    """Run the host until it is stopped."""
    from deltacrown_host.app import create_app  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.cli.readiness import check, said_plainly  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above
    from deltacrown_host.edge.logs import configure_logs  # noqa: PLC0415 - as above
    from deltacrown_host.server import run, run_workers  # noqa: PLC0415 - as above

    settings = settings_from(database)
    settings = attrs.evolve(settings, host=host or settings.host, port=settings.port if port is None else port)
    configure_logs()
    with said_plainly("serve"):
        check(settings, workers)
        if workers == 1:
            run(create_app(settings), settings)
        else:
            os.environ["DELTACROWN_DATABASE_URL"] = settings.database_url
            run_workers(settings, workers)
