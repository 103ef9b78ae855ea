"""Who signs PDFs: a P-256 key and its certificate, from PKCS#12 or PEM, and the PDF signed with it (PAdES, B-B).

Ed25519 is refused, for readers of PDF in use call it corrupt.
"""

from io import BytesIO
from typing import Any

from attrs import field, frozen
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import Certificate, load_pem_x509_certificates

from deltacrown_certs.keys.public_key import PublicKey

_PEM = b"-----BEGIN"
_FIELD = "DeltaCrown"


@frozen
class PdfSigner:
    """The key, its certificate, and those that lead from it to one that readers trust."""

    secret: EllipticCurvePrivateKey = field(repr=False)
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """The key's own, and those above it."""
        return self.certificate, *self.chain

    def public(self, issuer: str) -> PublicKey:
        """The key's other half, to be published beside those of credentials."""
        return PublicKey(f"{issuer}#pdf-{self.certificate.serial_number:x}", self.secret.public_key())


def read_signer(data: bytes, password: str = "") -> PdfSigner:
    """A signer from the bytes of a PKCS#12 file, or of PEM that holds the key and its certificates, the key's first.

    Raises ValueError where the key is not P-256, the certificate is another key's, or one of them is missing.
    """
    secret_word = password.encode() or None
    if data.lstrip().startswith(_PEM):
        secret, certificates = load_pem_private_key(data, secret_word), load_pem_x509_certificates(data)
    else:
        kept = pkcs12.load_pkcs12(data, secret_word)
        secret, certificates = kept.key, [one.certificate for one in (kept.cert, *kept.additional_certs) if one]  # type: ignore[assignment]
    if not isinstance(secret, EllipticCurvePrivateKey) or not isinstance(secret.curve, SECP256R1) or not certificates:
        message = "PDFs are signed with a P-256 key that comes with its certificate"
        raise ValueError(message)
    if certificates[0].public_key() != secret.public_key():
        message = "the first certificate is not that of the key"
        raise ValueError(message)
    return PdfSigner(secret, certificates[0], tuple(certificates[1:]))


def sign_pdf(pdf: bytes, signer: PdfSigner) -> bytes:
    """The PDF with a signature behind its end; what was there stays as it is. Needs the extra `sign`."""
    # The library takes four tenths of a second to import, and few need it.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import PdfSigner as Signing  # noqa: PLC0415
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfSignatureMetadata  # noqa: PLC0415

    known = PdfSignatureMetadata(
        field_name=_FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", app_build_props=None
    )
    written = IncrementalPdfFileWriter(BytesIO(pdf))
    signed: Any = Signing(known, _pyhanko_signer(signer)).sign_pdf(written)
    return bytes(signed.getvalue())


def _pyhanko_signer(signer: PdfSigner) -> Any:
    from asn1crypto import keys, x509  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with pyHanko
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - as above
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - as above

    secret = signer.secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate, *chain = (x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in signer.certificates)
    # Only the others: what is in both places is written twice.
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(chain)
    return SimpleSigner(signing_cert=certificate, signing_key=keys.PrivateKeyInfo.load(secret), cert_registry=store)
