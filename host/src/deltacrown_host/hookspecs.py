"""The hooks of the host, beside the core's. A plugin implements them in the same module, with the same marker."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deltacrown import hookspec

if TYPE_CHECKING:
    from litestar.types import ControllerRouterHandler

    from deltacrown_host.store.offered_tables import PluginTables


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


@hookspec
def register_tables() -> "Sequence[PluginTables]":  # type: ignore[empty-body]
    """Offer tables of the plugin's own in the host's database, with the Alembic revisions that make them.

        @hookimpl
        def register_tables():
            return [PluginTables("my_plugin", metadata, Path(__file__).parent / "migrations")]

    Asked once, before the database is opened; every plugin's answer counts. They are migrated, backed up and restored
    with the host's own. The host writes nothing into them. Where the plugin is gone its tables stay as they are, and a
    backup is without them. Since 0.1.
    """
