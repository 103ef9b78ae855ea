"""Issuing: a drawn certificate and what it claims become a file that anyone can check, with no server."""

from datetime import datetime

import rfc8785
from attrs import frozen

from deltacrown_certs.credentials import pdf, png
from deltacrown_certs.credentials.claims import Claims
from deltacrown_certs.credentials.credential import Award, Credential, StatusPlace, badge
from deltacrown_certs.credentials.jwt import to_jwt
from deltacrown_certs.credentials.proof import prove
from deltacrown_certs.keys.signing_key import SigningKey
from deltacrown_certs.signing.signer import PdfSigner, sign_pdf


@frozen
class Issuer:
    """Who issues: the key of credentials, and who signs PDFs besides, where somebody does."""

    key: SigningKey
    pdf: PdfSigner | None = None


@frozen
class Statement:
    """What a certificate says, in every form that it has.

    status  where it is said whether it still holds; None where that is said nowhere
    """

    claims: Claims
    award: Award
    issued: datetime
    status: StatusPlace | None = None

    def badge(self, issuer: str, file: bytes) -> Credential:
        """As a credential for this file, not yet signed."""
        return badge(issuer, self.claims, self.award, issued=self.issued, status=self.status, file=file)


def sealed_pdf(drawn: bytes, statement: Statement, issuer: Issuer) -> bytes:
    """The document with its credential attached, signed as a PDF too where the issuer does so."""
    credential = prove(statement.badge(issuer.key.issuer, drawn), issuer.key, statement.issued)
    document = pdf.attach(drawn, rfc8785.dumps(credential).decode())
    return sign_pdf(document, issuer.pdf) if issuer.pdf else document


def sealed_png(drawn: bytes, statement: Statement, issuer: Issuer) -> bytes:
    """The picture with its credential baked in, as a token: the form that every reader of badges knows."""
    return png.bake(drawn, to_jwt(statement.badge(issuer.key.issuer, drawn), issuer.key))


def token(statement: Statement, issuer: Issuer) -> str:
    """The credential by itself, as a token."""
    return to_jwt(statement.badge(issuer.key.issuer, b""), issuer.key)


def credential_of(document: bytes) -> str:
    """The credential that is attached to a document, as JSON. Raises ValueError where none is."""
    found = pdf.attached(document)
    if found is None:
        message = "no credential is attached to this PDF"
        raise ValueError(message)
    return found[0]
