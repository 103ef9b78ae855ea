"""Reading and writing the rows of certificates."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from attrs import asdict
from deltacrown import Problem
from deltacrown_host import TurnedAway
from sqlalchemy import Connection, Row, func, insert, select, tuple_, update

from deltacrown_certs.credentials.claims import Claims, read_claims
from deltacrown_certs.credentials.status_list import free_index
from deltacrown_certs.hosting.bodies import Issued, Look, State
from deltacrown_certs.hosting.tables import batches, certificates
from deltacrown_certs.verification.codes import as_code

Found = Row[tuple[Any, ...]]


def find(connection: Connection, code: str, tournament: str = "") -> Found:
    """The certificate with this code, as somebody typed it. Raises TurnedAway with 404 where there is none."""
    mine = certificates.c.code == (as_code(code) or "")
    if tournament:
        mine &= certificates.c.tournament_id == tournament
    row = connection.execute(select(certificates).where(mine)).first()
    if row is None:
        problem = Problem("certificate.unknown", "there is no certificate with this code", "code")
        raise TurnedAway(HTTPStatus.NOT_FOUND, problem)
    return row


def current(connection: Connection, tournament: str, entrant: str, kind: str) -> Found | None:
    """The one of an entrant that holds."""
    rows = certificates.c
    mine = (rows.tournament_id == tournament) & (rows.entrant == entrant) & (rows.kind == kind) & (rows.current == 1)
    return connection.execute(select(certificates).where(mine)).first()


def of_tournament(connection: Connection, tournament: str, *, holding: bool = False) -> Sequence[Found]:
    """Those of a tournament, the best place first; only those that hold, or all."""
    rows = certificates.c
    wanted = select(certificates).where(rows.tournament_id == tournament)
    if holding:
        wanted = wanted.where(rows.current == 1)
    return connection.execute(wanted.order_by(rows.place, rows.entrant, rows.issued_at)).all()


def of_entrants(connection: Connection, parts: Collection[tuple[str, str]]) -> Sequence[Found]:
    """Those of these tournaments and entrants, the newest first."""
    rows = certificates.c
    mine = tuple_(rows.tournament_id, rows.entrant).in_(parts)
    return connection.execute(select(certificates).where(mine).order_by(rows.issued_at.desc(), rows.code)).all()


def issued_to(connection: Connection, entrants: Sequence[tuple[str, str]]) -> int:
    """How many hold of those that these entrants have got, each after its tournament."""
    rows = certificates.c
    mine = tuple_(rows.tournament_id, rows.entrant).in_(entrants)
    query = select(func.count()).select_from(certificates).where(mine, rows.current == 1)
    return int(connection.execute(query).scalar_one())


def place_in_list(connection: Connection) -> tuple[int, int]:
    """A status list, and an index in it at random that nobody has."""
    rows = certificates.c
    number = connection.execute(select(rows.status_list).order_by(rows.status_list.desc()).limit(1)).scalar() or 1
    while True:
        taken = set(connection.execute(select(rows.status_index).where(rows.status_list == number)).scalars())
        try:
            return number, free_index(taken)
        except OverflowError:
            number += 1


def revoked_in(connection: Connection, number: int) -> Collection[int]:
    """What is revoked in a list: what was replaced does not hold either."""
    rows = certificates.c
    gone = (rows.status_list == number) & rows.current.is_(None)
    return connection.execute(select(rows.status_index).where(gone)).scalars().all()


def add(connection: Connection, claims: Claims, look: Look, **known: Any) -> None:
    """A new one, which holds. Raises IntegrityError where another does."""
    values = {"code": claims.code, "tournament_id": claims.tournament, "entrant": claims.registration, "current": 1}
    values |= {"kind": claims.kind, "place": claims.place, "claims": claims.text, "downloads": 0}
    connection.execute(insert(certificates).values(**values, look=json.dumps(asdict(look)), **known))


def share(connection: Connection, code: str, since: datetime | None) -> None:
    """Everyone may see it with its name, or nobody any more."""
    connection.execute(update(certificates).where(certificates.c.code == code).values(shared_at=since))


def end(connection: Connection, code: str, now: datetime, reason: str, replaced_by: str | None = None) -> None:
    """It holds no longer."""
    ended = {"current": None, "revoked_at": now, "reason": reason, "replaced_by": replaced_by}
    connection.execute(update(certificates).where(certificates.c.code == code).values(**ended))


def picture(connection: Connection, code: str, file: str, digest: str) -> None:
    """Its picture was drawn."""
    connection.execute(update(certificates).where(certificates.c.code == code).values(png=file, png_digest=digest))


def downloaded(connection: Connection, code: str, now: datetime) -> None:
    """Somebody downloads it: counted, and when it was for the first time."""
    rows = certificates.c
    mine = update(certificates).where(rows.code == code)
    connection.execute(mine.values(downloads=rows.downloads + 1))
    connection.execute(mine.where(rows.downloaded_at.is_(None)).values(downloaded_at=now))


def state(row: Found) -> State:
    """Whether it holds."""
    if row.current:
        return "valid"
    return "replaced" if row.replaced_by else "revoked"


def claims(row: Found) -> Claims:
    """What it claims."""
    return read_claims(json.loads(row.claims))


def look(row: Found) -> Look:
    """How it is drawn."""
    return Look(**json.loads(row.look))


def view(row: Found) -> Issued:
    """As whoever issues them sees it."""
    return Issued(
        row.code,
        row.entrant,
        row.kind,
        row.place,
        state(row),
        row.issued_at,
        row.pdf_digest,
        row.downloads,
        row.downloaded_at,
        row.replaced_by,
        row.reason,
    )


def unfinished(connection: Connection, tournament: str) -> Found | None:
    """The batch of a tournament."""
    return connection.execute(select(batches).where(batches.c.tournament_id == tournament)).first()
