"""The certificate: a value that holds everything that is drawn."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from attrs import asdict, field, frozen

from deltacrown_certs import checks
from deltacrown_certs.refusals import CertificateRefused
from deltacrown_certs.templates.heritage import HERITAGE
from deltacrown_certs.templates.template import Template

Kind = Literal["winner", "runner_up", "third", "participant", "custom"]
Theme = Literal["light", "dark"]
PLACES = {"winner": 1, "runner_up": 2, "third": 3}


def _fixed(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Whatever happens to what was given."""
    return MappingProxyType(dict(texts))


@frozen
class Signature:
    """Who signs: the name, what they are, and perhaps a picture of the signature; else the name in a script face."""

    name: str
    role: str = ""
    picture: bytes = b""


@frozen(kw_only=True)
class Certificate:
    """What a certificate says and how it looks. Two that are equal are drawn as the same bytes.

    kind         winner, runner_up, third, participant; or custom, whose wording says its `title` and `statement`
    entrant      the name as it is shown
    tournament   its name; `game` and `detail` are a line below it
    organizer    who gives the certificate
    date         when it was issued
    place        the place in the tournament; known already for the first three kinds
    entrants     how many took part, if it is to be said
    code         the verification code; `url` is where it is checked, which the QR code says
    language     "en", "bn", or another that `wording` says whole
    theme        light or dark
    template     the design
    wording      texts instead of the language's own, by their names there
    logo         the organizer's logo: a PNG, JPEG, GIF or WebP picture
    signature    who signs, if anybody
    colours      colours instead of the template's own, "#rrggbb", by their names there
    fingerprint  the digest of what is certified, in hexadecimal: printed, and the seed of the ornament

    Raises CertificateRefused with every problem at once.
    """

    kind: Kind
    entrant: str
    tournament: str
    organizer: str
    date: dt.date
    game: str = ""
    detail: str = ""
    place: int | None = None
    entrants: int | None = None
    code: str = ""
    url: str = ""
    language: str = "en"
    theme: Theme = "light"
    template: Template = HERITAGE
    wording: Mapping[str, str] = field(factory=dict, converter=_fixed)
    logo: bytes = field(default=b"", repr=False)
    signature: Signature | None = None
    colours: Mapping[str, str] = field(factory=dict, converter=_fixed)
    fingerprint: str = ""

    def __attrs_post_init__(self) -> None:
        problems = tuple(checks.problems(self))
        if problems:
            raise CertificateRefused(problems)

    @property
    def standing(self) -> int | None:
        """The place, or None for one that says none."""
        return self.place or PLACES.get(self.kind)

    @property
    def seed(self) -> bytes:
        """32 bytes that only this certificate has: no two have the same ornament."""
        words = self.fingerprint.lower() or json.dumps(
            asdict(self, value_serializer=_plain), sort_keys=True, ensure_ascii=True
        )
        return hashlib.sha256(words.encode()).digest()


def _plain(_instance: object, _attribute: object, value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, dt.date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value
