"""Keys, proofs and tokens against what others have published, and against a library that knows nothing of ours."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from deltacrown_certs.credentials.jwt import to_jwt
from deltacrown_certs.credentials.proof import prove, proves
from deltacrown_certs.credentials.status_list import status_list
from deltacrown_certs.keys import base58
from deltacrown_certs.keys.public_key import PublicKey, from_jwk, from_multikey, thumbprint
from deltacrown_certs.keys.publishing import KeySet, did_document, did_web, document_address, key_of, key_set, read_keys
from deltacrown_certs.keys.signing_key import SigningKey, from_pem, new_key, to_pem
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.baking import extract_png
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from tests.certs.checked import examples

# W3C, "Data Integrity EdDSA Cryptosuites v1.0", B.2 "Representation: eddsa-jcs-2022": keys, credential and proof.
_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"  # noqa: S105 - published
_CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
_VALUE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
_ALUMNA: dict[str, Any] = {
    "@context": _CONTEXTS,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
_MULTICODEC_LENGTH = 2


def test_a_proof_is_that_of_the_standard() -> None:
    """The published key makes the published proof of the published credential, and checks it."""
    secret = Ed25519PrivateKey.from_private_bytes(base58.decode(_SECRET)[_MULTICODEC_LENGTH:])
    key = SigningKey(f"did:key:{_PUBLIC}", secret)
    signed = prove(_ALUMNA, key, datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC))
    assert signed["proof"]["proofValue"] == _VALUE
    assert signed["proof"]["verificationMethod"] == f"did:key:{_PUBLIC}#{_PUBLIC}"
    assert proves(signed, key.public)
    assert proves(signed, key_of(f"did:key:{_PUBLIC}").keys[0])


@given(st.sampled_from(sorted({*_ALUMNA, "proof"})), st.text(min_size=1))
def test_a_proof_is_of_every_word(name: str, word: str) -> None:
    """Whatever is changed in the credential or in its proof, the proof is none of it."""
    key = PublicKey("x#y", from_multikey(_PUBLIC))
    signed = prove(_ALUMNA, new_key("x"), datetime(2023, 2, 24, tzinfo=UTC))
    assert not proves(signed, key)
    good = {**_ALUMNA, "proof": {**signed["proof"], "verificationMethod": f"did:key:{_PUBLIC}#{_PUBLIC}"}}
    good["proof"] |= {"created": "2023-02-24T23:36:38Z", "proofValue": _VALUE}
    assert proves(good, key)
    if name == "proof":
        assert not proves({**good, "proof": {**good["proof"], "created": word}}, key)
    else:
        assert not proves({**good, name: word}, key)


def test_a_key_is_named_by_its_thumbprint() -> None:
    """RFC 8037, A.3: the thumbprint of the Ed25519 key of A.2."""
    known = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert thumbprint(from_jwk(known)) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@given(st.binary(max_size=40))
def test_bytes_come_back_from_base_58(data: bytes) -> None:
    """What is written is read again, zeros in front included."""
    assert base58.decode(base58.encode(data)) == data


def test_published_keys_are_read_again() -> None:
    """Of every kind, with when they expired and since when they are in other hands, from either document."""
    later = examples.NOW + timedelta(days=1)
    rsa, curve = generate_rsa(65537, 2048).public_key(), generate_private_key(SECP256R1()).public_key()
    keys = KeySet(
        (
            examples.KEY.public,
            evolve(new_key(examples.ISSUER).public, expires=later),
            evolve(new_key(examples.ISSUER).public, expires=later, revoked=later),
            PublicKey(f"{examples.ISSUER}#rsa", rsa),
            PublicKey(f"{examples.ISSUER}#pdf", curve),
        )
    )
    for document in (did_document(examples.ISSUER, keys.keys), key_set(keys.keys)):
        assert read_keys(json.loads(json.dumps(document))) == keys
    for other in ({}, [], None, {"keys": [{"kty": "oct"}]}, {"keys": 7}):
        with pytest.raises(ValueError, match=r"neither|keys are"):
            read_keys(other)


def test_a_key_is_kept_as_pem() -> None:
    """It signs as before; its words hold nothing of its secret."""
    kept = from_pem(to_pem(examples.KEY), examples.ISSUER)
    assert kept.public.id == examples.KEY.public.id
    assert kept.sign(b"x") == examples.KEY.sign(b"x")
    assert "secret" not in repr(kept)


def test_an_issuer_on_the_web_has_its_document_there() -> None:
    """W3C, "did:web Method Specification", 2.5.2: with a port, and with a path."""
    assert did_web("https://example.com") == "did:web:example.com"
    assert did_web("https://example.com:3000") == "did:web:example.com%3A3000"
    assert document_address("did:web:w3c-ccg.github.io") == "https://w3c-ccg.github.io/.well-known/did.json"
    assert document_address("did:web:example.com%3A3000:user:alice") == "https://example.com:3000/user/alice/did.json"


@pytest.mark.parametrize("kind", ["EdDSA", "RS256"])
def test_others_read_our_tokens(kind: str) -> None:
    """A library of somebody else's finds the token in the picture, signed and not revoked; and sees that one is."""
    secret = generate_rsa(65537, 2048) if kind == "RS256" else examples.KEY.secret
    key = SigningKey(examples.ISSUER, secret)
    token = extract_png(examples.as_png(key), keyword=b"openbadgecredential")
    assert token == examples.as_token(key, examples.picture()).decode()
    theirs = OB3Verifier(secret.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    def published(*revoked: int) -> Callable[[str], bytes]:
        listed = status_list(key.issuer, examples.LIST.address, revoked, examples.NOW - timedelta(days=1000))
        return {examples.LIST.address: to_jwt(listed, key).encode()}.__getitem__

    read = theirs.verify(token, check_status=True, download=published(1))
    assert (read.issuer.id, read.achievement.name) == (examples.ISSUER, "Winner of the Cup")
    with pytest.raises(OB3VerificationError, match="is set at index 70001"):
        theirs.verify(token, check_status=True, download=published(examples.LIST.index))
    head, body, signature = token.split(".")
    with pytest.raises(OB3VerificationError):
        theirs.verify(f"{head}.{body[:-8]}AAAAAAAA.{signature}")
