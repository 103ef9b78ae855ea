"""What whoever a certificate is for does with it: find it, let everyone see it whole, and list theirs for everyone."""

from http import HTTPStatus
from typing import Any

from deltacrown import Problem
from deltacrown_host import Host, HostDependency, Role, TurnedAway, caller_of, needs, parts_of
from litestar import Request, delete, get, put
from litestar.params import FromPath
from sqlalchemy import Connection

from deltacrown_certs.hosting import profiles, rows
from deltacrown_certs.hosting.downloads import holding
from deltacrown_certs.hosting.issuing import name_of
from deltacrown_certs.hosting.keeping_keys import address_of
from deltacrown_certs.hosting.making import title_of
from deltacrown_certs.hosting.rows import Found
from deltacrown_certs.hosting.sharing_bodies import Gallery, Listed, Mine, MyCertificates, Profile, Shared

Asked = Request[Any, Any, Any]
_SIGNED_IN = needs(Role.PLAYER)


@put("/{code:str}/share", opt=_SIGNED_IN, status_code=200, summary="Let everyone see a certificate")
async def share(tournament: FromPath[str], code: FromPath[str], request: Asked, host: HostDependency) -> Shared:
    """With its name and its picture, at the address that its QR code says. Only whoever it is for may say so."""
    row = await _own(request, host, tournament, code)
    holding(row)
    await host.database.transaction(rows.share, row.code, host.clock())
    return Shared(page_of(host, row), picture_of(host, row))


@delete("/{code:str}/share", opt=_SIGNED_IN, summary="Let nobody see a certificate any more")
async def unshare(tournament: FromPath[str], code: FromPath[str], request: Asked, host: HostDependency) -> None:
    """The address goes on to say whether it holds, without the name."""
    row = await _own(request, host, tournament, code)
    await host.database.transaction(rows.share, row.code, None)


@get("/api/me/certificates", opt=_SIGNED_IN, tags=["Certificates"], summary="My certificates")
async def list_mine(request: Asked, host: HostDependency) -> MyCertificates:
    """Those of every entrant that the account acts for, those that no longer hold included; the newest first."""
    account = caller_of(request).user
    found, profile = await host.database.query(_of_account, account)
    mine = [
        Mine(
            row.code,
            row.tournament_id,
            await title_of(host, row.tournament_id),
            row.entrant,
            row.kind,
            row.place,
            rows.state(row),
            row.issued_at,
            row.shared_at is not None,
        )
        for row in found
    ]
    return MyCertificates(tuple(mine), profile_at(host, profile) if profile else "")


@put(
    "/api/me/certificates/profile", opt=_SIGNED_IN, status_code=200, tags=["Certificates"], summary="List mine publicly"
)
async def open_profile(request: Asked, host: HostDependency) -> Profile:
    """Everyone who has the address sees my certificates that hold, now and later, with the names on them."""
    opened = await host.database.transaction(profiles.opened, caller_of(request).user, host.clock())
    return Profile(profile_at(host, opened))


@delete("/api/me/certificates/profile", opt=_SIGNED_IN, tags=["Certificates"], summary="List mine no more")
async def close_profile(request: Asked, host: HostDependency) -> None:
    """The address leads nowhere from now on; another profile has another."""
    await host.database.transaction(profiles.close, caller_of(request).user)


@get("/api/certificates/profiles/{profile:str}", tags=["Certificates"], summary="Somebody's certificates")
async def look_at_profile(profile: FromPath[str], host: HostDependency) -> Gallery:
    """As they let everyone see them; 404 where nobody does at this address."""
    return await gallery(host, profile)


async def gallery(host: Host, profile: str) -> Gallery:
    """The certificates that hold of whoever opened this profile. Raises TurnedAway with 404 where nobody did."""

    def find(connection: Connection) -> list[Found]:
        account = profiles.account_of(connection, profile)
        if account is None:
            raise TurnedAway(
                HTTPStatus.NOT_FOUND, Problem("certificate.no_profile", "nobody lists theirs here", "profile")
            )
        return [row for row in _of_account(connection, account)[0] if row.current]

    named = [(row, await name_of(host, row)) for row in await host.database.query(find)]
    return Gallery(tuple([await _listed(host, row, name) for row, name in named if name]))


async def _listed(host: Host, row: Found, name: str) -> Listed:
    said = (row.code, await title_of(host, row.tournament_id), name)
    seen = picture_of(host, row) if row.shared_at else ""
    return Listed(*said, row.kind, row.place, rows.claims(row).issued, page_of(host, row), seen)


def _of_account(connection: Connection, account: str) -> tuple[list[Found], str]:
    return [*rows.of_entrants(connection, parts_of(connection, account))], profiles.of(connection, account)


async def _own(request: Asked, host: Host, tournament: str, code: str) -> Found:
    """Raises TurnedAway where it is not the caller's own: whoever issues it cannot let everyone see it."""
    row = await host.database.query(rows.find, code, tournament)
    if row.entrant not in caller_of(request).entrants:
        raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("certificate.not_yours", "it is somebody else's"))
    return row


def page_of(host: Host, row: Found) -> str:
    """The page of a certificate."""
    return f"{address_of(host)}/v/{row.code}"


def picture_of(host: Host, row: Found) -> str:
    """Its picture, for everyone to see while it is shared."""
    return f"{page_of(host, row)}/picture.png"


def profile_at(host: Host, profile: str) -> str:
    """The page of a profile."""
    return f"{address_of(host)}/certificates/{profile}"
