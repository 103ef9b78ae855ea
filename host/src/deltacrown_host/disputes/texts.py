"""The texts of disputes: kept under an id that follows from the command, found, and blanked."""

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

from deltacrown import CommandReused, Problem
from sqlalchemy import Connection, insert, literal, select, update

from deltacrown_host.disputes.tables import dispute_texts
from deltacrown_host.moderation.tables import hidden
from deltacrown_host.store.desk import Beside

LONGEST = 4000


def text_id(tournament: str, command_id: str) -> str:
    """The id of the text that comes with a command: the same request again has the same."""
    return sha256(f"{tournament}/{command_id}".encode()).hexdigest()[:20]


def text_problems(text: str) -> Iterator[Problem]:
    """Why this is not said here."""
    if not 0 < len(text.strip()) <= LONGEST:
        yield Problem("dispute.text_length", f"a text has 1 to {LONGEST} characters", "text")


def saying(tournament: str, command_id: str, account: str, text: str) -> Beside:
    """The row of a text."""
    id_ = text_id(tournament, command_id)

    def beside(connection: Connection, *, repeated: bool) -> None:
        if not repeated:
            values = {"tournament_id": tournament, "id": id_, "account": account, "text": text}
            connection.execute(insert(dispute_texts).values(**values))
        elif texts_by_id(connection, tournament, [id_]).get(id_, text) != text:
            raise CommandReused(command_id)

    return beside


def texts_by_id(connection: Connection, tournament: str, ids: Collection[str]) -> Mapping[str, str]:
    """Those of these texts that are kept, and neither erased nor hidden."""
    rows = dispute_texts.c
    mine = (rows.tournament_id == tournament) & rows.id.in_(ids) & rows.text.is_not(None)
    shown = literal(f"text/{tournament}/").concat(rows.id).not_in(select(hidden.c.object))
    return {row.id: row.text for row in connection.execute(select(rows.id, rows.text).where(mine, shown))}


def blank_texts(connection: Connection, account: str) -> None:
    """Erase what an account has said. That something was said stays in the journal."""
    connection.execute(update(dispute_texts).where(dispute_texts.c.account == account).values(text=None))
