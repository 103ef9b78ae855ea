"""`deltacrown certificate verify FILE`: whether it is what was issued, with no server."""

import json
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

import rich_click as click

from deltacrown_certs.keys.publishing import DID_WEB, KeySet, document_address, key_of, read_keys
from deltacrown_certs.keys.signing_key import DID_KEY
from deltacrown_certs.verification.checks import Answer
from deltacrown_certs.verification.examining import AtHand, examine

_LARGEST = 1_000_000
_TIMEOUT_S = 10
_EXIT = {Answer.YES: 0, Answer.NO: 1, Answer.OPEN: 2}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--keys", type=_FILE, help="The issuer's keys, as a DID document or a JSON Web Key Set.")
@click.option("--issuer", help="The issuer: a did:key, which is a key itself; a did:web or an address, which is asked.")
@click.option("--journal", type=_FILE, help="The tournament's journal: it is played again, and must lead to the place.")
@click.option("--status", type=_FILE, help="The issuer's status list, which says what was revoked.")
def verify(file: Path, keys: Path | None, issuer: str | None, journal: Path | None, status: Path | None) -> None:
    """Whether a certificate is what was issued: a PDF, a PNG, or a credential as JSON or as a token.

    Each check is a line. Exit code 0 where it is valid, 1 where it is not, 2 where that cannot be told with what is
    at hand. No server is asked, but for the keys of an `--issuer` on the web.
    """
    with ExitStack() as stack:
        lines = stack.enter_context(journal.open(encoding="utf-8", errors="replace", newline="\n")) if journal else None
        listed = status.read_text(encoding="utf-8", errors="replace") if status else None
        report = examine(file.read_bytes(), AtHand(datetime.now(UTC), _trusted(keys, issuer), listed, lines))
    for check in report.checks:
        click.echo(check)
    click.echo({Answer.YES: "valid", Answer.NO: "not valid", Answer.OPEN: "cannot tell"}[report.answer])
    sys.exit(_EXIT[report.answer])


def _trusted(keys: Path | None, issuer: str | None) -> KeySet | None:
    """The keys whom the reader trusts."""
    try:
        found = [read_keys(json.loads(keys.read_text(encoding="utf-8")))] if keys else []
        if issuer:
            found.append(key_of(issuer) if issuer.startswith(DID_KEY) else read_keys(json.loads(_fetched(issuer))))
    except (ValueError, OSError, HTTPException) as error:
        message = f"the keys cannot be read: {error}"
        raise click.ClickException(message) from error
    return KeySet(tuple(key for one in found for key in one.keys)) if found else None


def _fetched(issuer: str) -> bytes:
    """The document of an issuer on the web. Raises ValueError or OSError."""
    address = document_address(issuer) if issuer.startswith(DID_WEB) else issuer
    if not address.startswith(("https://", "http://")):
        message = f"{issuer!r} is neither a did:key, nor a did:web, nor an address"
        raise ValueError(message)
    if not address.endswith(".json"):
        address = f"{address.rstrip('/')}/.well-known/did.json"
    with urlopen(Request(address), timeout=_TIMEOUT_S) as answer:  # noqa: S310 - the scheme was looked at above
        document: bytes = answer.read(_LARGEST + 1)
    if len(document) > _LARGEST:
        message = f"what {address} answers is too long"
        raise ValueError(message)
    return document
