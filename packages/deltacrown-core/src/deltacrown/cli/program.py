"""The program: its own commands, and those that plugins bring."""

import rich_click as click

from deltacrown.cli.checking import check
from deltacrown.cli.comparing import compare
from deltacrown.cli.drawing import draw
from deltacrown.cli.fuzzing import fuzz_
from deltacrown.cli.interchanging import export_, import_
from deltacrown.cli.new_plugin import new_plugin
from deltacrown.cli.ranking import rank
from deltacrown.cli.scheduling import schedule
from deltacrown.cli.simulating import simulate
from deltacrown.cli.verifying import verify
from deltacrown.plugins.discovery import Rejected
from deltacrown.plugins.registry import load


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deltacrown-core")
def _own() -> None:
    """DeltaCrown: tournaments that can be re-run and checked."""


_own.add_command(check)
_own.add_command(compare)
_own.add_command(draw)
_own.add_command(export_)
_own.add_command(import_)
_own.add_command(new_plugin)
_own.add_command(rank)
_own.add_command(schedule)
_own.add_command(simulate)
_own.add_command(fuzz_)
_own.add_command(verify)


def program() -> None:
    """Run the command that was asked for; plugins may add commands, never replace one."""
    registry = load()
    for rejected in registry.rejected:
        _warn(rejected)
    for plugin, command in registry.offers("register_commands"):
        if not isinstance(command, click.Command) or not command.name:
            _warn(Rejected(plugin, f"register_commands offered {command!r}, which is not a command"))
        elif command.name in _own.commands:
            _warn(Rejected(plugin, f"there is a command {command.name!r} already"))
        else:
            _own.add_command(command)
    _own()


def _warn(rejected: Rejected) -> None:
    click.echo(f"plugin {rejected.plugin!r} is left out: {rejected.reason}", err=True)
