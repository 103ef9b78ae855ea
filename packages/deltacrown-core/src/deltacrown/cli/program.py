"""The program: its own commands, and those that plugins bring."""

import rich_click as click

from deltacrown.cli.later import Later
from deltacrown.plugins.discovery import Rejected
from deltacrown.plugins.registry import load

_OWN = (
    ("check", "checking:check", "Rehearse a tournament's settings, and warn of what will be regretted."),
    ("compare", "comparing:compare", "Play formats out with the same luck, and show them side by side."),
    ("draw", "drawing:draw", "Draw what a format plays, or a tournament from its journal as it stands."),
    ("export", "interchanging:export_", "Write a tournament as Open Bracket Format, brackets-manager tables or CSV."),
    ("fuzz", "fuzzing:fuzz_", "Play random whole tournaments, and check the laws after every step."),
    ("import", "interchanging:import_", "Make a tournament from what another program wrote."),
    ("new-plugin", "new_plugin:new_plugin", "Make the folder of a new plugin, which works, with its tests."),
    ("rank", "ranking:rank", "Rank the tables in a results file, and say what decided each place."),
    ("schedule", "scheduling:schedule", "Plan a tournament: nobody twice at once, nothing before what it follows."),
    ("simulate", "simulating:simulate", "Play a format out many times, and say what it would be like."),
    ("verify", "verifying:verify", "Replay a journal, and say whether everything is what the rules yield."),
)


def program() -> click.Group:
    """The program as it is installed here; plugins may add commands, never replace one."""

    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(package_name="deltacrown-core")
    def own() -> None:
        """DeltaCrown: tournaments that can be re-run and checked."""

    for name, place, sentence in _OWN:
        own.add_command(Later(name, f"deltacrown.cli.{place}", sentence))
    registry = load()
    for rejected in registry.rejected:
        _warn(rejected)
    for plugin, command in registry.offers("register_commands"):
        if not isinstance(command, click.Command) or not command.name:
            _warn(Rejected(plugin, f"register_commands offered {command!r}, which is not a command"))
        elif command.name in own.commands:
            _warn(Rejected(plugin, f"there is a command {command.name!r} already"))
        else:
            own.add_command(command)
    return own


def _warn(rejected: Rejected) -> None:
    click.echo(f"plugin {rejected.plugin!r} is left out: {rejected.reason}", err=True)
