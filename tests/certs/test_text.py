"""Text: shaped right, fitted, and copied out as it was written."""

import re
import unicodedata
import zlib
from typing import Any

import pypdfium2
import pytest
from deltacrown_certs.certificate import Certificate
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.refusals import CertificateRefused
from deltacrown_certs.samples import sample
from deltacrown_certs.templates import BUILT_IN
from deltacrown_certs.text.directions import parts
from deltacrown_certs.text.faces import fallbacks
from deltacrown_certs.text.shaping import shape
from hypothesis import given
from hypothesis import strategies as st

HERITAGE = BUILT_IN[0]
CHAIN = fallbacks(400)


def copied(certificate: Certificate) -> str:
    """What PDFium, which Chrome uses too, copies out of the page."""
    with pypdfium2.PdfDocument(draw_pdf(certificate)) as opened:
        return str(opened[0].get_textpage().get_text_range())


def said(pdf: bytes) -> list[str]:
    """What the file says its texts are, line by line."""
    streams = re.findall(rb"stream\n(.*?)endstream", pdf, re.DOTALL)
    content = next(text for text in map(_unpacked, streams) if b"/Span" in text)
    return [bytes.fromhex(found.decode()).decode("utf-16") for found in re.findall(rb"ActualText <(\w+)>", content)]


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.name)
@pytest.mark.parametrize("language", ["en", "bn"])
def test_a_whole_certificate_copies_out(template: object, language: str) -> None:
    """Every word in reading order, Bengali conjuncts and digits too; capitals are a matter of looks, not of text."""
    certificate = sample(template, language=language)  # type: ignore[arg-type]
    lines = copied(certificate).split("\r\n")
    title, day, statement = {
        "en": ("Certificate of Victory", "Issued 18 November 2026", "for finishing first among 128 competitors"),
        "bn": ("বিজয়ের সনদপত্র", "প্রদানের তারিখ: ১৮ নভেম্বর ২০২৬", "১২৮ জন প্রতিযোগীর মধ্যে প্রথম স্থান"),
    }[language]
    texts = [
        certificate.organizer,
        title,
        certificate.entrant,
        statement,
        certificate.tournament,
        day,
        "7Q4F-K2MX-9TRB",
    ]
    places = [next(n for n, line in enumerate(lines) if line.startswith(text)) for text in texts]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["ক্ষ জ্ঞ ঙ্ক ত্ত্ব র্ক কো কৌ", "Ünïcödé", "Иван Петров", "नमस्ते दुनिया", "ไทยแลนด์", "தமிழ்"])
def test_names_in_many_scripts_copy_out(name: str) -> None:
    """A script that the design's fonts lack is drawn in one that has it, and copies out."""
    assert name in copied(sample(HERITAGE, entrant=name))


@pytest.mark.parametrize("name", ["محمد علي", "שלום 42 עולם", "Jo 🏆 🎮", "Ada محمد B"])
def test_the_file_says_texts_in_the_order_of_writing(name: str) -> None:
    """Right-to-left names and emoji are in the file as they were written, whatever way they are drawn."""
    assert name in said(draw_pdf(sample(HERITAGE, entrant=name)))


LETTERS = st.text(
    st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"], max_codepoint=0xFFFF), max_size=60
)


def _drawn(name: str) -> Any:
    """The PDF, or the fields at fault."""
    try:
        return draw_pdf(sample(HERITAGE, entrant=name))
    except CertificateRefused as refused:
        return {problem.field for problem in refused.problems}


@given(LETTERS)
def test_any_name_is_drawn_or_refused(name: str) -> None:
    """Every name either is in the certificate as it was written, or is refused by its field."""
    drawn = _drawn(name)
    assert drawn == {"entrant"} or "".join(name.split()) in "".join("".join(said(drawn)).split())


@given(st.text("abcdefg hij-ABC klm", min_size=1, max_size=300).filter(str.strip))
def test_latin_names_of_any_length_copy_out(name: str) -> None:
    """Shrunk, wrapped or broken inside of a word: PDFium copies all of it."""
    assert "".join(name.split()) in "".join(copied(sample(HERITAGE, entrant=name)).replace("\ufffe", "-").split())


def test_bengali_is_shaped_by_its_rules() -> None:
    """Known answers: conjuncts are one glyph, i stands before its consonant, o around it."""
    glyphs = {
        text: [glyph.id for run in shape(text, CHAIN).runs for glyph in run.glyphs]
        for text in ("ক", "ক্ষ", "কি", "ি", "কো")
    }
    assert len(glyphs["ক্ষ"]) == 1
    assert glyphs["কি"][-1] == glyphs["ক"][0]
    assert len(glyphs["কি"]) == 2
    assert len(glyphs["কো"]) == 3
    assert glyphs["কো"][1] == glyphs["ক"][0]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc", ["abc"]),
        ("אב", ["אב"]),
        ("אב 12", ["12", "אב "]),
        ("ab אב cd", ["ab ", "אב", " cd"]),
        ("אב cd הו", [" הו", "cd", "אב "]),
    ],
)
def test_parts_stand_as_they_are_read(text: str, seen: list[str]) -> None:
    """Known answers of UAX 9 for texts of one level."""
    assert [part for part, _ in parts(text)] == seen


@given(st.text(max_size=40))
def test_parts_lose_nothing(text: str) -> None:
    """However directions mix, every character is in exactly one part."""
    found = parts(text)
    assert sorted("".join(part for part, _ in found)) == sorted(text)
    leftward = {c for part, left in found if left for c in part}
    assert all(unicodedata.bidirectional(c) not in {"L", "EN", "AN"} for c in leftward)
