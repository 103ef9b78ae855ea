"""The host's keys: made when the first certificate is issued, kept with its rows, and changed when an admin says so."""

import os
from datetime import datetime
from pathlib import Path

from attrs import evolve
from deltacrown_host import Host
from sqlalchemy import Connection, func, insert, select, update

from deltacrown_certs.hosting.tables import keys
from deltacrown_certs.issuing import Issuer
from deltacrown_certs.keys.public_key import PublicKey
from deltacrown_certs.keys.publishing import did_web
from deltacrown_certs.keys.signing_key import SigningKey, from_pem, new_key, to_pem
from deltacrown_certs.signing.signer import PdfSigner, read_signer

SIGNER = "DELTACROWN_CERTS_SIGNER"
"""Names a file with the key that PDFs are signed with: PKCS#12 or PEM. `…_PASSWORD` opens it."""


def address_of(host: Host) -> str:
    """Where people reach the host."""
    said = host.settings
    return (said.public_url or f"http://{said.host}:{said.port}").rstrip("/")


def issuer_id(host: Host) -> str:
    """What the host is called as an issuer."""
    return did_web(address_of(host))


def issuer_of(connection: Connection, host: Host) -> Issuer:
    """Whoever issues here. The key is made where there is none; the connection may write."""
    row = connection.execute(select(keys).where(keys.c.expires_at.is_(None), keys.c.revoked_at.is_(None))).first()
    key = from_pem(row.pem.encode(), issuer_id(host)) if row else _made(connection, host)
    return Issuer(key, pdf_signer())


def pdf_signer() -> PdfSigner | None:
    """Who signs PDFs, where the environment names somebody. Raises ValueError or OSError where that cannot be read."""
    name = os.environ.get(SIGNER)
    return read_signer(Path(name).read_bytes(), os.environ.get(f"{SIGNER}_PASSWORD", "")) if name else None


def rotate(connection: Connection, host: Host, *, stolen: bool) -> None:
    """Go on with a new key. What the old one signed stays valid, unless it is known to be in other hands."""
    now = host.clock()
    ended = {"expires_at": now, "revoked_at": now} if stolen else {"expires_at": now}
    connection.execute(update(keys).where(keys.c.expires_at.is_(None)).values(**ended))
    _made(connection, host)


def published(connection: Connection, host: Host) -> list[PublicKey]:
    """Every key that ever signed, and the one that signs PDFs."""
    issuer = issuer_id(host)
    signer = pdf_signer()
    found = [_public(row.pem, issuer, row.expires_at, row.revoked_at) for row in connection.execute(select(keys))]
    return [*found, *([signer.public(issuer)] if signer else [])]


def _public(pem: str, issuer: str, expires: datetime | None, revoked: datetime | None) -> PublicKey:
    return evolve(from_pem(pem.encode(), issuer).public, expires=expires, revoked=revoked)


def _made(connection: Connection, host: Host) -> SigningKey:
    key = new_key(issuer_id(host))
    number = (connection.execute(select(func.max(keys.c.number))).scalar() or 0) + 1
    connection.execute(insert(keys).values(number=number, pem=to_pem(key).decode(), created_at=host.clock()))
    return key
