"""A signature inside a credential: Data Integrity with the cryptosuite eddsa-jcs-2022 (W3C, 2025).

What is signed is the SHA-256 of the proof without its value, then that of the credential without the proof, each as
canonical JSON.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785

from deltacrown_certs.credentials.credential import Credential, time_text
from deltacrown_certs.keys import base58
from deltacrown_certs.keys.public_key import PublicKey
from deltacrown_certs.keys.signing_key import SigningKey

SUITE = "eddsa-jcs-2022"


def prove(credential: Credential, key: SigningKey, at: datetime) -> Credential:
    """The credential with its proof. The key is Ed25519."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": time_text(at),
        "verificationMethod": key.public.id,
        "proofPurpose": "assertionMethod",
    }
    if "@context" in credential:
        proof["@context"] = credential["@context"]
    value = base58.encode(key.sign(_hashed(credential, proof)))
    return {**credential, "proof": {**proof, "proofValue": value}}


def proves(credential: Mapping[str, Any], key: PublicKey) -> bool:
    """Whether the proof is what the key made of this credential. Raises ValueError where it is no such proof."""
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    proof = dict(credential["proof"])
    value = proof.pop("proofValue", None)
    known = (proof.get("type"), proof.get("cryptosuite"), proof.get("proofPurpose"))
    if known != ("DataIntegrityProof", SUITE, "assertionMethod") or not isinstance(value, str):
        message = f"the proof is not one of {SUITE} for an assertion"
        raise ValueError(message)
    if key.algorithm != "EdDSA" or proof.get("@context", unsigned.get("@context")) != unsigned.get("@context"):
        return False
    return key.checks(base58.decode(value), _hashed(unsigned, proof))


def _hashed(credential: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    return b"".join(sha256(rfc8785.dumps(dict(part))).digest() for part in (proof, credential))
