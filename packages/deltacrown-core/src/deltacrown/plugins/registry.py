"""The registry: everything the plugins offer, by kind and name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pluggy
from attrs import field, frozen

from deltacrown.contracts.format import Format
from deltacrown.contracts.game import GamePreset
from deltacrown.contracts.notifier import Notifier
from deltacrown.contracts.payout_rule import PayoutRule
from deltacrown.contracts.seeding import Seeding
from deltacrown.contracts.tie_breaker import TieBreaker
from deltacrown.errors import NameTaken, PluginFault
from deltacrown.plugins import discovery, hookspecs
from deltacrown.plugins.discovery import Found, Rejected
from deltacrown.ranking import HEAD_TO_HEAD

_KINDS: tuple[type, ...] = (Format, Seeding, TieBreaker, PayoutRule, Notifier, GamePreset)


@frozen
class Registry:
    """What is installed. Built once, then only read.

    `origins` names the plugin that each thing came from, by (kind, name). `rejected` lists the plugins that were
    left out and why, `unheard` the hooks that plugins implement and nothing here asks: those of an application that is
    not running, or a slip in a name. `manager` answers further hooks that an application has added its own specs for.
    """

    formats: Mapping[str, Format]
    seedings: Mapping[str, Seeding]
    tie_breakers: Mapping[str, TieBreaker]
    payout_rules: Mapping[str, PayoutRule]
    notifiers: Mapping[str, Notifier]
    games: Mapping[str, GamePreset]
    origins: Mapping[tuple[str, str], str]
    rejected: tuple[Rejected, ...]
    unheard: tuple[Rejected, ...]
    manager: pluggy.PluginManager = field(repr=False)

    def origin(self, thing: Any) -> tuple[str, str]:
        """The kind of a thing that was offered, and the plugin it came from."""
        kind = next(kind.__name__ for kind in _KINDS if isinstance(thing, kind))
        return kind, self.origins.get((kind, thing.name), type(thing).__module__)

    def offers(self, hook: str) -> list[tuple[str, Any]]:
        """Every (plugin, thing) offered through a collecting hook without arguments, such as an application's own."""
        return [(plugin, thing) for plugin, things in _ask(self.manager, hook, []) for thing in things]


def load(  # noqa: PLR0913 - each is an independent switch of the one entrance
    plugins: Iterable[object] = (),
    *,
    installed: bool = True,
    folder: Path | None = None,
    strict: bool = False,
    prefer: Mapping[str, str] = MappingProxyType({}),
    specs: Sequence[ModuleType] = (),
) -> Registry:
    """Load plugins and collect what they offer.

    plugins    modules or objects to use besides those that are found
    installed  whether to look for installed packages
    folder     a folder of loose plugin files
    strict     raise PluginError at the first plugin that must be left out, instead of naming it in `rejected`
    prefer     which plugin wins where two offer the same name: {"swiss": "my_plugin"}
    specs      modules of further hook specs, such as the host's

    Raises NameTaken where two plugins offer the same kind of thing under the same name and `prefer` is silent.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    for spec in (hookspecs, *specs):
        manager.add_hookspecs(spec)
    rejected: list[Rejected] = []
    sources = [discovery.handed_over(plugins)]
    sources += [discovery.installed()] if installed else []  # type: ignore[list-item]
    sources += [discovery.in_folder(folder)] if folder else []  # type: ignore[list-item]
    for source in sources:
        for found in source:
            _register(manager, found, rejected)
    _specify(manager, rejected)
    origins: dict[tuple[str, str], str] = {}

    def collect(hook: str, kind: type) -> Mapping[str, Any]:
        return _by_name(_ask(manager, hook, rejected), kind, rejected, origins, prefer)

    registry = Registry(
        formats=collect("register_formats", Format),
        seedings=collect("register_seedings", Seeding),
        tie_breakers=collect("register_tie_breakers", TieBreaker),
        payout_rules=collect("register_payout_rules", PayoutRule),
        notifiers=collect("register_notifiers", Notifier),
        games=collect("register_games", GamePreset),
        origins=MappingProxyType(origins),
        rejected=tuple(rejected),
        unheard=tuple(_unheard(manager)),
        manager=manager,
    )
    if strict and rejected:
        raise PluginFault(rejected[0].plugin, rejected[0].reason)
    return registry


def _register(manager: pluggy.PluginManager, found: Found | Rejected, rejected: list[Rejected]) -> None:
    if isinstance(found, Rejected):
        rejected.append(found)
        return
    try:
        manager.register(found.plugin, name=found.name)
    except (pluggy.PluginValidationError, ValueError) as error:
        if manager.get_plugin(found.name) is found.plugin:
            manager.unregister(name=found.name)
        rejected.append(Rejected(found.name, str(error)))


def _specify(manager: pluggy.PluginManager, rejected: list[Rejected]) -> None:
    """Make the hooks known that plugins bring. Whoever implements one otherwise than it says is left out."""
    for plugin, modules in _ask(manager, "register_hookspecs", rejected):
        for module in modules:
            try:
                manager.add_hookspecs(module)
            except (pluggy.PluginValidationError, ValueError, TypeError, AttributeError) as error:
                rejected.append(Rejected(plugin, f"the hooks {module!r} are no use: {error}"))


def _unheard(manager: pluggy.PluginManager) -> Iterable[Rejected]:
    for name, caller in sorted(vars(manager.hook).items()):
        if isinstance(caller, pluggy.HookCaller) and not caller.has_spec():
            for implementation in caller.get_hookimpls():
                yield Rejected(implementation.plugin_name, f"implements {name}, which nothing here asks")


def _ask(manager: pluggy.PluginManager, hook: str, rejected: list[Rejected]) -> list[tuple[str, Sequence[Any]]]:
    """Every plugin's answer, asked one by one: pluggy alone loses all answers when one plugin raises."""
    answers: list[tuple[str, Sequence[Any]]] = []
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        name = implementation.plugin_name
        try:
            answers.append((name, tuple(implementation.function())))
        except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
            rejected.append(Rejected(name, f"{hook} raised {type(error).__name__}: {error}"))
    return answers


def _by_name(
    answers: list[tuple[str, Sequence[Any]]],
    kind: type,
    rejected: list[Rejected],
    origins: dict[tuple[str, str], str],
    prefer: Mapping[str, str],
) -> Mapping[str, Any]:
    things: dict[str, Any] = {}
    label = kind.__name__
    for plugin, offered in answers:
        for thing in offered:
            problem = _unusable(thing, kind)
            if problem:
                rejected.append(Rejected(plugin, problem))
                continue
            owner = origins.get((label, thing.name))
            if owner and owner != prefer.get(thing.name) and plugin != prefer.get(thing.name):
                message = f"offers the {label} {thing.name!r}, which plugin {owner!r} offers too; set `prefer`"
                raise NameTaken(plugin, message)
            if owner is None or plugin == prefer.get(thing.name):
                things[thing.name], origins[label, thing.name] = thing, plugin
    return MappingProxyType(things)


def _unusable(thing: object, kind: type) -> str:
    """Why the thing cannot be taken, or nothing."""
    checks: list[tuple[Callable[[], bool], str]] = [
        (lambda: isinstance(thing, kind), f"offered {thing!r}, which is not a {kind.__name__} instance"),
        (lambda: isinstance(getattr(thing, "name", None), str) and bool(thing.name), f"{thing!r} has no name"),  # type: ignore[attr-defined]
        (lambda: not thing.name.startswith(HEAD_TO_HEAD), f"the prefix {HEAD_TO_HEAD!r} is taken by the core"),  # type: ignore[attr-defined]
    ]
    return next((reason for check, reason in checks if not check()), "")
