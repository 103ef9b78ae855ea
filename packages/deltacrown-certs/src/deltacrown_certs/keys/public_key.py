"""The public half of a key, by which anybody checks what was signed with the other."""

from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias

import rfc8785
from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from deltacrown_certs.keys import base58, base64url

Material: TypeAlias = Ed25519PublicKey | RSAPublicKey | EllipticCurvePublicKey
_ED25519 = bytes([0xED, 0x01])
"""What multicodec puts before an Ed25519 key."""
_SMALLEST_RSA = 2048


@frozen
class PublicKey:
    """A key that checks.

    id       its address: the issuer's DID, `#`, and the key's own name
    expires  what is signed later is not valid; None where it still signs
    revoked  since when it is known to be in other hands: nothing that it ever signed is valid; None where it is not
    """

    id: str
    material: Material
    expires: datetime | None = None
    revoked: datetime | None = None

    @property
    def issuer(self) -> str:
        """Whose key it is."""
        return self.id.partition("#")[0]

    @property
    def algorithm(self) -> str:
        """The JOSE name of what it checks."""
        return {"OKP": "EdDSA", "RSA": "RS256", "EC": "ES256"}[to_jwk(self.material)["kty"]]

    def checks(self, signature: bytes, data: bytes) -> bool:
        """Whether the data was signed with its other half. P-256 signs PDFs only, which are checked elsewhere."""
        try:
            match self.material:
                case Ed25519PublicKey():
                    self.material.verify(signature, data)
                case RSAPublicKey():
                    self.material.verify(signature, data, PKCS1v15(), SHA256())
                case _:
                    return False
        except InvalidSignature:
            return False
        return True


def to_jwk(material: Material) -> dict[str, str]:
    """The key as a JSON Web Key (RFC 7517), its required members only."""
    match material:
        case Ed25519PublicKey():
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url.encode(_raw(material))}
        case RSAPublicKey():
            numbers = material.public_numbers()
            return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
        case _:
            point = material.public_numbers()
            return {"kty": "EC", "crv": "P-256", "x": _coordinate(point.x), "y": _coordinate(point.y)}


def from_jwk(jwk: dict[str, Any]) -> Material:
    """The key of a JSON Web Key. Raises ValueError or KeyError where it is none of the three kinds."""
    read = {name: base64url.decode(jwk[name]) for name in ("x", "y", "n", "e") if name in jwk}
    numbers = {name: int.from_bytes(value) for name, value in read.items()}
    match jwk["kty"], jwk.get("crv"):
        case "OKP", "Ed25519":
            return Ed25519PublicKey.from_public_bytes(read["x"])
        case "RSA", _ if numbers["n"].bit_length() >= _SMALLEST_RSA:
            return RSAPublicNumbers(numbers["e"], numbers["n"]).public_key()
        case "EC", "P-256":
            return EllipticCurvePublicNumbers(numbers["x"], numbers["y"], SECP256R1()).public_key()
    message = f"keys are Ed25519, RSA of {_SMALLEST_RSA} bits or more, or P-256"
    raise ValueError(message)


def thumbprint(material: Material) -> str:
    """The key's name, which follows from the key (RFC 7638)."""
    return base64url.encode(sha256(rfc8785.dumps(to_jwk(material))).digest())


def to_multikey(material: Ed25519PublicKey) -> str:
    """An Ed25519 key as a Multikey: what a did:key is made of."""
    return base58.encode(_ED25519 + _raw(material))


def from_multikey(text: str) -> Ed25519PublicKey:
    """The Ed25519 key of a Multikey. Raises ValueError where it is none."""
    data = base58.decode(text)
    if not data.startswith(_ED25519):
        message = f"{text[:20]!r} is not an Ed25519 key"
        raise ValueError(message)
    return Ed25519PublicKey.from_public_bytes(data.removeprefix(_ED25519))


def _raw(material: Ed25519PublicKey) -> bytes:
    return material.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _number(number: int) -> str:
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8))


def _coordinate(number: int) -> str:
    return base64url.encode(number.to_bytes(32))
