"""A certificate as an Open Badge 3.0: a W3C Verifiable Credential 2.0 in plain JSON, not yet signed.

The claims lie in it as canonical JSON, as evidence whose id is their digest. Of a person it holds the display name and
nothing else; whose it is, is an id that means nothing outside.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from attrs import frozen

from deltacrown_certs.credentials.claims import Claims, read_claims
from deltacrown_certs.keys import base64url

Credential: TypeAlias = dict[str, Any]
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_CLAIMS = "urn:deltacrown:claims:sha-256:"
_FILE = "urn:deltacrown:file"
_RANK = "ext:Place"


@frozen
class Award:
    """What a certificate says to people, in the words of its page.

    name    of whoever it is for, as they show themselves
    title   what it is for: "Winner of the Dhaka Cup"
    reason  what somebody has to do to get it
    by      the issuer's name
    at      the issuer's address on the web; empty where there is none
    """

    name: str
    title: str
    reason: str
    by: str
    at: str = ""


@frozen
class StatusPlace:
    """Where a status list says whether a credential still holds."""

    address: str
    index: int


def badge(  # noqa: PLR0913 - what a credential is made of
    issuer: str, claims: Claims, award: Award, *, issued: datetime, status: StatusPlace | None = None, file: bytes = b""
) -> Credential:
    """The credential. `file` is what it is to be put into, before it is: not one bit of that may change."""
    known = _issuer(issuer, award)
    credential: Credential = {
        "@context": [*CONTEXTS],
        "id": f"urn:uuid:{_uuid('credential', claims.tournament, claims.code)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.title,
        "issuer": known,
        "validFrom": time_text(issued),
        "credentialSubject": _subject(known, claims, award),
        "evidence": [_evidence(claims)],
    }
    if status:
        credential["credentialStatus"] = _status(status)
    if file:
        credential["relatedResource"] = [{"id": f"{_FILE}:{len(file)}", "digestSRI": _integrity(file)}]
    return credential


def claims_in(credential: Mapping[str, Any]) -> Claims:
    """What it claims. Raises ValueError where it claims nothing, or what it claims has another digest."""
    for evidence in _listed(credential.get("evidence")):
        if isinstance(evidence, Mapping) and str(evidence.get("id", "")).startswith(_CLAIMS):
            text = evidence.get("narrative")
            claims = read_claims(json.loads(text if isinstance(text, str) else "null"))
            if claims.text != text or evidence["id"] != _CLAIMS + claims.digest:
                message = "the claims have another digest than the one beside them"
                raise ValueError(message)
            return claims
    message = "the credential holds no claims of a DeltaCrown certificate"
    raise ValueError(message)


def file_length(credential: Mapping[str, Any]) -> int | None:
    """How long the file is that the credential was put into; None where it was put into none."""
    for resource in _listed(credential.get("relatedResource")):
        name, _, length = str(resource.get("id", "") if isinstance(resource, Mapping) else "").rpartition(":")
        if name == _FILE and length.isdecimal():
            return int(length)
    return None


def is_file(credential: Mapping[str, Any], file: bytes) -> bool:
    """Whether the credential was put into this file."""
    wanted = {"id": f"{_FILE}:{len(file)}", "digestSRI": _integrity(file)}
    return wanted in _listed(credential.get("relatedResource"))


def status_place(credential: Mapping[str, Any]) -> StatusPlace | None:
    """Where it is said whether it still holds; None where that is said nowhere."""
    status = credential.get("credentialStatus")
    if not isinstance(status, Mapping):
        return None
    return StatusPlace(str(status["statusListCredential"]), int(status["statusListIndex"]))


def issuer_of(credential: Mapping[str, Any]) -> str:
    """The id of whoever issued it."""
    issuer = credential.get("issuer")
    return str(issuer.get("id", "") if isinstance(issuer, Mapping) else issuer)


def time_text(at: datetime) -> str:
    """A time as credentials write it, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _issuer(issuer: str, award: Award) -> dict[str, Any]:
    return {"id": issuer, "type": ["Profile"], "name": award.by} | ({"url": award.at} if award.at else {})


def _subject(issuer: Mapping[str, Any], claims: Claims, award: Award) -> dict[str, Any]:
    result = f"urn:uuid:{_uuid('place', claims.tournament)}"
    achievement = {
        "id": f"urn:uuid:{_uuid('achievement', claims.tournament, claims.kind)}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": award.title,
        "description": award.title,
        "criteria": {"narrative": award.reason},
        "creator": dict(issuer),
        "resultDescription": [{"id": result, "type": ["ResultDescription"], "name": "Place", "resultType": _RANK}],
    }
    subject: dict[str, Any] = {
        "id": f"urn:uuid:{_uuid('subject', claims.tournament, claims.registration)}",
        "type": ["AchievementSubject"],
        "identifier": [{"type": "IdentityObject", "hashed": False, "identityHash": award.name, "identityType": "name"}],
        "achievement": achievement,
    }
    if claims.place:
        subject["result"] = [{"type": ["Result"], "resultDescription": result, "value": str(claims.place)}]
    return subject


def _evidence(claims: Claims) -> dict[str, Any]:
    return {
        "id": _CLAIMS + claims.digest,
        "type": ["Evidence"],
        "name": "What is claimed",
        "description": "Claims as canonical JSON (RFC 8785); the id ends in their SHA-256",
        "narrative": claims.text,
    }


def _status(status: StatusPlace) -> dict[str, Any]:
    return {
        "id": f"{status.address}#{status.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(status.index),
        "statusListCredential": status.address,
    }


def _integrity(file: bytes) -> str:
    """The digest as Subresource Integrity writes it."""
    digest = base64url.encode(sha256(file).digest()).translate(str.maketrans("-_", "+/"))
    return f"sha256-{digest}="


def _uuid(*parts: str) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(("deltacrown", *parts)))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
