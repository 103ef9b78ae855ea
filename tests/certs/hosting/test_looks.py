"""How organizers have certificates look: designs of plugins, own kinds, pictures, and what cannot be drawn."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from deltacrown import hookimpl
from deltacrown_certs.keys.publishing import read_keys
from deltacrown_certs.templates.heritage import HERITAGE
from deltacrown_certs.templates.template import Template
from deltacrown_certs.verification.checks import Answer
from deltacrown_certs.verification.examining import AtHand, examine
from deltacrown_host.settings import Settings
from PIL import Image
from pypdfium2 import PdfDocument

from tests.certs.hosting.conftest import issue, played, until
from tests.host.conftest import Cup, Running, run

FAIR = {"title": "Fair Play Award", "statement": "for the fairest games of the season"}


class Forest:
    """A community's plugin."""

    @hookimpl
    def register_certificate_templates(self) -> list[Template]:
        green = {**HERITAGE.palettes["light"], "accent": "#2f6b3c"}
        faces = {**HERITAGE.faces, "body": ("comic-400",)}
        forest = evolve(HERITAGE, name="forest", title="Forest", palettes={"light": green})
        return [forest, evolve(HERITAGE, name="fontless", faces=faces)]


@pytest.fixture
def woods(small: Settings) -> Iterator[Running]:
    with run(small, [Forest()]) as running:
        yield running


def send(cup: Cup, data: bytes) -> Any:
    return cup.on.http.post(f"{cup.path}/certificates/pictures", files={"file": ("logo", data)})


def text(cup: Cup, code: str) -> str:
    return str(PdfDocument(cup.get(f"certificates/{code}").content)[0].get_textpage().get_text_bounded())


def refusals(cup: Cup, **body: Any) -> set[tuple[str, str]]:
    answer = cup.post("certificates", {"entrant": "ann", **body})
    assert answer.status_code in (400, 404), answer.text
    return {(one["code"], one["field"]) for one in answer.json()["problems"]}


def test_an_organizers_own_kind_colours_logo_signature_and_words(woods: Running, logo: bytes) -> None:
    """All over HTTP, in a plugin's design; looked at before it is issued; and checked with the journal afterwards."""
    cup = played(woods)
    designs = {one["name"]: one for one in woods.http.get("/api/certificates/templates").json()["templates"]}
    assert designs["forest"]["themes"]["light"]["accent"] == "#2f6b3c"
    assert {"heritage", "meridian", "arena"} <= set(designs)
    picture = send(cup, logo).json()["id"]
    look = {"template": "forest", "wording": FAIR, "colours": {"accent": "#335577"}, "logo": picture}
    look |= {"signed_by": "Rakib Hasan", "role": "Referee", "signature": picture, "organizer": "Dhaka Cups"}
    body = {"kind": "fair_play", "look": look}

    seen = cup.post("certificates/preview", {"name": "Ayesha", **body})
    assert (seen.status_code, Image.open(BytesIO(seen.content)).size) == (200, (1920, 1080))
    plain = cup.post("certificates/preview", {"name": "Ayesha"}).content
    assert plain != seen.content
    assert cup.get("certificates").json()["certificates"] == []

    first = issue(cup, **body)
    assert (first["kind"], first["place"], issue(cup, **body)["code"]) == ("fair_play", 0, first["code"])
    assert issue(cup)["kind"] == "winner"
    words = text(cup, first["code"])
    assert all(said in words for said in ("Fair Play Award", FAIR["statement"], "Rakib Hasan · Referee", "Dhaka Cups"))
    png = cup.get(f"certificates/{first['code']}", params={"format": "png"}).content
    keys = read_keys(woods.http.get("/.well-known/jwks.json").json())
    later = datetime.now(UTC) + timedelta(seconds=1)
    assert examine(png, AtHand(later, keys, journal=cup.journal.splitlines())).answer is Answer.YES
    assert "Fair play" in woods.http.get(f"/v/{first['code']}").text
    assert "organizationName=Dhaka+Cups" in woods.http.get(f"/api/certificates/{first['code']}").json()["linked_in"]


def test_what_a_look_gets_wrong_is_said_by_its_field(woods: Running) -> None:
    """Before anything is drawn, every reason at once; neither one certificate nor a batch begins."""
    cup = played(woods)
    assert refusals(cup, kind="Fair Play!") == {("certificate.kind", "kind")}
    wordless = {("certificate.custom", "look.wording.title"), ("certificate.custom", "look.wording.statement")}
    assert refusals(cup, kind="fair_play") == wordless
    wrong = {"language": "tlh", "wording": dict.fromkeys(("title", "presented", "statement", "issued"), "qapla")}
    assert refusals(cup, look=wrong) == {("certificate.language", "look.wording.scan")}
    pale = {"colours": {"ink": "#fffef0", "accent": "red"}}
    assert refusals(cup, look={"colours": {"ink": "#fffef0"}}) == {("certificate.contrast", "look.colours.ink")}
    assert refusals(cup, look=pale) == {("certificate.colour", "look.colours.accent")}
    assert refusals(cup, look={"logo": "nowhere"}) == {("file.unknown", "file")}
    assert refusals(cup, look={"template": "fontless"}) == {("certificate.font", "template")}
    for look in ({"template": "none"}, pale, {"template": "fontless"}, {"wording": {"title": "𓀀"}}):
        assert cup.post("certificates/batch", {"look": look}).status_code == 400
    assert cup.get("certificates/batch").json()["total"] == 0
    assert cup.get("certificates").json()["certificates"] == []


def test_a_picture_that_is_none_is_refused(woods: Running, logo: bytes) -> None:
    """No picture, half of one, a document, and a small file of very many pixels; none of them is kept."""
    cup, bomb = woods.cup(()), BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    sent = (b"", b"<svg/>", logo[: len(logo) // 2], b"%PDF-1.7 ", bomb.getvalue())
    answers = [send(cup, data) for data in sent]
    assert [one.status_code for one in answers] == [400] * 5
    assert [one.json()["code"] for one in answers] == [*["certificate.picture"] * 4, "certificate.picture_pixels"]
    assert woods.host
    assert woods.host.files.listing("", 10) == ()


def test_names_that_cannot_be_drawn_hold_up_nobody_else(woods: Running) -> None:
    """Long ones, emoji and right-to-left ones are drawn; unseen characters and those without a font are refused."""
    cup = woods.cup(())
    names = {"long": "W" * 200, "emoji": "Jo 🏆", "rtl": "محمد علي", "egypt": "𓀀", "turned": "a\u202eb"}
    for entrant, name in names.items():
        assert cup.register(entrant, name).status_code == 201
    for name in ("W" * 300, "Ada\x07"):
        assert cup.register("refused", name).status_code == 400
    cup.post("start")
    cup.play()
    cup.post("certificates/batch", {})
    batch = until(lambda: (found := cup.get("certificates/batch").json())["finished_at"] and found)
    left_out = {one["entrant"]: one["code"] for one in batch["left_out"]}
    assert left_out == {"egypt": "certificate.no_font", "turned": "certificate.control_character"}
    issued = {one["entrant"]: one["code"] for one in cup.get("certificates").json()["certificates"]}
    assert set(issued) == {"long", "emoji", "rtl"}
    assert names["long"] in "".join(text(cup, issued["long"]).split())
    refused = cup.post("certificates", {"entrant": "egypt"})
    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (400, "entrant")
    assert woods.host
    assert len(woods.host.files.listing("", 10)) == 3


def test_a_disk_that_takes_nothing_leaves_nothing_half_issued(small: Settings) -> None:
    """503 with a code while the file cannot be written, and no certificate; once it can be, one is issued."""
    full = Path(small.files)
    full.write_text("no folder")
    with run(small) as running:
        cup = played(running)
        refused = cup.post("certificates", {"entrant": "ann"})
        assert (refused.status_code, refused.json()["code"]) == (503, "file.not_reached")
        assert cup.get("certificates").json()["certificates"] == []
        full.unlink()
        assert issue(cup)["state"] == "valid"
