"""An examination: everything that can be found out about a file with what is at hand, without asking any server."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import rfc8785
from attrs import frozen

from deltacrown_certs.credentials.credential import Credential, claims_in, issuer_of, status_place
from deltacrown_certs.credentials.jwt import Token
from deltacrown_certs.credentials.proof import proves
from deltacrown_certs.credentials.status_list import is_revoked
from deltacrown_certs.keys.publishing import KeySet
from deltacrown_certs.signing.signature import can_look, signature_of
from deltacrown_certs.verification.checks import Answer, Check, Report
from deltacrown_certs.verification.following import follows
from deltacrown_certs.verification.presented import Presented, read_credential, take_apart

_WRONG = (ValueError, KeyError, TypeError, AttributeError, OverflowError, rfc8785.CanonicalizationError)
"""What reading something raises that a stranger wrote."""


@frozen
class AtHand:
    """What a file is examined with.

    keys     those whom the reader trusts; None where there are none
    status   a status list as it was published; None where it is not looked at
    journal  the lines of the tournament's journal; None where it is not looked at
    now      what time it is
    """

    now: datetime
    keys: KeySet | None = None
    status: str | None = None
    journal: Iterable[str] | None = None


def examine(data: bytes, at_hand: AtHand) -> Report:
    """What there is to say about the file."""
    try:
        shown = take_apart(data)
    except _WRONG as error:
        return Report((Check("kind", Answer.NO, str(error)),))
    return Report((Check("kind", Answer.YES, shown.kind), *_checks(shown, data, at_hand)))


def _checks(shown: Presented, data: bytes, at_hand: AtHand) -> Iterator[Check]:
    yield shown.file
    if shown.rest:
        yield _pdf_signature(data, at_hand.keys)
    yield signed(shown.credential, shown.token, at_hand.keys)
    yield _begun(shown.credential, at_hand.now)
    yield _claims(shown.credential)
    yield _status(shown.credential, at_hand)
    yield _journal(shown.credential, at_hand.journal)


def signed(credential: Credential, token: Token | None, keys: KeySet | None) -> Check:
    """Whether the credential is signed by its issuer."""
    try:
        return _signed(credential, token, keys)
    except _WRONG as error:
        return Check("signature", Answer.NO, f"it is none that can be checked ({error})")


def _signed(credential: Credential, token: Token | None, keys: KeySet | None) -> Check:
    issuer = issuer_of(credential)
    if keys is None:
        return Check("signature", Answer.OPEN, f"the keys of {issuer} are needed: --keys or --issuer")
    for objection in _objections(credential, token, keys):
        return Check("signature", Answer.NO, objection)
    return Check("signature", Answer.YES, f"by {issuer}")


def _objections(credential: Credential, token: Token | None, keys: KeySet) -> Iterator[str]:
    """Why it is not signed by its issuer."""
    id_, at = _said(credential, token)
    if id_.partition("#")[0] != issuer_of(credential):
        yield f"it says {id_}, which is no key of the issuer {issuer_of(credential)}"
    key = keys.find(id_)
    if key is None:
        yield f"{id_} is not among the keys that were given"
        return
    if key.revoked:
        yield f"{id_} has been in other hands: nothing it signed is valid"
    if key.expires and at > key.expires:
        yield f"{id_} signed nothing any more after {key.expires.isoformat()}"
    if not (token.signed_with(key) if token else proves(credential, key)):
        yield "the credential is not what was signed"


def _said(credential: Credential, token: Token | None) -> tuple[str, datetime]:
    """Which key signed it, and when, as it says itself."""
    if token:
        return token.kid, datetime.fromisoformat(credential["validFrom"])
    proof: Mapping[str, Any] = credential["proof"]
    return str(proof["verificationMethod"]), datetime.fromisoformat(proof["created"])


def _begun(credential: Credential, now: datetime) -> Check:
    try:
        begins = datetime.fromisoformat(credential["validFrom"])
        begun = begins <= now
    except _WRONG as error:
        return Check("date", Answer.NO, f"there is none ({error})")
    return Check("date", Answer.YES if begun else Answer.NO, f"valid from {begins.isoformat()}")


def _claims(credential: Credential) -> Check:
    try:
        claims = claims_in(credential)
        name = str(credential["credentialSubject"]["identifier"][0]["identityHash"])
    except (*_WRONG, IndexError) as error:
        return Check("claims", Answer.NO, str(error))
    place = f", place {claims.place}" if claims.place else ""
    return Check("claims", Answer.YES, f"{name}: {claims.kind}{place} of {claims.tournament}, code {claims.code}")


def _status(credential: Credential, at_hand: AtHand) -> Check:
    if at_hand.status is None:
        return Check("revocation", Answer.NOT_ASKED, "no status list was given")
    try:
        place = status_place(credential)
        listed, token = read_credential(at_hand.status)
        if place is None or listed.get("id") != place.address or issuer_of(listed) != issuer_of(credential):
            return Check("revocation", Answer.OPEN, f"the list that was given is not that of {issuer_of(credential)}")
        authentic = signed(listed, token, at_hand.keys)
        if authentic.answer is not Answer.YES:
            return Check("revocation", authentic.answer, f"the list: {authentic.text}")
        revoked = is_revoked(listed, place.index)
    except _WRONG as error:
        return Check("revocation", Answer.NO, str(error))
    since = listed.get("validFrom")
    if revoked:
        return Check("revocation", Answer.NO, f"it was revoked, says the list of {since}")
    return Check("revocation", Answer.YES, f"it was not revoked, says the list of {since}")


def _journal(credential: Credential, journal: Iterable[str] | None) -> Check:
    if journal is None:
        return Check("journal", Answer.NOT_ASKED, "no journal was given")
    try:
        claims = claims_in(credential)
    except _WRONG as error:
        return Check("journal", Answer.NO, str(error))
    return follows(claims, journal)


def _pdf_signature(pdf: bytes, keys: KeySet | None) -> Check:
    if not can_look():
        return Check("PDF", Answer.OPEN, "its signature needs the extra `sign`")
    try:
        signature = signature_of(pdf)
    except ValueError as error:
        return Check("PDF", Answer.NO, str(error))
    if signature is None or not signature.whole:
        return Check("PDF", Answer.NO, "something stands behind the end that no signature covers")
    if keys is None:
        return Check("PDF", Answer.OPEN, f"signed by {signature.signer}: whether that is the issuer, its keys say")
    if not keys.holds(signature.jwk):
        return Check("PDF", Answer.NO, f"signed by {signature.signer}, with none of the keys that were given")
    return Check("PDF", Answer.YES, f"signed by {signature.signer}, from its first byte to its last")
