"""What a certificate must be: every rule that it breaks, each with its field."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from deltacrown import Problem

from deltacrown_certs.colours import contrast, is_colour
from deltacrown_certs.pictures import picture_problems
from deltacrown_certs.wording import LANGUAGES, NEEDED

if TYPE_CHECKING:
    from deltacrown_certs.certificate import Certificate

NAME_LENGTH = 300
TEXT_LENGTH = 300
URL_LENGTH = 300
JOINERS = "\u200c\u200d"
READABLE = 4.5
"""The contrast that WCAG asks of text, for ink on paper; large text and ornament may have less."""
VISIBLE = 2.0
LARGEST = 10_000_000


def problems(certificate: "Certificate") -> Iterator[Problem]:
    """Everything that is wrong with the certificate."""
    yield from _texts(certificate)
    yield from _numbers(certificate)
    yield from _words(certificate)
    yield from _addresses(certificate)
    yield from _colours(certificate)
    yield from picture_problems(certificate.logo, "logo")
    if certificate.signature:
        yield from picture_problems(certificate.signature.picture, "signature.picture")


def _texts(certificate: "Certificate") -> Iterator[Problem]:
    for name in ("entrant", "tournament", "organizer"):
        if not getattr(certificate, name).strip():
            yield Problem("certificate.empty", "it must be said", name)
    for name, text in certificate_texts(certificate):
        limit = NAME_LENGTH if name == "entrant" else TEXT_LENGTH
        if len(text) > limit:
            yield Problem("certificate.too_long", f"at most {limit} characters, not {len(text)}", name)
        unseen = sorted({ord(character) for character in text if _is_control(character)})
        if unseen:
            named = ", ".join(f"U+{code:04X}" for code in unseen[:5])
            yield Problem("certificate.control_character", f"characters that nobody sees are not drawn: {named}", name)


def certificate_texts(certificate: "Certificate") -> Iterator[tuple[str, str]]:
    """Every text that somebody wrote, with its field."""
    for name in ("entrant", "tournament", "organizer", "game", "detail"):
        yield name, getattr(certificate, name)
    if certificate.signature:
        yield "signature.name", certificate.signature.name
        yield "signature.role", certificate.signature.role
    for word, text in certificate.wording.items():
        yield f"wording.{word}", text


def _is_control(character: str) -> bool:
    """Controls, lone surrogates, private characters, and marks that turn the direction of the text around them."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and character not in JOINERS


def _numbers(certificate: "Certificate") -> Iterator[Problem]:
    place, entrants = certificate.place, certificate.entrants
    known = {"winner": 1, "runner_up": 2, "third": 3}.get(certificate.kind)
    if place is not None and not 1 <= place <= LARGEST:
        yield Problem("certificate.number", "a place is 1 or more", "place")
    if entrants is not None and not 1 <= entrants <= LARGEST:
        yield Problem("certificate.number", "1 or more take part", "entrants")
    if known and place not in {None, known}:
        yield Problem("certificate.place", f"the place of this kind is {known}", "place")
    if (place or known or 1) > (entrants or LARGEST):
        yield Problem("certificate.place", "the place is beyond the number of entrants", "place")


def _words(certificate: "Certificate") -> Iterator[Problem]:
    if certificate.kind not in {"winner", "runner_up", "third", "participant", "custom"}:
        yield Problem("certificate.kind", f"there is no kind {certificate.kind!r}", "kind")
    if certificate.theme not in {"light", "dark"}:
        yield Problem("certificate.theme", f"a theme is light or dark, not {certificate.theme!r}", "theme")
    for word in sorted(set(certificate.wording) - NEEDED):
        yield Problem(
            "certificate.wording", f"there is no text of this name; there are: {_listed(NEEDED)}", f"wording.{word}"
        )
    if certificate.language not in LANGUAGES:
        said = f"its wording must be given whole; languages that have one: {_listed(LANGUAGES)}"
        for word in sorted(NEEDED - set(certificate.wording)):
            yield Problem("certificate.language", said, f"wording.{word}")
    elif certificate.kind == "custom":
        for word in ("title", "statement"):
            if not certificate.wording.get(word, "").strip():
                yield Problem("certificate.custom", "a custom kind says it in its own words", f"wording.{word}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _addresses(certificate: "Certificate") -> Iterator[Problem]:
    if not re.fullmatch(r"[0-9A-Za-z-]{0,40}", certificate.code):
        yield Problem("certificate.code", "a code is at most 40 letters, digits and dashes", "code")
    if certificate.url and not re.fullmatch(rf"(?i)https?://[!-~]{{1,{URL_LENGTH}}}", certificate.url):
        yield Problem("certificate.url", f"an http or https address of at most {URL_LENGTH} characters", "url")
    if not re.fullmatch(r"(?:[0-9a-fA-F]{16,128})?", certificate.fingerprint):
        yield Problem("certificate.fingerprint", "a digest is 16 to 128 hexadecimal digits", "fingerprint")


def _colours(certificate: "Certificate") -> Iterator[Problem]:
    palette = certificate.template.palettes.get(certificate.theme)
    if palette is None:
        yield Problem("certificate.theme", f"the template {certificate.template.name!r} has no such theme", "theme")
        return
    wrong = False
    for name, value in certificate.colours.items():
        if name not in palette:
            wrong = True
            yield Problem(
                "certificate.colour", f"the template has no such colour; it has: {_listed(palette)}", f"colours.{name}"
            )
        elif not is_colour(value):
            wrong = True
            yield Problem("certificate.colour", "a colour is written as #rrggbb", f"colours.{name}")
    if wrong or not certificate.colours:
        return
    chosen = {**palette, **certificate.colours}
    for name, least in (("ink", READABLE), ("name", READABLE), ("muted", READABLE), ("accent", VISIBLE)):
        for ground in ("paper", "edge"):
            if contrast(chosen[name], chosen[ground]) < least and {name, ground} & set(certificate.colours):
                seen = contrast(chosen[name], chosen[ground])
                message = f"{name} on {ground} has a contrast of {seen:.1f}, and needs {least}"
                yield Problem(
                    "certificate.contrast", message, f"colours.{name if name in certificate.colours else ground}"
                )
