"""The hooks of the core. A plugin is a module or object with functions of these names, marked with `hookimpl`.

    from deltacrown import hookimpl

    @hookimpl
    def register_formats():
        return [MyFormat()]

and an entry point in its pyproject.toml:

    [project.entry-points.deltacrown]
    my_plugin = "my_package.my_module"

Every hook here is an offer: asked once, when the plugins are loaded; every plugin's answer counts; the order of
plugins does not matter. A plugin that raises or answers something else is left out by name, and the rest run on.
"""

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pluggy

if TYPE_CHECKING:
    import click

    from deltacrown.contracts.format import Format
    from deltacrown.contracts.game import GamePreset
    from deltacrown.contracts.notifier import Notifier
    from deltacrown.contracts.payout_rule import PayoutRule
    from deltacrown.contracts.results_reader import ResultsReader
    from deltacrown.contracts.seeding import Seeding
    from deltacrown.contracts.tie_breaker import TieBreaker

PROJECT = "deltacrown"
_F = TypeVar("_F")
hookspec = pluggy.HookspecMarker(PROJECT)
_marker = pluggy.HookimplMarker(PROJECT)


def hookimpl(function: _F) -> _F:
    """Mark a function as this plugin's implementation of the hook of the same name."""
    return cast("_F", _marker(cast("Any", function)))


@hookspec
def register_formats() -> "Sequence[Format]":  # type: ignore[empty-body]
    """Offer formats: kinds of stages. See `deltacrown.Format`. Since 0.1."""


@hookspec
def register_seedings() -> "Sequence[Seeding]":  # type: ignore[empty-body]
    """Offer seedings: orders in which entrants are seeded. See `deltacrown.Seeding`. Since 0.1."""


@hookspec
def register_tie_breakers() -> "Sequence[TieBreaker]":  # type: ignore[empty-body]
    """Offer tie-breakers: criteria that separate level entrants. See `deltacrown.TieBreaker`. Since 0.1."""


@hookspec
def register_payout_rules() -> "Sequence[PayoutRule]":  # type: ignore[empty-body]
    """Offer payout rules: ways to split a prize pool over places. See `deltacrown.PayoutRule`. Since 0.1."""


@hookspec
def register_notifiers() -> "Sequence[Notifier]":  # type: ignore[empty-body]
    """Offer notifiers: receivers of committed events. See `deltacrown.Notifier`. Since 0.1."""


@hookspec
def register_games() -> "Sequence[GamePreset]":  # type: ignore[empty-body]
    """Offer games: what tournaments of them start from, as data. See `deltacrown.GamePreset`. Since 0.1."""


@hookspec
def register_results_readers() -> "Sequence[ResultsReader]":  # type: ignore[empty-body]
    """Offer readers: kinds of results files that `deltacrown rank` understands. See `deltacrown.ResultsReader`.

    Since 0.1. The first reader that knows a file ranks it; what none knows is read as tables of matches.
    """


@hookspec
def register_commands() -> "Sequence[click.Command]":  # type: ignore[empty-body]
    """Offer commands for the `deltacrown` command line, as click commands. Since 0.1.

    `Later`, of the command line's own module `later`, makes one whose module is imported only when it is called.
    """


@hookspec
def register_hookspecs() -> Sequence[ModuleType]:  # type: ignore[empty-body]
    """Offer hooks of the plugin's own, which other plugins then implement: modules of functions marked `hookspec`.

    Since 0.1. Asked before every other hook. Such a hook has a name that no other has, and it is the plugin that asks
    it: `registry.offers("register_certificate_templates")`.
    """
