"""What is sent and answered about certificates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from attrs import field, frozen

State = Literal["valid", "revoked", "replaced"]


@frozen
class Look:
    """How certificates are drawn: the design by its name, light or dark, the language, and who gives them.

    colours    colours in place of the design's, as #rrggbb
    wording    texts in place of the language's: `title`, `presented`, `statement`, `issued`, `scan`
    signed_by  who signs, and as what: the `role`
    logo       the id of a picture that was sent here, and so is `signature`, the picture of one
    """

    template: str = "heritage"
    theme: Literal["light", "dark"] = "light"
    language: str = "en"
    organizer: str = ""
    colours: dict[str, str] = field(factory=dict)
    wording: dict[str, str] = field(factory=dict)
    signed_by: str = ""
    role: str = ""
    logo: str = ""
    signature: str = ""


@frozen
class NewCertificate:
    """Whom a certificate is for; of which kind, if not the one of their place; and how it is drawn.

    A kind is winner, runner_up, third or participant, or a word of the organizer's own, such as fair_play: then the
    `title` and the `statement` are in the wording, and nothing is said of the place.
    """

    entrant: str
    kind: str | None = None
    look: Look = Look()


@frozen
class NewPreview:
    """What a certificate would look like: of which kind, for whom by name, and how it is drawn."""

    name: str
    kind: str = "winner"
    look: Look = Look()


@frozen
class Picture:
    """A logo, or a signature, for looks of this tournament to name."""

    id: str


@frozen
class Design:
    """A template: its name, what people call it, and its colours in each of its themes."""

    name: str
    title: str
    themes: dict[str, dict[str, str]]


@frozen
class Designs:
    """Every template that there is here."""

    templates: tuple[Design, ...]


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
class Undrawn:
    """Whoever could not be given one, and why."""

    entrant: str
    code: str
    message: str


@frozen
class Progress:
    """How far a batch is, and who was left out: their certificates are issued once what was wrong is put right."""

    total: int
    done: int
    started_at: datetime
    finished_at: datetime | None
    left_out: tuple[Undrawn, ...] = ()


@frozen
class Verification:
    """What anybody may know of a certificate. No name: whoever shows it is not helped to one.

    place      0 where nothing is said of it
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
