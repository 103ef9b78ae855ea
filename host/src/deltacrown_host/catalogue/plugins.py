"""Plugins with what they offer, and what was left out."""

from attrs import frozen

from deltacrown_host.bootstrap import Host


@frozen
class OfferView:
    """One thing that a plugin offers: "Format", "single_elimination"."""

    kind: str
    name: str


@frozen
class RouteView:
    """A route that a plugin has brought."""

    method: str
    path: str


@frozen
class PluginView:
    """A plugin, what it offers, and its routes."""

    name: str
    offers: tuple[OfferView, ...]
    routes: tuple[RouteView, ...]


@frozen
class LeftOutView:
    """Something that is not in use, and why."""

    plugin: str
    reason: str


@frozen
class PluginList:
    """The plugins in use.

    rejected  what was left out: plugins that fail, things that cannot be used, routes that cannot be mounted
    unheard   hooks that a plugin implements and nothing here asks, perhaps a slip in a name
    """

    plugins: tuple[PluginView, ...]
    rejected: tuple[LeftOutView, ...]
    unheard: tuple[LeftOutView, ...]


def plugin_list(host: Host) -> PluginList:
    """The plugins of a host."""
    names = sorted(plugin for plugin, _ in host.registry.manager.list_name_plugin())
    return PluginList(
        plugins=tuple(PluginView(name, _offers(host, name), _routes(host, name)) for name in names),
        rejected=tuple(LeftOutView(one.plugin, one.reason) for one in host.rejected),
        unheard=tuple(LeftOutView(one.plugin, one.reason) for one in host.unheard),
    )


def _offers(host: Host, plugin: str) -> tuple[OfferView, ...]:
    things = sorted(thing for thing, origin in host.registry.origins.items() if origin == plugin)
    return tuple(OfferView(kind, name) for kind, name in things)


def _routes(host: Host, plugin: str) -> tuple[RouteView, ...]:
    return tuple(RouteView(one.method, one.path) for one in host.offered_routes if one.plugin == plugin)
