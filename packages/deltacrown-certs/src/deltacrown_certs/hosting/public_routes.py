"""What anybody may ask: whether a certificate holds, whether a file is it, and the keys and lists to check it alone."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import rfc8785
from deltacrown import Problem
from deltacrown_host import BODY_LIMIT, UPLOAD, HostDependency, Role, TurnedAway, needs
from litestar import MediaType, Request, Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from deltacrown_certs.credentials.proof import prove
from deltacrown_certs.credentials.status_list import status_list
from deltacrown_certs.hosting import keeping_keys, rows
from deltacrown_certs.hosting.bodies import Document, Rotation, Shown, Verification
from deltacrown_certs.hosting.downloads import drawn, holding
from deltacrown_certs.hosting.issuing import digest_of, name_of, read
from deltacrown_certs.hosting.making import kind_name, title_of
from deltacrown_certs.hosting.page import Whole, gallery_page, page
from deltacrown_certs.hosting.receiving import sent_file
from deltacrown_certs.hosting.sharing import gallery, page_of, picture_of
from deltacrown_certs.keys.publishing import KeySet, did_document, key_set
from deltacrown_certs.verification.codes import code_address
from deltacrown_certs.verification.examining import AtHand, examine

Asked = Request[Any, Any, Any]
_ANYONE = needs(Role.SPECTATOR)
_AGE_S = 300
_PUBLIC = {"cache-control": f"public, max-age={_AGE_S}"}
_CREDENTIAL = "application/vc+ld+json"


@get("/api/certificates/{code:str}", tags=["Certificates"], summary="Whether a certificate holds")
async def look_up(code: FromPath[str], host: HostDependency) -> Verification:
    """What the code stands for: valid, revoked or replaced. No name is told; 404 where there is no such code."""
    return await _verification(host, await host.database.query(rows.find, code))


@post(
    "/api/certificates/{code:str}/check",
    opt={**UPLOAD, **_ANYONE},
    request_max_body_size=BODY_LIMIT,
    status_code=200,
    tags=["Certificates"],
    summary="Whether a file is the certificate",
)
async def check_file(code: FromPath[str], request: Asked, host: HostDependency) -> Shown:
    """A PDF, a PNG or a credential that somebody shows: whether it is what was issued under this code."""
    return await _shown(host, code, await sent_file(request))


@get(["/v/{code:str}", "/V/{code:str}"], include_in_schema=False)
async def look_at(code: FromPath[str], host: HostDependency) -> Response[str]:
    """The page that the QR code leads to."""
    return _html(await _page(host, code, None))


@post(
    ["/v/{code:str}", "/V/{code:str}"],
    opt={**UPLOAD, **_ANYONE},
    request_max_body_size=BODY_LIMIT,
    status_code=200,
    include_in_schema=False,
)
async def look_at_file(code: FromPath[str], request: Asked, host: HostDependency) -> Response[str]:
    """The page with what there is to say about a file."""
    return _html(await _page(host, code, await _shown(host, code, await sent_file(request))))


@get("/v/{code:str}/picture.png", include_in_schema=False)
async def look_at_picture(code: FromPath[str], host: HostDependency) -> Response[bytes]:
    """The picture of a certificate that is shared, as previews of its address show it. 404 for any other."""
    row = await host.database.query(rows.find, code)
    if row.shared_at is None:
        raise TurnedAway(HTTPStatus.NOT_FOUND, Problem("certificate.not_shared", "nobody shares this one", "code"))
    holding(row)
    row = await drawn(host, row)
    headers = {**_PUBLIC, "etag": f'"{row.png_digest}"'}
    return Response(await read(host, row, row.png), media_type="image/png", headers=headers)


@get("/certificates/{profile:str}", include_in_schema=False)
async def look_at_gallery(profile: FromPath[str], host: HostDependency) -> Response[str]:
    """The page of somebody's certificates."""
    return _html(gallery_page(await gallery(host, profile)))


@get("/.well-known/did.json", tags=["Certificates"], summary="The issuer's keys as a DID document")
async def did(host: HostDependency) -> Response[Document]:
    """Every key that ever signed a certificate here."""
    found = await host.database.query(keeping_keys.published, host)
    return Response(did_document(keeping_keys.issuer_id(host), found), headers=_PUBLIC)


@get("/.well-known/jwks.json", tags=["Certificates"], summary="The issuer's keys as a JSON Web Key Set")
async def jwks(host: HostDependency) -> Response[Document]:
    """The same keys, to be kept as a file."""
    return Response(key_set(await host.database.query(keeping_keys.published, host)), headers=_PUBLIC)


@get(
    "/api/certificates/status/{number:int}",
    media_type=_CREDENTIAL,
    tags=["Certificates"],
    summary="Which certificates no longer hold",
    responses={
        200: ResponseSpec(dict[str, Any], description="a Bitstring Status List credential", media_type=_CREDENTIAL)
    },
)
async def status(number: FromPath[int], host: HostDependency) -> Response[bytes]:
    """A status list, signed: one bit for each certificate."""

    def listed(connection: Connection) -> bytes:
        key, at = keeping_keys.issuer_of(connection, host).key, host.clock()
        address = f"{keeping_keys.address_of(host)}/api/certificates/status/{number}"
        whole = status_list(key.issuer, address, rows.revoked_in(connection, number), at)
        return rfc8785.dumps(prove(whole, key, at))

    return Response(await host.database.transaction(listed), media_type=_CREDENTIAL, headers=_PUBLIC)


@post(
    "/api/certificates/keys",
    opt=needs(Role.ADMIN),
    status_code=200,
    tags=["Certificates"],
    summary="Go on with a new key",
)
async def rotate(data: JSONBody[Rotation], host: HostDependency) -> Document:
    """What the old key signed stays valid, unless it is known to be in other hands."""
    await host.database.transaction(keeping_keys.rotate, host, stolen=data.stolen)
    return key_set(await host.database.query(keeping_keys.published, host))


async def _verification(host: HostDependency, row: rows.Found) -> Verification:
    tournament, claims = await title_of(host, row.tournament_id), rows.claims(row)
    linked = {
        "startTask": "CERTIFICATION_NAME",
        "name": f"{kind_name(row.kind)}, {tournament}",
        "organizationName": rows.look(row).organizer or tournament,
        "issueYear": claims.issued[:4],
        "issueMonth": claims.issued[5:7],
        "certUrl": code_address(keeping_keys.address_of(host), row.code),
        "certId": row.code,
    }
    address = f"https://www.linkedin.com/profile/add?{urlencode(linked)}"
    said = (row.code, rows.state(row), row.kind, row.place, tournament, claims.issued, row.reason, row.replaced_by)
    return Verification(*said, claims.digest, address)


async def _shown(host: HostDependency, code: str, data: bytes) -> Shown:
    """The very bytes that were issued, or at least a credential of ours with this code."""
    row = await host.database.query(rows.find, code)
    keys = KeySet(tuple(await host.database.query(keeping_keys.published, host)))
    report = examine(data, AtHand(host.clock(), keys))
    lines = tuple(map(str, report.checks))
    issued = digest_of(data) in (row.pdf_digest, row.png_digest)
    alone = data[:1] == b"{" and json.dumps(rows.claims(row).text).encode()[1:-1] in data
    if not (issued or (alone and report.answer.value == "yes")):
        return Shown("tampered", (*lines, "bytes:       NO           these are not the bytes that were issued"))
    return Shown(rows.state(row), lines)


async def _page(host: HostDependency, code: str, shown: Shown | None) -> str:
    row = await host.database.query(rows.find, code)
    name = await name_of(host, row) if row.current and row.shared_at else ""
    whole = Whole(page_of(host, row), name, picture_of(host, row) if name else "")
    return page(await _verification(host, row), shown, whole)


def _html(text: str) -> Response[str]:
    return Response(text, media_type=MediaType.HTML, headers={"cache-control": "no-cache"})


PUBLIC = [look_up, check_file, look_at, look_at_file, look_at_picture, look_at_gallery, did, jwks, status, rotate]
