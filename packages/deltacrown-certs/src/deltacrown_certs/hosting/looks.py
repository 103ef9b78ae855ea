"""Looks: pictures that organizers send for them, and whether anything can be drawn with one."""

from asyncio import to_thread

from attrs import evolve
from deltacrown import Problem, Refused
from deltacrown_host import Host, find_file, keep_file, note_file
from sqlalchemy import Connection

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.hosting.bodies import Look
from deltacrown_certs.hosting.making import Pictures, Ranked, claims_of, drawing, refusing
from deltacrown_certs.layout.geometry import A4
from deltacrown_certs.layout.page import compose
from deltacrown_certs.pictures import picture_problems

_FILE = "certificate-picture"
_ANYBODY = "Ada"
_NO_CODE = "PREVIEW"


async def keep_picture(host: Host, tournament: str, data: bytes, account: str) -> str:
    """Keep a picture that somebody sends; answers its id. Raises Refused where it is none that can be drawn."""
    problems = (
        tuple(picture_problems(data, "file")) if data else (Problem("certificate.picture", "it is empty", "file"),)
    )
    if problems:
        raise Refused(problems)
    kept = await to_thread(keep_file, host.files, data)
    try:
        return await host.database.transaction(note_file, tournament, _FILE, account, kept, host.clock())
    except BaseException:
        await to_thread(host.files.remove, kept.name)
        raise


async def pictures_of(host: Host, tournament: str, look: Look) -> Pictures:
    """The pictures that a look names. Raises Refused where one was never sent, or its account was deleted."""

    def read(connection: Connection) -> Pictures:
        logo, signature = (
            b"".join(find_file(connection, host.files, tournament, _FILE, name)) if name else b""
            for name in (look.logo, look.signature)
        )
        return Pictures(logo, signature)

    return await host.database.query(read) if look.logo or look.signature else Pictures()


async def sample(host: Host, who: Ranked, kind: str, look: Look) -> Certificate:
    """A certificate of this look and kind that claims nothing. Raises Refused, as issuing it would."""
    pictures = await pictures_of(host, who.tournament, look)
    certificate = drawing(host, who, claims_of(who, kind, _NO_CODE, host.clock()), look, pictures)
    with refusing():
        await to_thread(compose, certificate, A4)
    return certificate


async def check(host: Host, who: Ranked, look: Look) -> None:
    """Whether certificates of this look can be drawn, for anybody whose own name can be. Raises Refused."""
    await sample(host, evolve(who, name=_ANYBODY), who.kind, look)
