"""What is installed: formats with the schema of their options, and plugins with what they offer."""

from typing import Any

from attrs import frozen
from litestar import Router, get

from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.catalogue.schemas import schema


@frozen
class FormatView:
    """A format. `options` is the JSON schema of its options, `sides` is null where it varies."""

    name: str
    title: str
    description: str
    revision: int
    plugin: str
    sides: int | None
    tie_breakers: tuple[str, ...]
    options: dict[str, Any]


@frozen
class FormatList:
    """The formats that a stage may name."""

    formats: tuple[FormatView, ...]


@frozen
class OfferView:
    """One thing that a plugin offers: "Format", "single_elimination"."""

    kind: str
    name: str


@frozen
class PluginView:
    """A plugin and what it offers."""

    name: str
    offers: tuple[OfferView, ...]


@frozen
class RejectedView:
    """Something that was left out, and why."""

    plugin: str
    reason: str


@frozen
class PluginList:
    """The plugins in use, and what was left out."""

    plugins: tuple[PluginView, ...]
    rejected: tuple[RejectedView, ...]


@get("/formats", summary="List formats")
async def formats(host: HostDependency) -> FormatList:
    """Every installed format."""
    registry = host.registry
    return FormatList(
        tuple(
            FormatView(
                name=name,
                title=one.title or name,
                description=(type(one).__doc__ or "").strip().split("\n", 1)[0],
                revision=one.revision,
                plugin=registry.origins["Format", name],
                sides=one.sides,
                tie_breakers=tuple(one.tie_breakers),
                options=schema(one.options),
            )
            for name, one in sorted(registry.formats.items())
        )
    )


@get("/plugins", summary="List plugins")
async def plugins(host: HostDependency) -> PluginList:
    """Every plugin with what it offers, and what was left out with the reason."""
    return plugin_list(host)


def plugin_list(host: Host) -> PluginList:
    """The plugins of a host."""
    registry = host.registry
    views = (
        PluginView(
            plugin,
            tuple(
                OfferView(kind, name) for (kind, name), origin in sorted(registry.origins.items()) if origin == plugin
            ),
        )
        for plugin, _ in sorted(registry.manager.list_name_plugin())
    )
    return PluginList(tuple(views), tuple(RejectedView(one.plugin, one.reason) for one in host.rejected))


router = Router("/api", route_handlers=[formats, plugins], tags=["Installed"])
