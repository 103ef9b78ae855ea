"""From a tournament as it stands to the file of a certificate."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from http import HTTPStatus

from attrs import evolve, frozen
from deltacrown import Problem, Refused, Tournament
from deltacrown_host import Host, TurnedAway, names_of
from sqlalchemy import Connection

from deltacrown_certs.certificate import PLACES, Certificate, Signature
from deltacrown_certs.credentials.claims import Claims
from deltacrown_certs.credentials.credential import Award, StatusPlace
from deltacrown_certs.hosting.bodies import Look
from deltacrown_certs.hosting.keeping_keys import address_of
from deltacrown_certs.issuing import Statement
from deltacrown_certs.refusals import CertificateRefused
from deltacrown_certs.templates import installed
from deltacrown_certs.verification.codes import code_address

_TITLES = {"winner": "Winner", "runner_up": "Runner-up", "third": "Third place", "participant": "Participant"}
_REASONS = {"participant": "Take part in the tournament and be ranked in it."}
_OWN_KIND = re.compile(r"[a-z][a-z0-9_]{0,15}")
_OF_LOOK = {"colours", "wording", "logo", "signature", "theme", "language", "organizer"}


@frozen
class Pictures:
    """The pictures that a look names, as bytes."""

    logo: bytes = b""
    signature: bytes = b""


@frozen
class Ranked:
    """An entrant of a tournament that is over.

    head  the digest of the journal's last event, and `length` how many events it has
    """

    tournament: str
    title: str
    game: str
    entrant: str
    name: str
    place: int
    entrants: int
    head: str
    length: int

    @property
    def kind(self) -> str:
        """The kind of certificate that the place is worth."""
        return next((kind for kind, place in PLACES.items() if place == self.place), "participant")


async def ranked(host: Host, tournament: str) -> list[Ranked]:
    """Everyone in the final ranking, the best first. Raises TurnedAway with 409 before there is one."""

    def read(standing: Tournament, connection: Connection) -> tuple[Tournament, dict[str, str]]:
        return standing, dict(names_of(connection, tournament))

    standing, names = await host.desk.look(tournament, read)
    if standing.ranking is None:
        message = "there are certificates once the tournament is completed"
        raise TurnedAway(HTTPStatus.CONFLICT, Problem("certificate.too_early", message))
    entries, _ = await host.desk.entries(tournament, standing.version - 1, 1)
    known = (entries[0].digest, standing.version)
    lines, settings = standing.ranking.standings, standing.settings
    said = (tournament, settings.name, settings.game)
    return [
        Ranked(*said, line.entrant, names.get(line.entrant, line.entrant), line.rank, len(lines), *known)
        for line in lines
    ]


async def title_of(host: Host, tournament: str) -> str:
    """What the tournament is called."""

    def name(standing: Tournament, _: Connection) -> str:
        return standing.settings.name

    return await host.desk.look(tournament, name)


def kind_name(kind: str) -> str:
    """What people call the kind."""
    return _TITLES.get(kind) or kind.replace("_", " ").capitalize()


def says_place(kind: str) -> bool:
    """Whether certificates of this kind say the place; those that an organizer made up do not."""
    return kind in _TITLES


def claims_of(who: Ranked, kind: str, code: str, at: datetime, replaces: str = "") -> Claims:
    """What the certificate is to claim. Raises Refused where the place is not one of that kind, or it is no kind."""
    if PLACES.get(kind, who.place) != who.place:
        raise Refused([Problem("certificate.place", f"the place is {who.place}", "kind")])
    if not _OWN_KIND.fullmatch(kind):
        message = "a kind of one's own is a word of small letters, digits and _, at most 16"
        raise Refused([Problem("certificate.kind", message, "kind")])
    issued = at.date().isoformat()
    place = who.place if says_place(kind) else 0
    return Claims(code, who.entrant, kind, place, who.tournament, who.head, who.length, issued, replaces)


def statement_of(  # noqa: PLR0913, PLR0917 - what a certificate says
    host: Host, who: Ranked, claims: Claims, at: datetime, listed: tuple[int, int], look: Look
) -> Statement:
    """The certificate in words."""
    own = {} if says_place(claims.kind) else look.wording
    title = f"{own.get('title') or kind_name(claims.kind)}, {who.title}"
    reason = own.get("statement") or _REASONS.get(claims.kind, f"Be placed {claims.place} in the tournament.")
    number, index = listed
    address = address_of(host)
    status = StatusPlace(f"{address}/api/certificates/status/{number}", index)
    return Statement(claims, Award(who.name, title, reason, look.organizer or who.title, address), at, status)


def drawing(host: Host, who: Ranked, claims: Claims, look: Look, pictures: Pictures) -> Certificate:
    """What is drawn. Raises Refused where it cannot be, such as with a name that no font has."""
    templates = installed(host.registry)
    if look.template not in templates:
        message = f"expected one of {', '.join(sorted(templates))}"
        raise Refused([Problem("certificate.template", message, "look.template")])
    signs = look.signed_by or look.role or pictures.signature
    with refusing():
        return Certificate(
            kind=claims.kind if says_place(claims.kind) else "custom",  # type: ignore[arg-type]
            entrant=who.name,
            tournament=who.title,
            organizer=look.organizer or who.title,
            date=date.fromisoformat(claims.issued),
            game=who.game,
            place=claims.place or None,
            entrants=who.entrants,
            code=claims.code,
            url=code_address(address_of(host), claims.code),
            language=look.language,
            theme=look.theme,
            template=templates[look.template],
            wording=look.wording,
            colours=look.colours,
            logo=pictures.logo,
            signature=Signature(look.signed_by, look.role, pictures.signature) if signs else None,
            fingerprint=claims.digest,
        )


@contextmanager
def refusing() -> Iterator[None]:
    """What cannot be drawn is refused as a request is, and what the look says wrong is said of the look."""
    try:
        yield
    except CertificateRefused as refused:
        raise Refused([_in_look(problem) for problem in refused.problems]) from refused


def _in_look(problem: Problem) -> Problem:
    return evolve(problem, field=f"look.{problem.field}") if problem.field.split(".")[0] in _OF_LOOK else problem
