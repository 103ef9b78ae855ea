"""The host as a plugin: what it adds to the `deltacrown` command line.

Imported whenever the command line starts, so nothing heavy is imported here: each command imports what it needs.
"""

from collections.abc import Sequence

import click
from deltacrown import hookimpl

from deltacrown_host.cli.account import account
from deltacrown_host.cli.analytics import analytics
from deltacrown_host.cli.backup import backup, restore
from deltacrown_host.cli.demo import demo
from deltacrown_host.cli.doctor import doctor
from deltacrown_host.cli.files import files
from deltacrown_host.cli.jobs import jobs
from deltacrown_host.cli.migrate import migrate
from deltacrown_host.cli.plugins import plugins
from deltacrown_host.cli.rebuild import rebuild
from deltacrown_host.cli.serve import serve

commands: list[click.Command] = [
    demo,
    serve,
    account,
    analytics,
    migrate,
    rebuild,
    backup,
    restore,
    doctor,
    files,
    jobs,
    plugins,
]


@hookimpl
def register_commands() -> Sequence[click.Command]:
    """The host's commands."""
    return commands
