"""`deltacrown doctor`: whether everything is as it should be."""

import sys

import rich_click as click


@click.command()
@click.option("--all", "everything", is_flag=True, help="Check every journal, not the hundred that changed last.")
@click.option("--database", help="An SQLAlchemy address; DELTACROWN_DATABASE_URL or a file here unless given.")
def doctor(everything: bool, database: str | None) -> None:  # noqa: FBT001 - a flag
    """Look at settings, disk, Redis, plugins, the database and its journals, and say what is wrong.

    Nothing is changed. Exit code 0 where all is well, 1 where anything is not.
    """
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.health.examining import Finding, examine  # noqa: PLC0415 - as above

    findings = [Finding("settings", good=True, said="can be read")]
    try:
        settings = settings_from(database)
    except click.UsageError as error:
        findings = [Finding("settings", good=False, said=error.message)]
    else:
        findings += examine(settings, everything=everything)
    for finding in findings:
        click.echo(f"{'ok   ' if finding.good else 'WRONG'}  {finding.thing:<9} {finding.said}")
    if not all(finding.good for finding in findings):
        sys.exit(1)
