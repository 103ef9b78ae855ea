"""An issuer's keys as they are published: a did:web document and a JSON Web Key Set, or a did:key, which is the key.

Old keys stay: what they signed before they expired is valid for ever. `expires` and `revoked` are those of W3C's
Controlled Identifiers; a key set says the same with `exp` and `revoked` of OpenID Federation's historical keys.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from attrs import frozen
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from deltacrown_certs.keys.public_key import PublicKey, from_jwk, from_multikey, to_jwk, to_multikey
from deltacrown_certs.keys.signing_key import DID_KEY

DID_WEB = "did:web:"
_CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


@frozen
class KeySet:
    """Keys that somebody trusts."""

    keys: tuple[PublicKey, ...] = ()

    def find(self, id_: str) -> PublicKey | None:
        """The key at this address."""
        return next((key for key in self.keys if key.id == id_), None)

    def holds(self, jwk: Mapping[str, str]) -> bool:
        """Whether it is one of these, and in no other hands."""
        return any(to_jwk(key.material) == jwk and not key.revoked for key in self.keys)


def did_web(address: str) -> str:
    """The issuer at an address of the web: `https://host:8000/certs` is `did:web:host%3A8000:certs`."""
    parts = urlsplit(address)
    return DID_WEB + ":".join([quote(parts.netloc, safe=""), *(quote(part) for part in parts.path.split("/") if part)])


def document_address(did: str) -> str:
    """Where the document of a did:web is."""
    host, *path = did.removeprefix(DID_WEB).split(":")
    return f"https://{unquote(host)}/{'/'.join(path) or '.well-known'}/did.json"


def did_document(issuer: str, keys: Iterable[PublicKey]) -> dict[str, Any]:
    """The document of a did:web: every key that ever signed."""
    methods = [_method(key) for key in keys]
    return {
        "@context": _CONTEXTS,
        "id": issuer,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_set(keys: Iterable[PublicKey]) -> dict[str, Any]:
    """The same keys as a JSON Web Key Set."""
    return {"keys": [_jwk(key) for key in keys]}


def read_keys(data: Any) -> KeySet:
    """The keys of a DID document or a key set. Raises ValueError where it is neither."""
    try:
        if "keys" in data:
            return KeySet(tuple(_from_jwk(jwk) for jwk in data["keys"]))
        named: Sequence[Any] = data["assertionMethod"]
        return KeySet(tuple(_from_method(one) for one in data["verificationMethod"] if one["id"] in named))
    except (KeyError, TypeError, AttributeError) as error:
        message = f"this is neither a DID document nor a set of keys ({type(error).__name__}: {error})"
        raise ValueError(message) from error


def key_of(did: str) -> KeySet:
    """The key that a did:key is. Raises ValueError where it is none."""
    name = did.removeprefix(DID_KEY)
    return KeySet((PublicKey(f"{did}#{name}", from_multikey(name)),))


def _method(key: PublicKey) -> dict[str, Any]:
    method: dict[str, Any] = {"id": key.id, "controller": key.issuer}
    if isinstance(key.material, Ed25519PublicKey):
        method |= {"type": "Multikey", "publicKeyMultibase": to_multikey(key.material)}
    else:
        method |= {"type": "JsonWebKey", "publicKeyJwk": to_jwk(key.material)}
    until = {"expires": key.expires, "revoked": key.revoked}
    return method | {name: _time(at) for name, at in until.items() if at}


def _from_method(method: Mapping[str, Any]) -> PublicKey:
    multikey = method.get("publicKeyMultibase")
    material = from_multikey(multikey) if multikey else from_jwk(method["publicKeyJwk"])
    expires, revoked = (datetime.fromisoformat(method[name]) if name in method else None for name in _ENDS)
    return PublicKey(method["id"], material, expires, revoked)


_ENDS = ("expires", "revoked")


def _jwk(key: PublicKey) -> dict[str, Any]:
    jwk: dict[str, Any] = {**to_jwk(key.material), "kid": key.id, "use": "sig", "alg": key.algorithm}
    if key.expires:
        jwk["exp"] = int(key.expires.timestamp())
    if key.revoked:
        jwk["revoked"] = {"revoked_at": int(key.revoked.timestamp())}
    return jwk


def _from_jwk(jwk: Mapping[str, Any]) -> PublicKey:
    expires = datetime.fromtimestamp(jwk["exp"], UTC) if "exp" in jwk else None
    revoked = datetime.fromtimestamp(jwk["revoked"]["revoked_at"], UTC) if "revoked" in jwk else None
    return PublicKey(jwk["kid"], from_jwk(dict(jwk)), expires, revoked)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
