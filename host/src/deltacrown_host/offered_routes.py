"""The routes that plugins offer: asked for one plugin at a time, tried on an application of their own, then mounted."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

from attrs import frozen
from deltacrown import Registry
from deltacrown.plugins.discovery import Rejected
from litestar import Litestar
from litestar.di import Provide
from litestar.routes import HTTPRoute
from litestar.types import ControllerRouterHandler

_PARAMETER = re.compile(r"\{[^}]*\}")


@frozen
class OfferedRoute:
    """A route of a plugin that is mounted."""

    plugin: str
    method: str
    path: str


def mount(app: Litestar, registry: Registry) -> tuple[tuple[OfferedRoute, ...], tuple[Rejected, ...]]:
    """Mount every plugin's routes; answers those that are mounted, and those that were left out with the reason."""
    mounted: list[OfferedRoute] = []
    rejected: list[Rejected] = []
    for plugin, route in _offers(registry, rejected):
        try:
            alone = _alone(route)
            reason = _conflict(app, _paths(alone))
            if not reason:
                app.register(route)
                mounted += (OfferedRoute(plugin, method, path) for path, method in _doors(alone) if method != "OPTIONS")
        except Exception as error:  # noqa: BLE001 - a stranger's route may fail in any way
            reason = f"{type(error).__name__}: {error}"
        if reason:
            rejected.append(Rejected(plugin, f"the route {_named(route)} cannot be mounted: {reason}"))
    return tuple(mounted), tuple(rejected)


def _named(route: Any) -> str:
    """The route as its author knows it: the function or class, and the path."""
    function = getattr(route, "fn", route)
    name = getattr(function, "__qualname__", "") or (repr(route) if isinstance(route, str) else type(route).__name__)
    paths = sorted(getattr(route, "paths", None) or filter(None, [getattr(route, "path", None)]))
    return f"{name} ({', '.join(paths)})" if paths else str(name)


def _offers(registry: Registry, rejected: list[Rejected]) -> Iterator[tuple[str, ControllerRouterHandler]]:
    for implementation in registry.manager.hook.register_routes.get_hookimpls():
        try:
            routes: list[ControllerRouterHandler] = [
                *cast("Sequence[ControllerRouterHandler]", implementation.function())
            ]
        except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
            reason = f"register_routes raised {type(error).__name__}: {error}"
            rejected.append(Rejected(implementation.plugin_name, reason))
            continue
        yield from ((implementation.plugin_name, route) for route in routes)


def _alone(route: ControllerRouterHandler) -> Litestar:
    """An application with only this route. Raises whatever is wrong with it, its schema included."""
    # No logging of its own: that would replace the host's.
    app = Litestar([route], logging_config=None, dependencies={"host": Provide(_no_host, sync_to_thread=False)})
    app.openapi_schema.to_schema()
    return app


def _no_host() -> None:
    """Stands for the host while a route is only tried."""


def _paths(app: Litestar) -> set[tuple[str, str]]:
    """Every (path, method) of an application, parameters by place, not by name."""
    return {(_PARAMETER.sub("{}", path), method) for path, method in _doors(app)}


def _doors(app: Litestar) -> list[tuple[str, str]]:
    """Every (path, method) of an application, in order."""
    return sorted(
        (route.path, str(method))
        for route in app.routes
        if not route.path.startswith("/schema")
        for method in (route.methods if isinstance(route, HTTPRoute) else {"socket"})
    )


def _conflict(app: Litestar, wanted: set[tuple[str, str]]) -> str:
    taken = sorted((path, method) for path, method in wanted & _paths(app) if method != "OPTIONS")
    return ", ".join(f"{method} {path} is taken" for path, method in taken)
