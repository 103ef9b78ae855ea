"""`deltacrown certificate verify`, and what it is made of: every way to be valid, and many ways not to be."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from deltacrown.journal import read_lines
from deltacrown_certs.cli.verifying import verify
from deltacrown_certs.credentials.credential import badge
from deltacrown_certs.credentials.proof import prove
from deltacrown_certs.keys.publishing import KeySet, did_document, key_set
from deltacrown_certs.keys.signing_key import SigningKey, new_key
from deltacrown_certs.verification.checks import Answer
from deltacrown_certs.verification.examining import AtHand, Report, examine
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.certs.checked import examples
from tests.certs.checked.examples import ISSUER, KEY, NOW

LATER = NOW + timedelta(days=1)
SIGNED = examples.self_signed()
FILES = {
    "pdf": examples.as_pdf(),
    "signed pdf": SIGNED.sign(examples.as_pdf()),
    "png": examples.as_png(),
    "json": examples.as_json(),
    "token": examples.as_token(),
}


def looked_at(data: bytes, *, keys: KeySet | None = SIGNED.keys, **others: Any) -> Report:
    return examine(data, AtHand(**{"now": LATER, "keys": keys, **others}))


def wrong(report: Report) -> set[str]:
    return {check.about for check in report.checks if check.answer is Answer.NO}


@pytest.mark.parametrize("kind", FILES)
def test_what_was_issued_is_valid(kind: str) -> None:
    """As a document, signed or not, a picture, JSON and a token; with the list and the journal too."""
    report = looked_at(FILES[kind], status=examples.list_of(1, 2), journal=examples.JOURNAL)
    assert report.answer is Answer.YES, report
    assert looked_at(FILES[kind], keys=None).answer is Answer.OPEN


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_one_bit_is_found(kind: str, where: float, bit: int) -> None:
    """Whichever bit of a file is another, it is not what was issued."""
    data = bytearray(FILES[kind])
    data[int(where * len(data))] ^= 1 << bit
    assert looked_at(bytes(data)).answer is Answer.NO


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=20, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.binary(min_size=2, max_size=9))
def test_nothing_is_taken_away_or_added(kind: str, where: float, added: bytes) -> None:
    """Whatever is cut off, or put in anywhere, it is not what was issued."""
    data = FILES[kind]
    at = int(where * len(data))
    assert looked_at(data[:at]).answer is Answer.NO
    assert looked_at(data[:at] + added + data[at:]).answer is Answer.NO
    assert looked_at(data + added).answer is Answer.NO


@given(st.binary(max_size=200))
def test_anything_can_be_shown(data: bytes) -> None:
    """What is nothing of ours is answered, whatever it begins as."""
    for beginning in (b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"{", b"a.b.c"):
        assert looked_at(beginning + data).answer is Answer.NO


@pytest.mark.parametrize(
    "change",
    [
        {"code": "ZZZZZZZZZZZZ0"},
        {"registration": "bob"},
        {"kind": "third"},
        {"place": 2},
        {"tournament": "other"},
        {"journal": "0" * 64},
        {"length": 1},
        {"issued": "2025-01-01"},
        {"replaces": "x"},
    ],
    ids=str,
)
def test_no_claim_can_be_changed(change: dict[str, Any]) -> None:
    """Claims of another certificate are not signed here; nor are they the ones whose digest stands beside them."""
    stolen = examples.credential()
    stolen["evidence"] = examples.credential(claims=evolve(examples.CLAIMS, **change))["evidence"]
    assert wrong(looked_at(json.dumps(stolen).encode())) == {"signature"}
    unlike = examples.credential()
    unlike["evidence"][0]["narrative"] = evolve(examples.CLAIMS, **change).text
    signed_again = prove({name: value for name, value in unlike.items() if name != "proof"}, KEY, NOW)
    assert wrong(looked_at(json.dumps(signed_again).encode())) == {"claims"}


def test_a_credential_is_of_one_picture() -> None:
    """A genuine credential in another document is not what was issued."""
    from deltacrown_certs.credentials import pdf  # noqa: PLC0415 - a name that only this needs

    other = examples.DOCUMENT.replace(b"99 99", b"98 98")
    assert wrong(looked_at(pdf.attach(other, examples.text_of(examples.credential(examples.DOCUMENT))))) == {"file"}


def test_a_revoked_one_is_not_valid() -> None:
    """Says the list, which must be the issuer's own: signed, and the one that the credential names."""
    mine = examples.LIST.index
    assert looked_at(FILES["pdf"], status=examples.list_of(mine - 1, mine + 1)).answer is Answer.YES
    assert wrong(looked_at(FILES["pdf"], status=examples.list_of(mine))) == {"revocation"}
    forged = examples.list_of(key=new_key(ISSUER))
    assert wrong(looked_at(FILES["pdf"], status=forged)) == {"revocation"}
    elsewhere = examples.list_of().replace("status/1", "status/2")
    assert looked_at(FILES["pdf"], status=elsewhere).answer is Answer.OPEN
    for nonsense in ("", "{}", "[1]", "x.y.z"):
        assert looked_at(FILES["pdf"], status=nonsense).answer is not Answer.YES


@pytest.mark.parametrize("kind", ["json", "token"])
def test_keys_are_rotated(kind: str) -> None:
    """What an old key signed in its time stays valid; what it signs later is not; and nothing of one that was stolen."""
    data, new = FILES[kind], new_key(ISSUER).public
    for old, valid in (
        (evolve(KEY.public, expires=NOW + timedelta(seconds=1)), True),
        (evolve(KEY.public, expires=NOW - timedelta(seconds=1)), False),
        (evolve(KEY.public, revoked=LATER), False),
    ):
        assert (looked_at(data, keys=KeySet((new, old))).answer is Answer.YES) == valid
    assert wrong(looked_at(data, keys=KeySet((new,)))) == {"signature"}


def test_only_the_issuer_signs() -> None:
    """A key of somebody else's does not sign for the issuer, though the reader trusts it; nor by another algorithm."""
    theirs = new_key("did:web:other.example")
    both = KeySet((KEY.public, theirs.public))
    named = badge(ISSUER, examples.CLAIMS, examples.WORDS, issued=NOW)
    assert wrong(looked_at(json.dumps(prove(named, theirs, NOW)).encode(), keys=both)) == {"signature"}
    rsa = SigningKey(ISSUER, generate_rsa(65537, 2048))
    token = examples.as_token(rsa)
    assert looked_at(token, keys=KeySet((rsa.public,))).answer is Answer.YES
    assert wrong(looked_at(token, keys=KeySet((evolve(rsa.public, material=KEY.public.material),)))) == {"signature"}


def test_a_pdf_is_signed_by_the_issuer_too() -> None:
    """Another's signature, however good, is not the issuer's; something behind the end is no signature."""
    stranger = examples.self_signed()
    assert wrong(looked_at(stranger.sign(FILES["pdf"]))) == {"PDF"}
    assert "PDF" in wrong(looked_at(FILES["signed pdf"] + b"\n% more\n"))


def test_it_is_valid_from_its_day() -> None:
    """Not before."""
    assert wrong(looked_at(FILES["json"], now=NOW - timedelta(seconds=1))) == {"date"}


def _changed(lines: Iterable[str]) -> list[str]:
    return [line.replace('"shootout"', '"shutout"').replace("[3,1]", "[1,3]") for line in lines]


def test_the_place_follows_from_the_journal() -> None:
    """The tournament is played again: the journal must be whole, the one that is named, and lead to this place."""
    journal = examples.JOURNAL
    longer = [*journal]
    assert looked_at(FILES["json"], journal=longer).answer is Answer.YES
    for other in (_changed(journal), journal[:-1], examples.played(), examples.played((1, 3)), []):
        assert wrong(looked_at(FILES["json"], journal=other)) == {"journal"}
    lost = examples.claims_of(examples.played((1, 3)))
    assert wrong(looked_at(examples.as_json(lost), journal=journal)) == {"journal"}
    for claims in (
        examples.claims_of(journal, place=2),
        examples.claims_of(journal, registration="nobody"),
        examples.claims_of(journal, registration="bob"),
        examples.claims_of(journal, tournament="other"),
        examples.claims_of(journal, length=1),
    ):
        assert wrong(looked_at(examples.as_json(claims), journal=journal)) == {"journal"}
    assert len(list(read_lines(journal))) == len(journal)


def test_it_is_asked_on_the_command_line(tmp_path: Path) -> None:
    """Exit code 0 where it is valid, 1 where it is not, 2 where that cannot be told; a line for each check."""

    def file(name: str, data: bytes) -> str:
        (tmp_path / name).write_bytes(data)
        return str(tmp_path / name)

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(verify, arguments)
        return result.exit_code, result.output

    signed = file("ann.pdf", FILES["signed pdf"])
    document = file("did.json", json.dumps(did_document(ISSUER, SIGNED.keys.keys)).encode())
    keys = file("keys.json", json.dumps(key_set(SIGNED.keys.keys)).encode())
    journal = file("cup.jsonl", "".join(f"{line}\n" for line in examples.JOURNAL).encode())
    fine = file("fine.json", examples.list_of().encode())
    revoked = file("revoked.json", examples.list_of(examples.LIST.index).encode())
    code, said = run(signed, "--keys", document, "--journal", journal, "--status", fine)
    assert (code, said.splitlines()[-1]) == (0, "valid")
    assert [line.split(":")[0] for line in said.splitlines()[:-1]] == [
        *("kind", "file", "PDF", "signature", "date", "claims", "revocation", "journal")
    ]
    assert run(signed, "--keys", keys)[0] == 0
    assert run(signed, "--keys", keys, "--status", revoked)[0] == 1
    assert run(signed)[0] == 2
    own = new_key()
    embedded = file("own.json", examples.as_json(key=own))
    assert run(embedded, "--issuer", own.issuer)[0] == 0
    assert run(embedded, "--issuer", new_key().issuer)[0] == 1
    assert "cannot be read" in run(signed, "--keys", signed)[1]
