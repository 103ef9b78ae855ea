"""Files of plugins: kept in the host's store, moved and swept with the others, deleted with whose they are."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from sqlalchemy import Connection

from deltacrown_host.accounts.secret import new_id
from deltacrown_host.files import records
from deltacrown_host.files.kinds import LARGEST as LARGEST_FILE
from deltacrown_host.files.kinds import Kept, examine
from deltacrown_host.files.receiving import BODY_LIMIT, UPLOAD
from deltacrown_host.files.store import Store

__all__ = ["BODY_LIMIT", "LARGEST_FILE", "UPLOAD", "Kept", "find_file", "keep_file", "link_to_file", "note_file"]


def keep_file(store: Store, data: bytes) -> Kept:
    """Put a file into the store: before its row, off the event loop. Raises Refused and NotReached."""
    kept = examine(BytesIO(data))
    store.put(kept.name, BytesIO(data), kept.media_type)
    return kept


def note_file(  # noqa: PLR0913, PLR0917 - the columns of a row
    connection: Connection, tournament: str, about: str, account: str, kept: Kept, now: datetime
) -> str:
    """Write the file's row: what it belongs to in which tournament, and whose it is. Answers its id."""
    id_ = new_id()
    records.write(connection, tournament, id_, about, account, kept, now)
    return id_


def find_file(connection: Connection, store: Store, tournament: str, about: str, id_: str) -> Iterator[bytes]:
    """The file in pieces. Raises Refused where there is none, and NotReached."""
    _, name = records.find(connection, tournament, about, id_)
    return store.read(name)


def link_to_file(connection: Connection, store: Store, tournament: str, about: str, id_: str) -> str:
    """Where anybody gets the file for a while; empty where the host hands it out. Raises as `find_file` does."""
    _, name = records.find(connection, tournament, about, id_)
    return store.link(name)
