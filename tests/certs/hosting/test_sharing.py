"""What whoever a certificate is for lets everyone see, and what nobody sees before."""

from io import BytesIO

from deltacrown_host.access.roles import Role
from PIL import Image

from tests.certs.hosting.conftest import Person, issue, played
from tests.host.conftest import Running


def test_a_certificate_is_shared_by_whoever_it_is_for_alone(house: Running, person: Person) -> None:
    """Its page then has the name and a picture for previews; taken back, or revoked, it has them no longer."""
    ann, eve, nobody = person("ann"), person("eve", Role.ORGANIZER), person()
    cup = played(house, ann)
    code = issue(cup)["code"]
    path = f"{cup.path}/certificates/{code}/share"
    before = nobody.get(f"/v/{code}").text
    assert "Ann" not in before
    assert "og:image" not in before
    assert 'og:description" content="This certificate is valid: Winner, place 1, Cup"' in before
    assert nobody.get(f"/v/{code}/picture.png").json()["code"] == "certificate.not_shared"
    assert [one.put(path).status_code for one in (nobody, eve, house.http, ann)] == [401, 403, 403, 200]
    shared = ann.put(path).json()
    assert shared["address"] == f"https://cups.example/v/{code}"

    page = nobody.get(f"/v/{code}").text
    assert 'og:title" content="Ann অ: Winner, place 1, Cup"' in page
    assert f'og:image" content="{shared["picture"]}"' in page
    assert "summary_large_image" in page
    picture = nobody.get(shared["picture"].removeprefix("https://cups.example"))
    assert (picture.headers["content-type"], picture.headers["cache-control"]) == ("image/png", "public, max-age=300")
    assert Image.open(BytesIO(picture.content)).size == (1920, 1080)
    assert "Ann" not in nobody.get(f"/api/certificates/{code}").text

    assert ann.delete(path).status_code == 204
    assert "Ann" not in nobody.get(f"/v/{code}").text
    ann.put(path)
    cup.post(f"certificates/{code}/revoke", {"reason": "a smurf"})
    assert "Ann" not in nobody.get(f"/v/{code}").text
    assert nobody.get(f"/v/{code}/picture.png").status_code == 410
    assert ann.put(path).status_code == 410


def test_a_profile_lists_what_holds_while_its_owner_lets_it(house: Running, person: Person) -> None:
    """Nobody finds one that was not opened; closed, or with the account deleted, it shows nothing any more."""
    ann, nobody = person("ann"), person()
    cup = played(house, ann)
    code, other = issue(cup)["code"], issue(cup, kind="participant")["code"]
    issue(cup, "bob")
    mine = ann.get("/api/me/certificates").json()
    assert {one["code"] for one in mine["certificates"]} == {code, other}
    assert (mine["profile"], mine["certificates"][0]["title"]) == ("", "Cup")
    assert nobody.get("/api/me/certificates").status_code == 401

    address = ann.put("/api/me/certificates/profile").json()["address"]
    assert ann.put("/api/me/certificates/profile").json()["address"] == address
    assert ann.get("/api/me/certificates").json()["profile"] == address
    profile = address.rpartition("/")[2]
    cup.post(f"certificates/{other}/revoke", {"reason": "twice"})
    ann.put(f"{cup.path}/certificates/{code}/share")
    listed = nobody.get(f"/api/certificates/profiles/{profile}").json()["certificates"]
    assert [(one["code"], one["name"], one["kind"]) for one in listed] == [(code, "Ann অ", "winner")]
    page = nobody.get(f"/certificates/{profile}").text
    assert "Ann অ: Winner, Cup" in page
    assert f'<img src="/v/{code}/picture.png"' in page

    assert ann.delete("/api/me/certificates/profile").status_code == 204
    assert nobody.get(f"/certificates/{profile}").status_code == 404
    again = ann.put("/api/me/certificates/profile").json()["address"].rpartition("/")[2]
    assert again != profile
    assert ann.request("DELETE", "/api/me", json={}).status_code == 204
    assert nobody.get(f"/api/certificates/profiles/{again}").json()["certificates"] == []
    left = nobody.get(f"/v/{code}")
    assert (left.status_code, "Ann" in left.text, "og:image" in left.text) == (200, False, False)
    assert nobody.get(f"/v/{code}/picture.png").status_code == 404
