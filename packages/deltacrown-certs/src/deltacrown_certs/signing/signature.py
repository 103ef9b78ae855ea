"""The signature of a PDF, looked at: whether it covers the whole file, which is still the same, and whose it is."""

from collections.abc import Mapping
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from attrs import frozen
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.x509 import load_der_x509_certificate

from deltacrown_certs.keys.public_key import to_jwk


@frozen
class Signature:
    """What the signature of a PDF says.

    whole   it covers the file from its first byte to its last, and not one bit of it is another than was signed
    signer  whom the certificate names
    jwk     the certificate's key, where it is P-256
    """

    whole: bool
    signer: str
    jwk: Mapping[str, str]


def can_look() -> bool:
    """Whether the extra `sign` is installed."""
    return find_spec("pyhanko") is not None


def signature_of(pdf: bytes) -> Signature | None:
    """The last signature of a PDF; None where it has none. Raises ValueError where the file cannot be read as one."""
    # The library takes four tenths of a second to import, and few need it.
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415

    try:
        embedded = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return _looked_at(embedded[-1], pdf) if embedded else None
    except (PdfError, SignatureValidationError, ValueError, LookupError, TypeError, AttributeError) as error:
        # A file that somebody has damaged may fail anywhere in the library.
        message = f"the signature cannot be read ({type(error).__name__}: {error})"
        raise ValueError(message) from error


def _looked_at(embedded: Any, pdf: bytes) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - as above
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 - as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - as above

    certificate = load_der_x509_certificate(embedded.signer_cert.dump())
    # Who is trusted is asked of the published keys: to the library the certificate itself is its root.
    trusting = ValidationContext(trust_roots=[embedded.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(embedded, trusting)
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE and _is_exact(embedded, pdf)
    key = certificate.public_key()
    jwk = to_jwk(key) if isinstance(key, EllipticCurvePublicKey) else {}
    return Signature(whole and status.intact and status.valid, certificate.subject.rfc4514_string(), jwk)


def _is_exact(embedded: Any, pdf: bytes) -> bool:
    """Whether the signature itself is written as it was made: it covers all but itself, so nothing else guards it."""
    _, start, end, _ = map(int, embedded.byte_range)
    held = embedded.pkcs7_content
    der = _rebuilt(embedded)
    written = held[: len(der)].hex().upper().encode()
    return bool(held.startswith(der)) and pdf[start:end] == b"<" + written.ljust(end - start - 2, b"0") + b">"


def _rebuilt(embedded: Any) -> bytes:
    """The signature put together again from what it signs and from its certificate, which it names by its digest."""
    from asn1crypto import cms  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with pyHanko

    signer, certificate = embedded.signer_info, embedded.signer_cert
    named = {attribute["type"].native: attribute["values"] for attribute in signer["signed_attrs"]}
    digest = named["signing_certificate_v2"][0]["certs"][0]["cert_hash"].native
    if digest != sha256(certificate.dump()).digest():
        return b"another certificate than the one that is named"
    sid = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    sha = {"algorithm": "sha256"}
    again = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", sid),
        "digest_algorithm": sha,
        "signed_attrs": signer["signed_attrs"],
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": signer["signature"],
    }
    data = {
        "version": "v1",
        "digest_algorithms": [sha],
        "encap_content_info": {"content_type": "data"},
        "certificates": embedded.signed_data["certificates"],
        "signer_infos": [again],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump())
