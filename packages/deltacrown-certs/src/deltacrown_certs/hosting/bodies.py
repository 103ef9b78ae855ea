"""What is sent and answered about certificates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from attrs import frozen

Kind = Literal["winner", "runner_up", "third", "participant"]
State = Literal["valid", "revoked", "replaced"]


@frozen
class Look:
    """How certificates are drawn: the design by its name, light or dark, the language, and who gives them."""

    template: str = "heritage"
    theme: Literal["light", "dark"] = "light"
    language: str = "en"
    organizer: str = ""


@frozen
class NewCertificate:
    """Whom a certificate is for; of which kind, if not the one of their place; and how it is drawn."""

    entrant: str
    kind: Kind | None = None
    look: Look = Look()


@frozen
class NewBatch:
    """Certificates for everyone who is ranked."""

    look: Look = Look()


@frozen
class Reason:
    """Why a certificate is revoked, for everyone to read."""

    reason: str


@frozen
class Rotation:
    """Whether the old key is in other hands, so that nothing it ever signed is valid."""

    stolen: bool = False


@frozen
class Issued:
    """A certificate, as whoever issues them sees it."""

    code: str
    entrant: str
    kind: str
    place: int
    state: State
    issued_at: datetime
    sha256: str
    downloads: int
    downloaded_at: datetime | None
    replaced_by: str | None
    reason: str | None


@frozen
class IssuedCertificates:
    """Every certificate of a tournament, those that no longer hold included."""

    certificates: tuple[Issued, ...]


@frozen
class Progress:
    """How far a batch is."""

    total: int
    done: int
    started_at: datetime
    finished_at: datetime | None


@frozen
class Verification:
    """What anybody may know of a certificate. No name: whoever shows it is not helped to one.

    linked_in  where it is added to a profile
    """

    code: str
    state: State
    kind: str
    place: int
    tournament: str
    issued: str
    reason: str | None
    replaced_by: str | None
    claims_digest: str
    linked_in: str


@frozen
class Shown:
    """Whether an uploaded file is one that was issued under this code; each check in a line."""

    answer: Literal["valid", "tampered", "revoked", "replaced"]
    checks: tuple[str, ...]


Document = Mapping[str, object]
