"""The page: the ground, the ornaments, then the texts, the seal, the signature and the code."""

import unicodedata
from collections.abc import Iterator

from deltacrown import Problem

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.checks import certificate_texts
from deltacrown_certs.layout.code import code
from deltacrown_certs.layout.column import column
from deltacrown_certs.layout.geometry import Geometry
from deltacrown_certs.layout.operations import Gradient, Operation, Page, Shape
from deltacrown_certs.layout.sheet import Sheet, sheet
from deltacrown_certs.layout.signing import signing
from deltacrown_certs.ornament import ornaments
from deltacrown_certs.ornament.medal import medal
from deltacrown_certs.ornament.paths import rectangle
from deltacrown_certs.refusals import CertificateRefused
from deltacrown_certs.text.shaping import chain, missing


def compose(certificate: Certificate, geometry: Geometry) -> Page:
    """Everything that is drawn. Raises CertificateRefused for a character that no installed font has."""
    made = sheet(certificate, geometry)
    undrawn = tuple(_undrawn(made))
    if undrawn:
        raise CertificateRefused(undrawn)
    drawing = (
        *ornaments(made),
        *column(made),
        *medal(made, certificate.template.seal),
        *signing(made),
        *code(made),
    )
    return Page(geometry.width, geometry.height, ground(made), drawing)


def ground(made: Sheet) -> tuple[Operation, ...]:
    """Paper that is a little darker towards the edge. It depends on the colours alone."""
    width, height = made.geometry.width, made.geometry.height
    middle = (width / 2, height * 0.54)
    colours = (made.colours["paper"], made.colours["edge"])
    return (Shape(rectangle(0, 0, width, height), fill=Gradient(middle, middle, colours, (0.0, width * 0.62))),)


def _undrawn(made: Sheet) -> Iterator[Problem]:
    names = chain(made.face("body"))
    for field, text in certificate_texts(made.certificate):
        unknown = missing(text, names)
        if unknown:
            named = " ".join(f"{character} (U+{ord(character):04X})" for character in unknown[:5])
            hint = "; the extra cjk brings some" if any(map(_is_east_asian, unknown)) else ""
            yield Problem("certificate.no_font", f"no installed font has {named}{hint}", field)


def _is_east_asian(character: str) -> bool:
    return unicodedata.name(character, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
