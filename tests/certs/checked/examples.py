"""A tournament that was played, a certificate of its winner, and everything that it is checked with."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import rfc8785
from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from deltacrown import (
    CreateTournament,
    Director,
    MemoryJournal,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    Score,
    StageSettings,
    StartTournament,
    TournamentSettings,
)
from deltacrown.journal import to_line
from deltacrown_certs.credentials import pdf, png
from deltacrown_certs.credentials.claims import Claims
from deltacrown_certs.credentials.credential import Award, Credential, StatusPlace, badge
from deltacrown_certs.credentials.jwt import to_jwt
from deltacrown_certs.credentials.proof import prove
from deltacrown_certs.credentials.status_list import status_list
from deltacrown_certs.keys.publishing import KeySet
from deltacrown_certs.keys.signing_key import SigningKey, new_key
from deltacrown_certs.signing.signer import PdfSigner, sign_pdf
from PIL import Image

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ISSUER = "did:web:cups.example"
LIST = StatusPlace("https://cups.example/status/1", 70_001)
KEY = new_key(ISSUER)
WORDS = Award("Ann \u0985", "Winner of the Cup", "Come first in the Cup", "Cups", "https://cups.example")


def _smallest() -> bytes:
    """A document of one empty page."""
    document, places = b"%PDF-1.7\n", []
    for number, body in enumerate((b"/Pages/Count 1/Kids[2 0 R]", b"/Page/Parent 1 0 R", b"/Catalog/Pages 1 0 R"), 1):
        places.append(len(document))
        document += b"%d 0 obj\n<</Type%s/MediaBox[0 0 99 99]>>\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size 4/Root 3 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(document)
    return document + b"xref\n0 4\n0000000000 65535 f \n" + table + end


DOCUMENT = _smallest()


def played(points: tuple[int, int] = (3, 1), tournament: str = "cup") -> list[str]:
    """The journal of a final between ann and bob."""
    journal = MemoryJournal()
    director = Director(journal=journal)
    settings = TournamentSettings("Cup", (StageSettings("main", "single_elimination"),))
    director.submit(CreateTournament(tournament, settings))
    director.submit(OpenRegistration())
    for entrant in ("ann", "bob"):
        director.submit(RegisterEntrant(entrant))
    director.submit(StartTournament())
    director.submit(ReportResult("main", "final", Score(points)))
    return [to_line(entry) for entry in journal.read()]


def claims_of(journal: Sequence[str], **others: Any) -> Claims:
    """What the winner's certificate claims, or something else."""
    last = json.loads(journal[-1])
    known = {"code": "0123456789ABC", "registration": "ann", "kind": "winner", "place": 1, "tournament": "cup"}
    return Claims(**{**known, "journal": last["digest"], "length": last["seq"], "issued": "2026-11-24", **others})


JOURNAL = played()
CLAIMS = claims_of(JOURNAL)


def picture() -> bytes:
    """A PNG."""
    file = BytesIO()
    Image.new("RGB", (9, 9), "gold").save(file, "PNG")
    return file.getvalue()


def credential(file: bytes = b"", claims: Claims = CLAIMS, key: SigningKey = KEY) -> Credential:
    """The credential with its proof."""
    return prove(badge(key.issuer, claims, WORDS, issued=NOW, status=LIST, file=file), key, NOW)


def text_of(value: Credential) -> str:
    return rfc8785.dumps(value).decode()


def as_json(claims: Claims = CLAIMS, key: SigningKey = KEY) -> bytes:
    return text_of(credential(claims=claims, key=key)).encode()


def as_token(key: SigningKey = KEY, file: bytes = b"") -> bytes:
    return to_jwt(badge(key.issuer, CLAIMS, WORDS, issued=NOW, status=LIST, file=file), key).encode()


def as_pdf(key: SigningKey = KEY) -> bytes:
    return pdf.attach(DOCUMENT, text_of(credential(DOCUMENT, key=key)))


def as_png(key: SigningKey = KEY) -> bytes:
    drawn = picture()
    return png.bake(drawn, as_token(key, drawn).decode())


def list_of(*revoked: int, key: SigningKey = KEY) -> str:
    """A status list, as it is published."""
    return text_of(prove(status_list(key.issuer, LIST.address, revoked, NOW), key, NOW))


@frozen
class SelfSigned:
    """Who signs PDFs, with a certificate of their own making."""

    signer: PdfSigner

    def sign(self, document: bytes) -> bytes:
        return sign_pdf(document, self.signer)

    @property
    def keys(self) -> KeySet:
        """Everything that the issuer publishes."""
        return KeySet((KEY.public, self.signer.public(ISSUER)))


def self_signed() -> SelfSigned:
    secret, name = generate_private_key(SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cups")])
    builder = x509.CertificateBuilder(name, name, secret.public_key(), 77, NOW - timedelta(9), NOW + timedelta(9999))
    uses = [False] * 9
    uses[0] = uses[1] = True
    return SelfSigned(
        PdfSigner(secret, builder.add_extension(x509.KeyUsage(*uses), critical=True).sign(secret, SHA256()))
    )
