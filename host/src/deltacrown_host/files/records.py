"""The rows of files."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, Row, delete, insert, select

from deltacrown_host.files.kinds import Kept
from deltacrown_host.files.tables import files


@frozen
class StoredFile:
    """A file, as whoever may see it sees it; `account` sent it."""

    id: str
    media_type: str
    size: int
    account: str
    at: datetime


def file_id(tournament: str, command_id: str, kept: Kept) -> str:
    """The id of a file that came with a command: the same request again has the same, another content another."""
    return sha256(f"{tournament}/{command_id}/{kept.digest}".encode()).hexdigest()[:20]


def write(  # noqa: PLR0913, PLR0917 - the columns of a row
    connection: Connection, tournament: str, id_: str, about: str, account: str, kept: Kept, now: datetime
) -> None:
    """A new row."""
    known = {"tournament_id": tournament, "id": id_, "about": about, "account": account, "created_at": now}
    connection.execute(insert(files).values(name=kept.name, media_type=kept.media_type, size=kept.size, **known))


def find(connection: Connection, tournament: str, about: str, id_: str) -> tuple[StoredFile, str]:
    """The file and its name in the store. Raises Refused where nothing of the kind belongs there."""
    mine = (files.c.tournament_id == tournament) & (files.c.about == about) & (files.c.id == id_)
    row = connection.execute(select(files).where(mine)).first()
    if row is None:
        raise Refused([Problem("file.unknown", f"there is no file {id_!r} here", "file")])
    return _stored(row), row.name


def files_by_id(connection: Connection, tournament: str, ids: Collection[str]) -> Mapping[str, StoredFile]:
    """Those of these files that are kept."""
    mine = (files.c.tournament_id == tournament) & files.c.id.in_(ids)
    return {row.id: _stored(row) for row in connection.execute(select(files).where(mine))}


def forget(connection: Connection, account: str) -> Sequence[str]:
    """Forget the files that an account has sent; answers their names in the store."""
    mine = files.c.account == account
    names = connection.execute(select(files.c.name).where(mine)).scalars().all()
    connection.execute(delete(files).where(mine))
    return names


def _stored(row: Row[tuple[object, ...]]) -> StoredFile:
    return StoredFile(row.id, row.media_type, row.size, row.account, row.created_at)
