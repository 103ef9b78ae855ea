"""The hooks of the host, beside the core's. A plugin implements them in the same module, with the same marker."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from deltacrown import Entry, Tournament, hookspec

if TYPE_CHECKING:
    from litestar.types import ControllerRouterHandler
    from sqlalchemy import Connection

    from deltacrown_host.bootstrap import Host
    from deltacrown_host.jobs.causes import Wanted
    from deltacrown_host.jobs.runner import Kind
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


@hookspec
def register_jobs(host: "Host") -> "Mapping[str, Kind]":  # type: ignore[empty-body]
    """Offer jobs: work that is done beside the requests, by name.

        @hookimpl
        def register_jobs(host):
            async def tally(job, payload):
                ...

            return {"my_plugin.tally": Kind(tally, every=timedelta(hours=1))}

    Asked once, when the application is made; every plugin's answer counts. A name is the plugin's and the job's own,
    with a dot between them. A job is put there with `enqueue(connection, name, payload, run_at)`, in whatever
    transaction it belongs to, and done by one process at a time; it is tried again when it fails or its process dies,
    so it must bear being done again. Since 0.1.
    """


@hookspec
def jobs_after(tournament: Tournament, entry: Entry) -> "Sequence[Wanted]":  # type: ignore[empty-body]
    """What is to be done because of an event: jobs that are put there with the event, or not at all.

        @hookimpl
        def jobs_after(tournament, entry):
            if isinstance(entry.event, TournamentCompleted):
                return [Wanted("my_plugin.tally", entry.at)]
            return []

    Asked for every event while it is written, in the event's own transaction, with the tournament as it is after the
    command; every plugin's answer counts. Pure and quick: everybody waits for it. A plugin that raises is named in the
    log, and what it wanted is not done. Since 0.1.
    """


@hookspec
def figures_of_tournament(connection: "Connection", tournament: Tournament) -> "Mapping[str, int]":  # type: ignore[empty-body]
    """Say what the plugin knows of a tournament's numbers: `prizes_paid`, in minor units.

        @hookimpl
        def figures_of_tournament(connection, tournament):
            return {"prizes_paid": paid_in(connection, tournament.id)}

    Asked whenever the numbers are shown, in a transaction that only reads; of two answers the first counts, and what
    no plugin says the host works out itself. A plugin that raises is named in the log. Since 0.1.
    """


@hookspec
def figures_of_person(  # type: ignore[empty-body]
    connection: "Connection", person: str, entrants: Sequence[tuple[str, str]]
) -> "Mapping[str, int]":
    """Say what the plugin knows of a person's numbers: `certificates`.

        @hookimpl
        def figures_of_person(connection, entrants):
            return {"certificates": issued_to(connection, entrants)}

    `entrants` are those that the person stands behind, alone or in a team, each after its tournament. Asked whenever
    somebody looks at their own numbers, as `figures_of_tournament` is. Since 0.1.
    """
