"""The only place that wires things: settings in, a host out."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from attrs import Factory, define, field
from deltacrown import Engine, Entry, Registry, Tournament, load
from deltacrown.plugins.discovery import Rejected
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from redis.asyncio import Redis
from sqlalchemy import Connection

from deltacrown_host import hookspecs
from deltacrown_host.accounts.known import KnownCallers
from deltacrown_host.accounts.signing import signing_key
from deltacrown_host.analytics.audience import Audience
from deltacrown_host.delivery.courier import Courier
from deltacrown_host.delivery.patience import Pace, Patience
from deltacrown_host.edge.answers import Answers
from deltacrown_host.edge.measures import Measures
from deltacrown_host.elsewhere.providers import Provider, providers_of
from deltacrown_host.feeds.concerned import tell_registrations
from deltacrown_host.feeds.saying import MARK, frames_of, heads_of
from deltacrown_host.files.store import Store, store_at
from deltacrown_host.jobs.kinds import Doing
from deltacrown_host.jobs.offered_jobs import Leaving, offered_jobs
from deltacrown_host.jobs.runner import Runner
from deltacrown_host.mail.sending import Mailroom
from deltacrown_host.moderation.house import House
from deltacrown_host.moderation.keeping import Keeping
from deltacrown_host.notices.telling import Telling
from deltacrown_host.offered_routes import OfferedRoute
from deltacrown_host.realtime.announcer import Announcer
from deltacrown_host.realtime.attendance import Attendance, Limits, Shared
from deltacrown_host.realtime.following import Following, Replay, versions_of
from deltacrown_host.realtime.relay import Relay, redis_at
from deltacrown_host.realtime.rooms import Frame, Rooms, frame
from deltacrown_host.settings import Settings
from deltacrown_host.store.database import Database
from deltacrown_host.store.desk import Desk
from deltacrown_host.store.live import LiveTournaments
from deltacrown_host.store.migrate import migrate
from deltacrown_host.store.offered_tables import PluginTables, offered_tables
from deltacrown_host.webhooks.addresses import Reach
from deltacrown_host.webhooks.messenger import Manner, Messenger
from deltacrown_host.webhooks.turns import Endurance

logger = logging.getLogger(__name__)

_FRAMES_AT_ONCE = 500


@define
class Host:
    """Everything that the routes work with.

    `rejected` names what plugins offered in vain, `unheard` the hooks that nothing here asks, `offered_routes` the
    routes of plugins that are mounted, `providers` where else one may sign in,
    `signing_key` what tokens are signed with once the host runs.
    """

    settings: Settings
    registry: Registry
    database: Database
    files: Store
    house: House
    desk: Desk
    rooms: Rooms
    courier: Courier
    messenger: Messenger
    runner: Runner
    mailroom: Mailroom
    announcer: Announcer
    attendance: Attendance
    audience: Audience
    redis: Redis | None
    clock: Callable[[], datetime]
    rejected: tuple[Rejected, ...]
    offered_routes: tuple[OfferedRoute, ...] = ()
    measures: Measures = field(factory=Measures)
    known: KnownCallers = field(factory=KnownCallers)
    answers: Answers = field(init=False, default=Factory(lambda host: Answers(host.database.state), takes_self=True))
    providers: Mapping[str, Provider] = field(factory=dict)
    signing_key: str = field(default="", repr=False)

    @property
    def replay(self) -> Replay:
        """The next frames of a tournament after a number, from the journal."""
        return self.announcer.following.replay

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
        self.signing_key = self.mailroom.signing_key = await self.database.transaction(signing_key)
        self.audience.secret = self.signing_key
        await self.database.write(self.courier.introduce)
        await self.database.write(self.runner.introduce)
        await self.house.look()
        self.announcer.loop = asyncio.get_running_loop()
        beside = [
            self.courier.run(),
            self.messenger.run(),
            self.runner.run(),
            self.mailroom.run(),
            self.house.run(),
            self.announcer.following.run(asking=bool(self.redis) or not self.database.embedded),
        ]
        beside += [self.attendance.run(), self.audience.run()]
        if self.announcer.relay:
            beside.append(self.announcer.relay.run())
        tasks = [asyncio.create_task(work) for work in beside]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
            self.courier.close()
            self.messenger.close()
            self.mailroom.close()
            await self.audience.close()
            if self.redis:
                await self.redis.aclose()
            self.database.close()


# What a route asks for: `async def mine(host: HostDependency)`.
# Not looked into: it is ours, and nothing that a request could bring.
HostDependency = NamedDependency[SkipValidation[Host]]


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


def load_plugins(settings: Settings, plugins: Iterable[object] = ()) -> Registry:
    """The registry of everything that is installed, lies in the plugins folder or is handed over."""
    return load(plugins, folder=settings.plugins_folder, specs=[hookspecs])


def open_database(settings: Settings, offered: Sequence[PluginTables]) -> Database:
    """The database that the settings name, with the tables that plugins have in it."""
    return Database(
        settings.database_url,
        readers=settings.readers,
        writers=settings.writers,
        synchronous=settings.sqlite_synchronous,
        offered=offered,
    )


def pace_of(settings: Settings) -> Pace:
    """What works beside the requests keeps to this."""
    patience = Patience(settings.retry_first_s, settings.retry_longest_s)
    return Pace(patience, timedelta(seconds=settings.lease_s), settings.poll_s)


def keeping_of(settings: Settings) -> Keeping:
    """What is over is kept for so long."""
    return Keeping(
        addresses=timedelta(days=settings.keep_addresses_d),
        hidden=timedelta(days=settings.keep_hidden_d),
        dead_jobs=timedelta(days=settings.keep_dead_jobs_d),
        sessions=timedelta(days=settings.keep_sessions_d),
        audit=timedelta(days=settings.keep_audit_d) if settings.keep_audit_d else None,
    )


def manner_of(settings: Settings) -> Manner:
    """Webhooks are sent to like this."""
    reach = Reach(settings.webhook_plain_http, settings.webhook_private_addresses)
    patience = Patience(settings.webhook_retry_first_s, settings.webhook_retry_longest_s)
    endurance = Endurance(patience, settings.webhook_attempts, settings.webhook_given_up)
    return Manner(reach, settings.webhook_timeout_s, endurance)


def assemble(settings: Settings, plugins: Iterable[object] = (), clock: Callable[[], datetime] = utc_now) -> Host:
    """A host, ready to run."""
    registry = load_plugins(settings, plugins)
    offered, rejected = offered_tables(registry)
    database = open_database(settings, offered)
    files = store_at(settings.files, settings.files_link_s)
    rooms, pace = Rooms(settings.frames_in_memory), pace_of(settings)
    house = House(database, pace)
    courier = Courier(database, tuple(registry.notifiers.values()), pace, clock)

    async def replay(tournament: str, after: int) -> Sequence[Frame]:
        if MARK in tournament:
            return await database.query(frames_of, tournament, after, _FRAMES_AT_ONCE)
        entries, _ = await desk.entries(tournament, after, _FRAMES_AT_ONCE)
        return [frame(tournament, entry) for entry in entries]

    async def versions(watched: Collection[str]) -> Mapping[str, int]:
        return {**await database.query(versions_of, watched), **await database.query(heads_of, watched)}

    following = Following(rooms, replay, versions, pace)
    messenger = Messenger(database, manner_of(settings), pace, clock)
    announcer = Announcer(following, [courier.wake, messenger.wake])
    live, leaving = LiveTournaments(settings.tournaments_in_memory), Leaving(registry)

    def causes(connection: Connection, tournament: Tournament, entries: Sequence[Entry]) -> None:
        leaving(connection, tournament, entries)
        tell_registrations(connection, tournament, entries)

    desk = Desk(Engine(registry), database, live, clock, announcer.told, settings.orders_waiting, causes)
    own = Doing(desk, database, files, house, keeping_of(settings), clock).kinds
    runner = Runner(database, {**own, **Telling(desk, database, clock).kinds}, settings.job_attempts, pace, clock)
    mailroom = Mailroom(database, settings, pace, clock)
    runner.still = mailroom.runner.still = messenger.still = lambda: bool(house.stopped)
    limits = Limits(settings.connections_a_user, settings.connections_an_address, settings.connections_a_room)
    attendance = Attendance(limits, pace.patience)
    audience = attendance.audience = Audience(database, clock, pace.patience)
    redis = redis_at(settings.redis_url) if settings.redis_url else None
    if redis:
        relay = announcer.relay = Relay(redis, announcer.heard, following.ask, pace.patience)
        attendance.shared = Shared(redis, lambda: relay.connected, settings.connection_counts_s)
    host = Host(
        settings,
        registry,
        database,
        files,
        house,
        desk,
        rooms,
        courier,
        messenger,
        runner,
        mailroom,
        announcer,
        attendance,
        audience,
        redis,
        clock,
        (*registry.rejected, *rejected),
        providers=providers_of(settings, clock),
    )
    database.told, database.written = announcer.said, host.known.written
    kinds, left_out = offered_jobs(registry, host)
    host.runner.learn(kinds)
    host.rejected += left_out
    return host
