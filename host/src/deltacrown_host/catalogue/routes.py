"""What is installed: formats with the schema of their options, what else settings may name, and plugins."""

from typing import Any

from attrs import frozen
from litestar import Router, get

from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.catalogue.plugins import PluginList, plugin_list
from deltacrown_host.catalogue.schemas import schema
from deltacrown_host.catalogue.things import Catalogue, catalogue_of, first_line


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


@get("/formats", summary="List formats")
async def formats(host: HostDependency) -> FormatList:
    """Every installed format."""
    registry = host.registry
    return FormatList(
        tuple(
            FormatView(
                name=name,
                title=one.title or name,
                description=first_line(one),
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
    """Every plugin with what it offers and its routes; what was left out, and what is not heard, with the reason."""
    return plugin_list(host)


@get("/catalogue", summary="List everything else that is installed")
async def catalogue(host: HostDependency) -> Catalogue:
    """Every installed seeding, tie-breaker, payout rule and notifier."""
    return catalogue_of(host.registry)


router = Router("/api", route_handlers=[formats, catalogue, plugins], tags=["Installed"])
