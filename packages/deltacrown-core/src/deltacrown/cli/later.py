"""Commands that are imported when somebody calls them: a program that imports all to run one is slow to answer."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import rich_click as click


class Later(click.Command):
    """A command by its place, such as `deltacrown.cli.verifying:verify`, and the sentence that lists of commands show.

    Plugins offer these through `register_commands`.
    """

    def __init__(self, name: str, place: str, sentence: str) -> None:
        super().__init__(name, short_help=sentence, help=sentence)
        self._place = place

    @property
    def command(self) -> click.Command:
        """The command itself, imported now."""
        module, _, name = self._place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def make_context(
        self, info_name: str | None, args: Sequence[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command itself, which is what click runs."""
        return self.command.make_context(info_name, list(args), parent, **extra)
