"""What a certificate claims, and the digest of that: the same on every machine, whatever draws the certificate.

The digest is the SHA-256 of the claims as canonical JSON (RFC 8785). Among the claims is the digest of the last event
of the tournament's journal, so that whoever has the journal can see that the place follows from what was played.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785
from attrs import asdict, fields, frozen

VERSION = 1


@frozen
class Claims:
    """One claim: this entrant came to this place.

    code          the verification code
    registration  the entrant's id in the journal, which is no name
    kind          what the certificate is for: winner, runner_up, third, participant, or what an organizer calls it
    place         the final place; 0 where nothing is said of it
    tournament    the tournament's id in the journal
    journal       the digest of the journal's last event when it was issued; empty where there is no journal
    length        how many events the journal had then
    issued        the date, as 2026-11-24
    replaces      the code of the certificate in whose place this one was issued, or nothing
    """

    code: str
    registration: str
    kind: str
    place: int
    tournament: str
    journal: str
    length: int
    issued: str
    replaces: str = ""

    @property
    def text(self) -> str:
        """The claims as canonical JSON."""
        return rfc8785.dumps({"deltacrown": VERSION, **asdict(self)}).decode()

    @property
    def digest(self) -> str:
        """The SHA-256 of that, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()


def read_claims(data: Any) -> Claims:
    """The claims of such JSON data. Raises ValueError where anything is missing, beside it or of another type."""
    wanted = {field.name: field.type for field in fields(Claims)} | {"deltacrown": int}
    if not isinstance(data, Mapping) or data.get("deltacrown") != VERSION or set(data) != set(wanted):
        message = "these are no claims of a DeltaCrown certificate"
        raise ValueError(message)
    for name, value in data.items():
        if type(value) is not wanted[name]:
            message = f"the claim {name!r} is of another type"
            raise ValueError(message)
    return Claims(**{name: value for name, value in data.items() if name != "deltacrown"})
