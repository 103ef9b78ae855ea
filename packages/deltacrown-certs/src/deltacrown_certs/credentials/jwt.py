"""A credential as a JSON Web Token, the form that every reader of Open Badges knows (OB 3.0, 8.2: VC-JWT)."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785
from attrs import frozen

from deltacrown_certs.credentials.credential import Credential, issuer_of
from deltacrown_certs.keys import base64url
from deltacrown_certs.keys.public_key import PublicKey
from deltacrown_certs.keys.signing_key import SigningKey

_PARTS = 3
_ADDED = frozenset({"iss", "jti", "sub", "nbf", "exp", "iat"})


def to_jwt(credential: Credential, key: SigningKey) -> str:
    """The credential, signed: EdDSA by an Ed25519 key, RS256 by an RSA key."""
    header = {"alg": key.public.algorithm, "kid": key.public.id, "typ": "JWT"}
    payload = {
        **credential,
        "iss": issuer_of(credential),
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": int(datetime.fromisoformat(credential["validFrom"]).timestamp()),
    }
    signed = ".".join(base64url.encode(rfc8785.dumps(part)) for part in (header, payload))
    return f"{signed}.{base64url.encode(key.sign(signed.encode()))}"


@frozen
class Token:
    """A token taken apart; nothing is known of its signature yet."""

    header: Mapping[str, Any]
    credential: Credential
    signed: bytes
    signature: bytes

    @property
    def kid(self) -> str:
        """The address of the key that it says it is signed with."""
        return str(self.header.get("kid", ""))

    def signed_with(self, key: PublicKey) -> bool:
        """Whether it was. The algorithm is the key's, whatever the token says."""
        return self.header.get("alg") == key.algorithm and key.checks(self.signature, self.signed)


def read_jwt(text: str) -> Token:
    """A token taken apart. Raises ValueError where it is none, or says of itself what its credential does not."""
    parts = text.split(".")
    if len(parts) != _PARTS:
        message = "a JSON Web Token has three parts"
        raise ValueError(message)
    header, payload = (json.loads(base64url.decode(part)) for part in parts[:2])
    if not isinstance(header, dict) or not isinstance(payload, dict):
        message = "the parts of a JSON Web Token are objects"
        raise ValueError(message)  # noqa: TRY004 - what is read is wrong, not what it is read with
    credential = {name: value for name, value in payload.items() if name not in _ADDED}
    if payload.get("iss") != issuer_of(credential) or payload.get("jti") != credential.get("id"):
        message = "the token names another issuer or another credential than the one in it"
        raise ValueError(message)
    return Token(header, credential, ".".join(parts[:2]).encode(), base64url.decode(parts[2]))
