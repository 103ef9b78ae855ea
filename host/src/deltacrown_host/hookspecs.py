"""The hooks of the host, beside the core's. A plugin implements them in the same module, with the same marker."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deltacrown import hookspec

if TYPE_CHECKING:
    from litestar.types import ControllerRouterHandler


@hookspec
def register_routes() -> "Sequence[ControllerRouterHandler]":  # type: ignore[empty-body]
    """Offer routes: Litestar handlers, controllers or routers.

        @hookimpl
        def register_routes():
            return [Router("/api/my-plugin", route_handlers=[standings])]

    Asked once, when the application is made; every plugin's answer counts. A route gets what every route of the host
    gets: the `host` dependency, problem documents, security headers, the check of origins, and the limits of
    bodies, which are JSON. A route that raises when it is mounted, or whose path and method are taken, is left out and
    named; the others of the same plugin stay.
    Since 0.1.
    """
