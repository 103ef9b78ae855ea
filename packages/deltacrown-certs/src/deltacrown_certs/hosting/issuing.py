"""Issuing in a host: drawn and signed first, then kept, then its row; where that fails, nothing is there."""

import json
from asyncio import to_thread
from hashlib import sha256

from attrs import frozen
from deltacrown import Refused
from deltacrown_host import Host, Kept, entrant_accounts, find_file, keep_file, note_file
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from deltacrown_certs.credentials.claims import Claims
from deltacrown_certs.hosting import rows
from deltacrown_certs.hosting.bodies import Look
from deltacrown_certs.hosting.keeping_keys import issuer_of
from deltacrown_certs.hosting.looks import pictures_of
from deltacrown_certs.hosting.making import Pictures, Ranked, claims_of, drawing, refusing, statement_of
from deltacrown_certs.hosting.rows import Found
from deltacrown_certs.issuing import Issuer, Statement, credential_of, sealed_pdf, sealed_png
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.png import draw_png
from deltacrown_certs.verification.codes import new_code

FILE = "certificate"
REPLACED = "issued again"


@frozen
class Wanted:
    """A certificate that is to be issued: for whom, of which kind, how it looks, and who gives it."""

    who: Ranked
    kind: str
    look: Look
    account: str


async def issue(host: Host, wanted: Wanted, *, again: bool = False) -> tuple[Found, bool]:
    """The certificate, and whether it is new: issuing again answers the same, unless it is to be another."""
    known = (wanted.who.tournament, wanted.who.entrant, wanted.kind)
    old = await host.database.query(rows.current, *known)
    if old is not None and not again:
        return old, False
    at, code = host.clock(), new_code()
    claims = claims_of(wanted.who, wanted.kind, code, at, old.code if old else "")
    issuer, listed = await host.database.transaction(lambda on: (issuer_of(on, host), rows.place_in_list(on)))
    statement = statement_of(host, wanted.who, claims, at, listed, wanted.look)
    pictures = await pictures_of(host, wanted.who.tournament, wanted.look)
    document = await to_thread(_document, host, wanted, statement, issuer, pictures)
    kept = await to_thread(keep_file, host.files, document)

    def write(connection: Connection) -> None:
        if old is not None:
            rows.end(connection, old.code, at, REPLACED, code)
        id_ = _note(connection, host, claims, wanted.account, kept)
        placed = {"status_list": listed[0], "status_index": listed[1], "issued_by": wanted.account, "issued_at": at}
        rows.add(connection, claims, wanted.look, pdf=id_, pdf_digest=kept.digest, **placed)

    try:
        await host.database.transaction(write)
    except IntegrityError:
        # Somebody else has issued it meanwhile: theirs holds.
        await to_thread(host.files.remove, kept.name)
        found = await host.database.query(rows.current, *known)
        if found is None:
            raise
        return found, False
    except BaseException:
        await to_thread(host.files.remove, kept.name)
        raise
    return await host.database.query(rows.find, code), True


async def picture(host: Host, row: Found, who: Ranked) -> Found:
    """The certificate with its picture, which is drawn when somebody first asks for it."""
    if row.png:
        return row
    claims, look = rows.claims(row), rows.look(row)
    issuer = await host.database.transaction(issuer_of, host)
    at = (row.status_list, row.status_index)
    statement = statement_of(host, who, claims, row.issued_at, at, look)
    pictures = await pictures_of(host, row.tournament_id, look)
    drawn = await to_thread(lambda: draw_png(drawing(host, who, claims, look, pictures)))
    kept = await to_thread(keep_file, host.files, sealed_png(drawn, statement, issuer))

    def write(connection: Connection) -> bool:
        if rows.find(connection, row.code).png:
            return False
        id_ = _note(connection, host, claims, row.issued_by, kept)
        rows.picture(connection, row.code, id_, kept.digest)
        return True

    if not await host.database.transaction(write):
        await to_thread(host.files.remove, kept.name)
    return await host.database.query(rows.find, row.code)


async def read(host: Host, row: Found, file: str) -> bytes:
    """A file of the certificate. Raises Refused where it is there no longer, since its account was deleted."""

    def whole(connection: Connection) -> bytes:
        return b"".join(find_file(connection, host.files, row.tournament_id, FILE, file))

    return await host.database.query(whole)


def name_on(document: bytes) -> str:
    """The name that the certificate bears, whatever its entrant is called by now."""
    name: str = json.loads(credential_of(document))["credentialSubject"]["identifier"][0]["identityHash"]
    return name


async def name_of(host: Host, row: Found) -> str:
    """The name that a kept certificate bears; empty where its file went with the account whose it was."""
    try:
        return name_on(await read(host, row, row.pdf))
    except Refused:
        return ""


def _document(host: Host, wanted: Wanted, statement: Statement, issuer: Issuer, pictures: Pictures) -> bytes:
    with refusing():
        drawn = draw_pdf(drawing(host, wanted.who, statement.claims, wanted.look, pictures))
    return sealed_pdf(drawn, statement, issuer)


def _note(connection: Connection, host: Host, claims: Claims, account: str, kept: Kept) -> str:
    """The row of the file. It is the entrant's, where an account is: deleted with it."""
    mine = (entrant_accounts.c.tournament_id == claims.tournament) & (entrant_accounts.c.entrant == claims.registration)
    owner = connection.execute(select(entrant_accounts.c.account).where(mine)).scalar() or account
    return note_file(connection, claims.tournament, FILE, owner, kept, host.clock())


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file."""
    return sha256(data).hexdigest()
