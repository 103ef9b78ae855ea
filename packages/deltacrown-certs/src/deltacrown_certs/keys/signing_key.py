"""The private half of a key, and how it is kept: PKCS#8 in PEM."""

from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from deltacrown_certs.keys.public_key import PublicKey, thumbprint, to_multikey

Secret: TypeAlias = Ed25519PrivateKey | RSAPrivateKey
DID_KEY = "did:key:"


@frozen
class SigningKey:
    """A key that signs for an issuer. Ed25519 signs everything; RSA tokens only, for readers of nothing newer."""

    issuer: str
    secret: Secret = field(repr=False)
    expires: datetime | None = None

    @property
    def public(self) -> PublicKey:
        """Its other half, to be published."""
        material = self.secret.public_key()
        name = self.issuer.removeprefix(DID_KEY) if self.issuer.startswith(DID_KEY) else thumbprint(material)
        return PublicKey(f"{self.issuer}#{name}", material, self.expires)

    def sign(self, data: bytes) -> bytes:
        """The signature of the data: the same each time."""
        if isinstance(self.secret, RSAPrivateKey):
            return self.secret.sign(data, PKCS1v15(), SHA256())
        return self.secret.sign(data)


def new_key(issuer: str = "") -> SigningKey:
    """A new Ed25519 key. With no issuer it is its own: a did:key, which needs nothing published."""
    secret = Ed25519PrivateKey.generate()
    return SigningKey(issuer or DID_KEY + to_multikey(secret.public_key()), secret)


def to_pem(key: SigningKey) -> bytes:
    """The private key, to be kept where nobody else reads."""
    return key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def from_pem(pem: bytes, issuer: str = "", password: bytes | None = None) -> SigningKey:
    """A key as it was kept. Raises ValueError where it is neither Ed25519 nor RSA."""
    secret = load_pem_private_key(pem, password)
    if isinstance(secret, Ed25519PrivateKey):
        return SigningKey(issuer or DID_KEY + to_multikey(secret.public_key()), secret)
    if not isinstance(secret, RSAPrivateKey) or not issuer:
        message = "credentials are signed with Ed25519 or, for a named issuer, RSA"
        raise ValueError(message)
    return SigningKey(issuer, secret)
