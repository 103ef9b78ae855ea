"""The life of certificates in a host: issued, downloaded, looked up, corrected, revoked, with real files and keys."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

from deltacrown_certs.keys.publishing import read_keys
from deltacrown_certs.verification.checks import Answer
from deltacrown_certs.verification.examining import AtHand, examine
from deltacrown_host.access.roles import Role
from pypdfium2 import PdfDocument

from tests.certs.hosting.conftest import Person, issue, played, until
from tests.host.conftest import Running


def test_from_issue_to_revocation(house: Running, person: Person) -> None:  # noqa: PLR0915 - a whole life
    """One of each kind; its owner downloads it; anybody checks it, alone or here; once revoked it is gone."""
    ann, stranger, nobody = person("ann"), person("eve"), person()
    cup = played(house, ann)
    assert cup.post("certificates", {"entrant": "zoe"}).status_code == 404
    assert cup.post("certificates", {"entrant": "bob", "kind": "winner"}).json()["code"] == "certificate.place"
    assert cup.post("certificates", {"entrant": "ann", "look": {"template": "none"}}).status_code == 400
    first = issue(cup)
    assert (first["kind"], first["place"], first["state"]) == ("winner", 1, "valid")
    assert issue(cup) == first
    code = first["code"]
    path = f"{cup.path}/certificates/{code}"

    assert [one.get(path).status_code for one in (nobody, stranger, ann, house.http)] == [401, 403, 200, 200]
    pdf = ann.get(path)
    assert pdf.headers["etag"] == f'"{first["sha256"]}"'
    assert pdf.headers["cache-control"] == "private, max-age=300"
    assert pdf.headers["content-disposition"] == f'attachment; filename="{code}.pdf"'
    assert ann.get(path, headers={"if-none-match": pdf.headers["etag"]}).status_code == 304
    assert "Ann অ" in PdfDocument(pdf.content)[0].get_textpage().get_text_bounded()
    files = {kind: ann.get(path, params={"format": kind}).content for kind in ("pdf", "png", "credential")}
    assert ann.get(path, params={"format": "png"}).content == files["png"]
    listed = cup.get("certificates").json()["certificates"][0]
    assert listed["downloads"] == 7
    assert listed["downloaded_at"]

    keys = read_keys(nobody.get("/.well-known/did.json").json())
    assert read_keys(nobody.get("/.well-known/jwks.json").json()) == keys
    status = nobody.get("/api/certificates/status/1").text
    later = datetime.now(UTC) + timedelta(seconds=1)
    for data in files.values():
        report = examine(data, AtHand(later, keys, status, cup.journal.splitlines()))
        assert report.answer is Answer.YES, report
        answer = nobody.post(f"/api/certificates/{code}/check", files={"file": ("x", data)}).json()
        assert answer["answer"] == "valid", answer
    changed = files["pdf"].replace(b"Page", b"Pige", 1)
    assert nobody.post(f"/api/certificates/{code}/check", files={"file": ("x", changed)}).json()["answer"] == "tampered"
    assert "is not the certificate" in nobody.post(f"/v/{code}", files={"file": ("x", changed)}).text

    found = nobody.get(f"/api/certificates/{code.lower()}")
    assert found.json()["state"] == "valid"
    assert "Ann" not in found.text
    assert ann.get("/api/me/analytics").json()["figures"]["certificates"] == 1
    assert f"certId={code}" in found.json()["linked_in"]
    for address in (f"/V/{code}", f"/v/{code}"):
        assert "This certificate is valid" in nobody.get(address).text
        assert "Ann" not in nobody.get(address).text
    for unknown in ("ZZZZZZZZZZZZ0", "nonsense"):
        assert nobody.get(f"/api/certificates/{unknown}").json()["code"] == "certificate.unknown"
        assert nobody.get(f"/v/{unknown}").status_code == 404

    assert stranger.post(f"{path}/revoke", json={"reason": "x"}).status_code == 403
    assert cup.post(f"certificates/{code}/revoke", {"reason": " "}).status_code == 400
    assert cup.post(f"certificates/{code}/revoke", {"reason": "a smurf"}).json()["state"] == "revoked"
    assert (ann.get(path).status_code, ann.get(path).json()["code"]) == (410, "certificate.revoked")
    assert nobody.get(f"/api/certificates/{code}").json()["reason"] == "a smurf"
    assert ann.get("/api/me/analytics").json()["figures"]["certificates"] == 0
    assert "was revoked" in nobody.get(f"/v/{code}").text
    now_listed = nobody.get("/api/certificates/status/1").text
    assert examine(files["pdf"], AtHand(later + timedelta(seconds=9), keys, now_listed)).answer is Answer.NO
    assert issue(cup)["code"] != code


def test_everyone_at_once_and_after_a_correction(house: Running) -> None:
    """A batch in the background; all as a ZIP or one PDF; corrected, the old ones say what replaced them."""
    cup = house.cup([f"e{number:02}" for number in range(12)])
    assert cup.post("certificates/batch", {}).json()["code"] == "certificate.too_early"
    cup.play()
    begun = cup.post("certificates/batch", {"look": {"theme": "dark", "template": "arena"}})
    assert (begun.status_code, begun.json()["total"]) == (202, 12)
    until(lambda: cup.get("certificates/batch").json()["finished_at"])
    issued = cup.get("certificates").json()["certificates"]
    assert [one["kind"] for one in issued[:3]] == ["winner", "runner_up", "third"]
    assert len({one["code"] for one in issued}) == 12
    assert cup.post("certificates/batch", {}).status_code == 202
    until(lambda: cup.get("certificates/batch").json()["finished_at"])
    assert cup.get("certificates").json()["certificates"] == issued

    with ZipFile(BytesIO(cup.get("certificates/all").content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert {one["sha256"] for one in manifest} == {one["sha256"] for one in issued}
        assert len(archive.namelist()) == 13
    assert len(PdfDocument(cup.get("certificates/all", params={"format": "pdf"}).content)) == 12

    winner, second = issued[:2]
    order = next(json.loads(line)["order"] for line in reversed(cup.journal.splitlines()) if '"ReportResult"' in line)
    swapped = {"type": "ReportResult", "stage": "ko", "match": "final", "score": {"points": [0, 1]}}
    body = {"type": "Amend", "order": order, "instead": swapped, "reason": "mixed up"}
    corrected = cup.post("commands", body)
    assert corrected.status_code == 200, corrected.text
    old = until(lambda: house.http.get(f"/api/certificates/{winner['code']}").json()["replaced_by"])
    until(lambda: house.http.get(f"/api/certificates/{second['code']}").json()["replaced_by"])
    new = house.http.get(f"/api/certificates/{old}").json()
    assert (new["state"], new["kind"], new["place"]) == ("valid", "runner_up", 2)
    assert house.http.get(f"{cup.path}/certificates/{winner['code']}").json()["code"] == "certificate.replaced"


def test_reissued_and_rotated(house: Running, person: Person) -> None:
    """Issued again, the old one says which; with a new key, what the old key signed is valid, until it is stolen."""
    cup, nobody = played(house), person()
    first = issue(cup)
    old = house.http.get(f"{cup.path}/certificates/{first['code']}").content
    second = cup.post(f"certificates/{first['code']}/reissue").json()
    assert nobody.get(f"/api/certificates/{first['code']}").json()["replaced_by"] == second["code"]
    assert f"/v/{second['code']}" in nobody.get(f"/v/{first['code']}").text
    assert cup.post(f"certificates/{first['code']}/reissue").json()["code"] == "certificate.ended"
    assert person("eve", Role.ORGANIZER).post("/api/certificates/keys", json={}).status_code == 403

    def valid(data: bytes) -> bool:
        keys = read_keys(nobody.get("/.well-known/did.json").json())
        return examine(data, AtHand(datetime.now(UTC) + timedelta(seconds=1), keys)).answer is Answer.YES

    assert valid(old)
    assert len(house.http.post("/api/certificates/keys", json={}).json()["keys"]) == 2
    new = house.http.get(f"{cup.path}/certificates/{issue(cup, 'bob')['code']}").content
    assert valid(old)
    assert valid(new)
    house.http.post("/api/certificates/keys", json={"stolen": True})
    assert valid(old)
    assert not valid(new)
