"""The files: the same bytes for the same certificate, whole, and with what is attached to them."""

import hashlib
import io
import subprocess
import sys

import pypdfium2
import pytest
import zxingcpp
from attrs import evolve
from deltacrown_certs.layout.geometry import A4
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.png import draw_png, picture
from deltacrown_certs.samples import sample
from deltacrown_certs.templates import BUILT_IN
from deltacrown_certs.templates.template import Template
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

HERITAGE = BUILT_IN[0]
PROGRAM = """
import hashlib, sys
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.png import draw_png
from deltacrown_certs.samples import sample, samples
from deltacrown_certs.templates import BUILT_IN
if sys.argv[1] == "late":
    from reportlab import rl_config
    rl_config.useA85, rl_config.pageCompression, rl_config.canvas_basefontname = 0, 0, "Courier"
    for before in list(samples(BUILT_IN[1]))[::16]:
        draw_pdf(before)
for certificate in [sample(BUILT_IN[0], language="bn"), sample(BUILT_IN[2], entrant="Jo 🏆")]:
    for drawn in (draw_pdf(certificate), draw_png(certificate)):
        print(hashlib.sha256(drawn).hexdigest())
"""


def test_the_same_certificate_is_the_same_bytes_in_every_process() -> None:
    """Neither the order of sets, nor what was drawn before, nor what others ask of reportlab changes a byte."""
    answers = []
    for seed, when in (("0", "first"), ("1", "late")):
        run = [sys.executable, "-X", "utf8", "-c", PROGRAM, when]
        done = subprocess.run(run, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        answers.append(done.stdout.split())
    certificates = [sample(BUILT_IN[0], language="bn"), sample(BUILT_IN[2], entrant="Jo 🏆")]
    here = [hashlib.sha256(draw(one)).hexdigest() for one in certificates for draw in (draw_pdf, draw_png)]
    assert answers == [here, here]


@pytest.mark.parametrize("said", [{"entrant": "Ayesha Rahmam"}, {"fingerprint": "ab" * 32}, {"entrants": 127}])
def test_another_certificate_has_another_ornament(said: dict[str, object]) -> None:
    """The ornament is seeded by the digest, or by everything that is said where no digest is given."""
    one = evolve(sample(HERITAGE), fingerprint="")
    assert one.seed != evolve(one, **said).seed
    assert one.seed == evolve(one).seed


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.name)
def test_the_qr_code_scans_from_paper_and_screen(template: Template, theme: str) -> None:
    """A real decoder reads the address off the print at 110 dots an inch, off the screen, and off a small screen."""
    certificate = sample(template, theme=theme)
    seen = [
        picture(certificate, A4, 1286),
        Image.open(io.BytesIO(draw_png(certificate))).convert("RGB"),
        picture(certificate, width=1100),
    ]
    for image in seen:
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [certificate.url]


@settings(max_examples=8)
@given(st.from_regex(r"https://[a-z]{1,20}\.example/[A-Za-z0-9/_?=&%.-]{0,200}", fullmatch=True))
def test_any_address_scans(url: str) -> None:
    """However long the address is, its code is as large as it must be to scan from paper."""
    drawn = picture(sample(BUILT_IN[1], url=url), A4, 1800)
    assert [code.text for code in zxingcpp.read_barcodes(drawn)] == [url]


def test_the_pages_have_their_sizes() -> None:
    """A4 landscape on paper, 1920 by 1080 on the screen; the document says its title, author, day and language.

    Every font that it names is in it.
    """
    certificate = sample(HERITAGE, language="bn")
    drawn = draw_pdf(certificate)
    assert 0 < drawn.count(b"/Type0") == drawn.count(b"/FontFile2")
    assert b"/Type1" not in drawn
    with pypdfium2.PdfDocument(drawn) as opened:
        assert len(opened) == 1
        assert opened[0].get_size() == (842, 595)
        assert opened.get_metadata_value("Title") == f"{certificate.tournament}: {certificate.entrant}"
        assert opened.get_metadata_value("Author") == certificate.organizer
        assert opened.get_metadata_value("CreationDate") == f"D:{certificate.date:%Y%m%d}000000Z"
    assert Image.open(io.BytesIO(draw_png(certificate))).size == (1920, 1080)
