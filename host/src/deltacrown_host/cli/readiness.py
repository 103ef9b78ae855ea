"""What must be there before a host runs, said in a sentence where it is not."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import rich_click as click

from deltacrown_host.settings import Settings


class NotReady(Exception):
    """Something that a host needs is not there; the message is a sentence for whoever starts it."""


@contextmanager
def said_plainly(command: str) -> Iterator[None]:
    """What is not ready ends the command with its sentence and exit code 1, without a traceback."""
    from deltacrown import PluginError  # noqa: PLC0415 - the command line starts fast

    from deltacrown_host.listening import CannotListen  # noqa: PLC0415 - as above

    try:
        yield
    except (NotReady, CannotListen, PluginError) as error:
        click.echo(f"deltacrown {command}: {error}", err=True)
        sys.exit(1)


def check(settings: Settings, workers: int = 1) -> None:
    """Look for the folders, the driver and the database that the settings name. Raises NotReady."""
    folder = settings.plugins_folder
    if folder is not None and not folder.is_dir():
        message = f"there is no folder {str(folder)!r} (DELTACROWN_PLUGINS_FOLDER)"
        raise NotReady(message)
    if workers > 1 and settings.database_url.startswith("sqlite"):
        message = "several workers need a database that several processes can write to: PostgreSQL, not SQLite"
        raise NotReady(message)
    if settings.traces_url and not find_spec("opentelemetry"):
        message = "traces need `pip install deltacrown-host[traces]` (DELTACROWN_TRACES_URL)"
        raise NotReady(message)
    _check_database(settings.database_url)


def _check_database(url: str) -> None:
    from sqlalchemy import create_engine, inspect, make_url  # noqa: PLC0415 - the command line starts fast
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError  # noqa: PLC0415 - as above

    try:
        parsed = make_url(url)
        shown = parsed.render_as_string()
        _check_file(parsed.get_backend_name(), parsed.database, shown)
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                inspect(connection).get_table_names()
        finally:
            engine.dispose()
    except ModuleNotFoundError as error:
        message = f"the driver for {shown} is not installed: there is no module {error.name!r}"
        raise NotReady(message) from error
    except (ArgumentError, NoSuchModuleError) as error:
        message = f"{url!r} is no address of a database, such as sqlite:///deltacrown.db: {_sentence(error)}"
        raise NotReady(message) from error
    except SQLAlchemyError as error:
        message = f"the database {shown} cannot be opened: {_sentence(error)}"
        raise NotReady(message) from error


def _check_file(backend: str, database: str | None, shown: str) -> None:
    if backend != "sqlite":
        return
    if database in (None, "", ":memory:"):
        message = f"{shown} names no file, such as sqlite:///deltacrown.db"
        raise NotReady(message)
    folder = Path(str(database)).parent
    if not folder.is_dir():
        message = f"the database {shown} cannot be opened: there is no folder {str(folder)!r}"
        raise NotReady(message)


def _sentence(error: Exception) -> str:
    """What the driver says, without the library's own remarks."""
    said = str(getattr(error, "orig", None) or error)
    return said.strip().split("\n", 1)[0]
