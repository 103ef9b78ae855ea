"""The settings of a command: the environment's, and what its options say."""

import attrs
import rich_click as click

from deltacrown_host.settings import Settings


def settings_from(database: str | None) -> Settings:
    """The settings, with this database where one is given. A variable that cannot be read ends the command."""
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return attrs.evolve(settings, database_url=database) if database else settings
