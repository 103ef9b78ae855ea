"""The sheet: what everything that draws a part of a certificate needs to know."""

from collections.abc import Mapping

from attrs import frozen

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.layout.geometry import Geometry
from deltacrown_certs.wording import LANGUAGES


@frozen
class Sheet:
    """A certificate on a page of some size, with its colours and texts chosen."""

    certificate: Certificate
    geometry: Geometry
    colours: Mapping[str, str]
    said: Mapping[str, str]
    seed: bytes

    @property
    def scale(self) -> float:
        """How large a point of the design is."""
        return self.geometry.scale

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place in shares of the page, from its upper left corner, in points."""
        return x * self.geometry.width, (1 - y) * self.geometry.height

    def face(self, name: str) -> tuple[str, ...]:
        """The fonts of a face of the template."""
        return self.certificate.template.faces[name]

    def number(self, number: int) -> str:
        """A number in the digits of the certificate's language."""
        language = LANGUAGES.get(self.certificate.language)
        return language.number(number) if language else str(number)


def sheet(certificate: Certificate, geometry: Geometry) -> Sheet:
    """The sheet of a certificate: the organizer's words and colours stand in for the language's and the template's."""
    language = LANGUAGES.get(certificate.language)
    said = language.said(certificate.kind, certificate.entrants, certificate.date) if language else {}
    palette = certificate.template.palettes[certificate.theme]
    return Sheet(
        certificate, geometry, {**palette, **certificate.colours}, {**said, **certificate.wording}, certificate.seed
    )
