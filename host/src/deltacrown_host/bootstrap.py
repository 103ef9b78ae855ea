"""The only place that wires things: settings in, a host out."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from attrs import define, field
from deltacrown import Engine, Entry, Registry, load
from deltacrown.plugins.discovery import Rejected
from litestar.di import NamedDependency

from deltacrown_host import hookspecs
from deltacrown_host.accounts.signing import signing_key
from deltacrown_host.delivery.courier import Courier
from deltacrown_host.delivery.patience import Pace, Patience
from deltacrown_host.offered_routes import OfferedRoute
from deltacrown_host.realtime.rooms import Rooms
from deltacrown_host.settings import Settings
from deltacrown_host.store.database import Database
from deltacrown_host.store.desk import Desk
from deltacrown_host.store.live import LiveTournaments
from deltacrown_host.store.migrate import migrate

logger = logging.getLogger(__name__)


@define
class Host:
    """Everything that the routes work with.

    `rejected` names what plugins offered in vain, `unheard` the hooks that nothing here asks, `offered_routes` the
    routes of plugins that are mounted, `signing_key` what tokens are signed with once the host runs.
    """

    settings: Settings
    registry: Registry
    database: Database
    desk: Desk
    rooms: Rooms
    courier: Courier
    announcer: "Announcer"
    clock: Callable[[], datetime]
    rejected: tuple[Rejected, ...]
    offered_routes: tuple[OfferedRoute, ...] = ()
    signing_key: str = field(default="", repr=False)

    @property
    def unheard(self) -> tuple[Rejected, ...]:
        """The hooks that plugins implement and nothing here asks."""
        return self.registry.unheard

    def warn(self) -> None:
        """Say in the log what is left out or not heard, so that nobody looks for it in vain."""
        for line in self.rejected:
            logger.warning("plugin %s: left out: %s", line.plugin, line.reason, extra={"plugin": line.plugin})
        for line in self.unheard:
            logger.warning("plugin %s: not heard: it %s", line.plugin, line.reason, extra={"plugin": line.plugin})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The host at work: schema up to date, deliveries under way. It cannot be started again afterwards."""
        self.warn()
        if self.database.embedded:
            await self.database.write(migrate, self.database)
        self.signing_key = await self.database.transaction(signing_key)
        await self.database.write(self.courier.introduce)
        self.announcer.loop = asyncio.get_running_loop()
        deliveries = asyncio.create_task(self.courier.run())
        try:
            yield
        finally:
            deliveries.cancel()
            with suppress(asyncio.CancelledError):
                await deliveries
            self.courier.close()
            self.database.close()


# What a route asks for: `async def mine(host: HostDependency)`.
HostDependency = NamedDependency[Host]


@define
class Announcer:
    """Carries what was committed from the writer's thread to the event loop, in the order of the commits."""

    rooms: Rooms
    courier: Courier
    loop: asyncio.AbstractEventLoop | None = None

    def told(self, tournament: str, entries: Sequence[Entry]) -> None:
        """Called on the writer's thread."""
        if self.loop:
            self.loop.call_soon_threadsafe(self._announce, tournament, entries)

    def _announce(self, tournament: str, entries: Sequence[Entry]) -> None:
        self.rooms.publish(tournament, entries)
        self.courier.wake()


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


def load_plugins(settings: Settings, plugins: Iterable[object] = ()) -> Registry:
    """The registry of everything that is installed, lies in the plugins folder or is handed over."""
    return load(plugins, folder=settings.plugins_folder, specs=[hookspecs])


def open_database(settings: Settings) -> Database:
    """The database that the settings name."""
    return Database(
        settings.database_url,
        readers=settings.readers,
        writers=settings.writers,
        synchronous=settings.sqlite_synchronous,
    )


def pace_of(settings: Settings) -> Pace:
    """What works beside the requests keeps to this."""
    patience = Patience(settings.retry_first_s, settings.retry_longest_s)
    return Pace(patience, timedelta(seconds=settings.lease_s), settings.poll_s)


def assemble(settings: Settings, plugins: Iterable[object] = (), clock: Callable[[], datetime] = utc_now) -> Host:
    """A host, ready to run."""
    registry = load_plugins(settings, plugins)
    database = open_database(settings)
    rooms = Rooms(settings.frames_in_memory)
    courier = Courier(database, tuple(registry.notifiers.values()), pace_of(settings), clock)
    announcer = Announcer(rooms, courier)
    live = LiveTournaments(settings.tournaments_in_memory)
    desk = Desk(Engine(registry), database, live, clock, announcer.told, settings.orders_waiting)
    return Host(settings, registry, database, desk, rooms, courier, announcer, clock, registry.rejected)
