"""Looking at everything that a host needs before it runs, or while it does: one finding for each thing."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile

from attrs import frozen
from deltacrown import Engine, PluginError, Registry
from deltacrown.plugins.discovery import Rejected
from redis import Redis, RedisError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.audit.archiving import faults
from deltacrown_host.bootstrap import load_plugins, open_database
from deltacrown_host.cli.readiness import NotReady, check
from deltacrown_host.files.store import NotReached, store_at
from deltacrown_host.settings import Settings
from deltacrown_host.store.checking import fault_of, tournament_ids
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import newest_schema, schema_of
from deltacrown_host.store.offered_tables import PluginTables, offered_tables

NEWEST = 100
_REDIS_TIMEOUT_S = 5.0


@frozen
class Finding:
    """What is true of one thing."""

    thing: str
    good: bool
    said: str


def examine(settings: Settings, *, everything: bool) -> Iterator[Finding]:
    """Look at all of it. Journals are sampled unless `everything` is wanted: the hundred that changed last."""
    yield _disk(settings)
    yield _files(settings)
    if settings.redis_url:
        yield _redis(settings.redis_url)
    offered: Sequence[PluginTables] = ()
    try:
        registry = load_plugins(settings)
    except (PluginError, OSError) as error:
        yield Finding("plugins", good=False, said=str(error))
    else:
        offered, unusable = offered_tables(registry)
        yield from _plugins(registry, unusable)
    try:
        check(settings)
    except NotReady as error:
        yield Finding("database", good=False, said=str(error))
        return
    database = open_database(settings, offered)
    try:
        yield from _database(database, everything=everything)
        if everything:
            yield from _archives(settings, database)
    except SQLAlchemyError as error:
        yield Finding("database", good=False, said=str(error).split("\n", 1)[0])
    finally:
        database.close()


def _disk(settings: Settings) -> Finding:
    folder = _folder(settings.database_url)
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        return Finding("disk", good=False, said=f"{str(folder)!r} cannot be written to: {error.strerror}")
    return Finding("disk", good=True, said=f"{str(folder)!r} can be written to")


def _files(settings: Settings) -> Finding:
    name = f"probe-{new_id()}"
    try:
        store = store_at(settings.files)
        store.put(name, BytesIO(b"%PDF-"), "application/pdf")
        store.remove(name)
    except (NotReached, ValueError) as error:
        return Finding("files", good=False, said=str(error))
    return Finding("files", good=True, said=f"{settings.files!r} keeps them")


def _archives(settings: Settings, database: Database) -> Iterator[Finding]:
    yield from (Finding("files", good=False, said=fault) for fault in faults(store_at(settings.files), database))


def _folder(address: str) -> Path:
    """Where the database's file is, or is to be; where it is no file, the folder that the host works in."""
    try:
        url = make_url(address)
    except ArgumentError:
        return Path()
    return Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else Path()


def _redis(url: str) -> Finding:
    try:
        client = Redis.from_url(url, socket_timeout=_REDIS_TIMEOUT_S, socket_connect_timeout=_REDIS_TIMEOUT_S)
        with client:
            client.ping()
    except (RedisError, ValueError, OSError) as error:
        return Finding("redis", good=False, said=f"does not answer: {error}")
    return Finding("redis", good=True, said="answers")


def _plugins(registry: Registry, unusable: Sequence[Rejected]) -> Iterator[Finding]:
    for rejected in (*registry.rejected, *unusable, *registry.unheard):
        yield Finding("plugins", good=False, said=f"{rejected.plugin}: {rejected.reason}")
    yield Finding("plugins", good=True, said=f"{len(registry.formats)} formats, {len(registry.notifiers)} notifiers")


def _database(database: Database, *, everything: bool) -> Iterator[Finding]:
    with database.snapshot() as connection:
        schema, newest = schema_of(connection, database.offered), newest_schema(database.offered)
        if schema != newest:
            said = f"has schema {schema or 'none'}, not {newest}: `deltacrown migrate` brings it up to date"
            yield Finding("database", good=False, said=said)
            return
        yield Finding("database", good=True, said=f"answers, with schema {schema}")
        ids = tournament_ids(connection)
        looked_at = ids if everything else ids[-NEWEST:]
        # What a plugin offers is of no matter here: replaying asks none.
        engine = Engine()
        faults = [(one, fault) for one in looked_at if (fault := fault_of(connection, engine, one))]
    yield from (Finding("journals", good=False, said=f"tournament {one!r}: {fault}") for one, fault in faults)
    if not faults:
        said = f"{len(looked_at)} of {len(ids)} looked at: chains are whole, and lists are what journals say"
        yield Finding("journals", good=True, said=said)
