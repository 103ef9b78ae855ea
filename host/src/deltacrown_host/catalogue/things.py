"""What settings may name besides formats: seedings, tie-breakers, payout rules; and who is told of events."""

from collections.abc import Mapping
from inspect import getdoc
from typing import Any

from attrs import frozen
from deltacrown import Registry

from deltacrown_host.catalogue.schemas import schema


@frozen
class ThingView:
    """Something that a plugin offers and settings name. `options` is the JSON schema of its options, or null."""

    name: str
    title: str
    description: str
    plugin: str
    options: dict[str, Any] | None


@frozen
class Catalogue:
    """What is installed besides the formats, which have a list of their own with their options."""

    seedings: tuple[ThingView, ...]
    tie_breakers: tuple[ThingView, ...]
    payout_rules: tuple[ThingView, ...]
    notifiers: tuple[ThingView, ...]


def catalogue_of(registry: Registry) -> Catalogue:
    """Everything that a registry holds, by name."""

    def views(things: Mapping[str, Any]) -> tuple[ThingView, ...]:
        return tuple(_view(registry, thing) for _, thing in sorted(things.items()))

    return Catalogue(
        views(registry.seedings), views(registry.tie_breakers), views(registry.payout_rules), views(registry.notifiers)
    )


def _view(registry: Registry, thing: Any) -> ThingView:
    _, plugin = registry.origin(thing)
    options = getattr(thing, "options", None)
    return ThingView(
        name=thing.name,
        title=getattr(thing, "title", "") or thing.name.replace("_", " ").capitalize(),
        description=first_line(thing),
        plugin=plugin,
        options=schema(options) if isinstance(options, type) else None,
    )


def first_line(thing: object) -> str:
    """The first line of what the author wrote about it."""
    return (getdoc(type(thing)) or "").split("\n", 1)[0]
