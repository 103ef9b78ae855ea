"""What cannot be drawn well is refused, every reason at once."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from deltacrown_certs.certificate import Certificate, Signature
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.refusals import CertificateRefused
from deltacrown_certs.samples import sample
from deltacrown_certs.templates import BUILT_IN
from deltacrown_certs.templates.template import Ornament
from deltacrown_certs.text import fonts
from deltacrown_certs.text.faces import FONTS, FontFile
from PIL import Image

HERITAGE = BUILT_IN[0]


def bomb() -> bytes:
    """A small file of many pixels."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


def cut(logo: bytes) -> bytes:
    return logo[: len(logo) // 2]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"entrant": " "}, {("entrant", "empty")}),
        ({"entrant": "W" * 301}, {("entrant", "too_long")}),
        ({"entrant": "Ada\x07"}, {("entrant", "control_character")}),
        ({"entrant": "gro\u202eup"}, {("entrant", "control_character")}),
        ({"entrant": "\ud800"}, {("entrant", "control_character")}),
        ({"tournament": "", "organizer": "a\nb"}, {("tournament", "empty"), ("organizer", "control_character")}),
        ({"place": 2}, {("place", "place")}),
        ({"kind": "participant", "place": 129}, {("place", "place")}),
        ({"kind": "participant", "place": 0, "entrants": 0}, {("place", "number"), ("entrants", "number")}),
        ({"kind": "loser"}, {("kind", "kind")}),
        ({"kind": "custom"}, {("wording.title", "custom"), ("wording.statement", "custom")}),
        ({"theme": "sepia"}, {("theme", "theme")}),
        ({"wording": {"subtitle": "x"}}, {("wording.subtitle", "wording")}),
        ({"code": "a b"}, {("code", "code")}),
        ({"url": "ftp://x.example"}, {("url", "url")}),
        ({"fingerprint": "xyz"}, {("fingerprint", "fingerprint")}),
        ({"colours": {"ink": "red"}}, {("colours.ink", "colour")}),
        ({"colours": {"sky": "#0000ff"}}, {("colours.sky", "colour")}),
        ({"colours": {"ink": "#fff0f0"}}, {("colours.ink", "contrast")}),
        ({"logo": b"GIF89a"}, {("logo", "picture")}),
        ({"logo": bomb()}, {("logo", "picture_pixels")}),
        ({"logo": b"\x89PNG" + b"0" * 5_000_000}, {("logo", "picture_size")}),
        ({"signature": Signature("R", picture=b"<svg/>")}, {("signature.picture", "picture")}),
    ],
)
def test_each_rule_names_its_field(said: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    """A certificate that breaks a rule is never made; its problems say where and which."""
    with pytest.raises(CertificateRefused) as refused:
        sample(HERITAGE, **said)
    problems = {(problem.field, problem.code.removeprefix("certificate.")) for problem in refused.value.problems}
    assert problems == expected | ({("theme", "theme")} if "theme" in said else set())


def test_half_a_picture_is_no_picture(logo: bytes) -> None:
    """A file that ends too early is refused before anything is drawn."""
    with pytest.raises(CertificateRefused, match="picture"):
        sample(HERITAGE, logo=cut(logo))


def test_another_language_says_everything_itself() -> None:
    """A language without wording of its own needs every text, and then is drawn."""
    with pytest.raises(CertificateRefused) as refused:
        _in_french({})
    words = {problem.field.removeprefix("wording.") for problem in refused.value.problems}
    assert words == {"title", "presented", "statement", "issued", "scan"}
    assert draw_pdf(_in_french(dict.fromkeys(words, "Bien joué")))


def _in_french(wording: dict[str, str]) -> Certificate:
    when = dt.date(2026, 1, 2)
    return Certificate(
        kind="third", entrant="Zoé", tournament="T", organizer="O", date=when, language="fr", wording=wording
    )


def test_a_character_without_a_font_is_refused_by_name() -> None:
    """Nothing is ever drawn as an empty box: the characters that no installed font has are named."""
    with pytest.raises(CertificateRefused, match=r"entrant: no installed font has 𓀀 \(U\+13000\)$"):
        draw_pdf(sample(HERITAGE, entrant="𓀀"))
    with pytest.raises(CertificateRefused, match=r"has 𰀀 \(U\+30000\); the extra cjk brings some$"):
        draw_pdf(sample(HERITAGE, entrant="𰀀"))


def test_a_missing_font_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font whose package is gone is named, with its package."""
    monkeypatch.setattr(fonts, "FONTS", {**FONTS, "gone-400": FontFile("fontpkg_gone", "files/*.ttf")})
    template = evolve(HERITAGE, faces={**HERITAGE.faces, "body": ("gone-400",)})
    with pytest.raises(CertificateRefused, match="gone-400 of fontpkg_gone is missing"):
        draw_pdf(sample(template))


def test_an_unknown_ornament_is_said() -> None:
    """A template that asks for an ornament that there is not is refused, and told which there are."""
    with pytest.raises(CertificateRefused, match=r"no ornament 'unicorns'; there are: border"):
        draw_pdf(sample(evolve(HERITAGE, ornaments=(Ornament("unicorns"),))))


def test_the_fonts_come_from_packages_only() -> None:
    """No font is in this repository: each is in a package that installs as any other does."""
    root = Path(__file__).parent.parent.parent / "packages" / "deltacrown-certs"
    assert [path for path in root.rglob("*") if path.suffix in {".ttf", ".otf", ".woff", ".woff2"}] == []
