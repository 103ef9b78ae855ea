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
    for plugin, routes in _offers(registry, rejected):
        # An application takes its time to make: only where something is wrong are they tried one by one.
        suspect = _trouble(app, routes)
        for route in routes:
            before = {*_doors(app)}
            reason = (suspect and _trouble(app, [route])) or _register(app, route)
            if reason:
                rejected.append(Rejected(plugin, f"the route {_named(route)} cannot be mounted: {reason}"))
            else:
                new = (door for door in _doors(app) if door not in before)
                mounted += (OfferedRoute(plugin, method, path) for path, method in new if method != "OPTIONS")
    return tuple(mounted), tuple(rejected)


def _trouble(app: Litestar, routes: Sequence[ControllerRouterHandler]) -> str:
    """Why these routes cannot be mounted together, or nothing."""
    try:
        return _conflict(app, _paths(_alone(routes)))
    except Exception as error:  # noqa: BLE001 - a stranger's route may fail in any way
        return _said(error)


def _register(app: Litestar, route: ControllerRouterHandler) -> str:
    try:
        app.register(route)
    except Exception as error:  # noqa: BLE001 - as above
        return _said(error)
    return ""


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _named(route: Any) -> str:
    """The route as its author knows it: the function or class, and the path."""
    function = getattr(route, "fn", route)
    name = getattr(function, "__qualname__", "") or (repr(route) if isinstance(route, str) else type(route).__name__)
    paths = sorted(getattr(route, "paths", None) or filter(None, [getattr(route, "path", None)]))
    return f"{name} ({', '.join(paths)})" if paths else str(name)


def _offers(registry: Registry, rejected: list[Rejected]) -> Iterator[tuple[str, Sequence[ControllerRouterHandler]]]:
    for implementation in registry.manager.hook.register_routes.get_hookimpls():
        try:
            routes = tuple(cast("Sequence[ControllerRouterHandler]", implementation.function()))
        except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way
            rejected.append(Rejected(implementation.plugin_name, f"register_routes raised {_said(error)}"))
            continue
        yield implementation.plugin_name, routes


def _alone(routes: Sequence[ControllerRouterHandler]) -> Litestar:
    """An application with only these routes. Raises whatever is wrong with one, its schema included."""
    # No logging of its own: that would replace the host's.
    app = Litestar(routes, logging_config=None, dependencies={"host": Provide(_no_host, sync_to_thread=False)})
    assert app.openapi_schema
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
