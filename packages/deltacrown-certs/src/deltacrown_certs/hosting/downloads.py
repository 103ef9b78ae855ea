"""Certificates as files: to whoever they are for, and to whoever issues them."""

import json
from asyncio import to_thread
from http import HTTPStatus
from tempfile import TemporaryFile
from typing import Annotated, Any, Literal
from zipfile import ZIP_STORED, ZipFile

from attrs import evolve
from deltacrown import Problem, Refused
from deltacrown_host import (
    Host,
    HostDependency,
    Permission,
    TurnedAway,
    caller_of,
    known_versions,
    link_to_file,
    needs,
)
from litestar import Request, Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from deltacrown_certs.hosting import rows
from deltacrown_certs.hosting.issuing import FILE, digest_of, name_on, picture, read
from deltacrown_certs.hosting.making import Ranked, ranked
from deltacrown_certs.hosting.rows import Found
from deltacrown_certs.issuing import credential_of
from deltacrown_certs.printing import Printing

Asked = Request[Any, Any, Any]
Format = Literal["pdf", "png", "credential"]
_TYPES: dict[str, tuple[str, str]] = {
    "pdf": ("application/pdf", "pdf"),
    "png": ("image/png", "png"),
    "credential": ("application/vc+ld+json", "json"),
}
_AT_ONCE = 64 * 1024
_FILE = {200: ResponseSpec(bytes, description="the file, as an attachment", media_type="application/octet-stream")}
_LINK = {307: ResponseSpec(None, description="the file is at `Location`, for ten minutes", generate_examples=False)}


@get("/{code:str}", summary="Download a certificate", responses={**_FILE, **_LINK})
async def download(
    tournament: FromPath[str],
    code: FromPath[str],
    request: Asked,
    host: HostDependency,
    format_: Annotated[Format, QueryParameter(name="format")] = "pdf",
) -> Response[Any]:
    """As PDF, PNG or credential. 410 for one that no longer holds."""
    row = await host.database.query(rows.find, code, tournament)
    _admit(request, row)
    holding(row)
    if format_ == "png":
        row = await drawn(host, row)
    file, digest = {"pdf": (row.pdf, row.pdf_digest), "png": (row.png, row.png_digest), "credential": ("", "")}[format_]
    data = b"" if digest else credential_of(await read(host, row, row.pdf)).encode()
    headers = {"etag": f'"{digest or digest_of(data)}"', "cache-control": "private, max-age=300"}
    known = known_versions(request.headers.get("if-none-match", ""))
    if known & {headers["etag"].strip('"'), "*"}:
        return Response(None, status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    link = file and await host.database.query(link_to_file, host.files, row.tournament_id, FILE, file)
    if file and not link:
        data = await read(host, row, file)
    await host.database.transaction(rows.downloaded, row.code, host.clock())
    if link:
        # The link is good for less long than the file would be.
        led = {"location": link, "cache-control": "private, no-store"}
        return Response(None, status_code=HTTPStatus.TEMPORARY_REDIRECT, headers={**headers, **led})
    media_type, ending = _TYPES[format_]
    headers["content-disposition"] = f'attachment; filename="{row.code}.{ending}"'
    return Response(data, media_type=media_type, headers=headers)


@get("/all", opt=needs(Permission.CERTIFICATES), summary="Download all certificates", responses=_FILE)
async def download_all(
    tournament: FromPath[str],
    host: HostDependency,
    format_: Annotated[Literal["zip", "pdf"], QueryParameter(name="format")] = "zip",
) -> Response[Any]:
    """All that hold: as a ZIP with a list of their digests, or as one PDF to print."""
    found = await host.database.query(rows.of_tournament, tournament, holding=True)
    if not found:
        raise Refused([Problem("certificate.none", "no certificate was issued here", "tournament")])
    file = TemporaryFile()  # noqa: SIM115 - it is closed by whoever sends it
    write = _zip if format_ == "zip" else _one_pdf
    await write(host, list(found), file)
    file.seek(0)
    headers = {"content-disposition": f'attachment; filename="{tournament}-certificates.{format_}"'}
    headers["cache-control"] = "private, no-store"
    return Stream(_pieces(file), media_type=f"application/{format_}", headers=headers)


def _admit(request: Asked, row: Found) -> None:
    """Whoever it is for, and whoever may issue it. Raises TurnedAway."""
    caller = caller_of(request)
    if row.entrant in caller.entrants or caller.may(Permission.CERTIFICATES):
        return
    if not caller.signed_in:
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, Problem("access.not_signed_in", "sign in first"))
    raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("certificate.not_yours", "it is somebody else's"))


def holding(row: Found) -> None:
    """Raises TurnedAway with 410 for one that no longer holds."""
    if not row.current:
        problem = Problem(f"certificate.{rows.state(row)}", str(row.reason), "code")
        raise TurnedAway(HTTPStatus.GONE, problem)


async def drawn(host: Host, row: Found) -> Found:
    """The certificate with its picture, which is drawn when somebody first asks for it."""
    if row.png:
        return row
    return await picture(host, row, await _as_issued(host, row, await read(host, row, row.pdf)))


async def _as_issued(host: Host, row: Found, document: bytes) -> Ranked:
    """The entrant with the name that is on the document, whatever they are called by now."""
    who = next((one for one in await ranked(host, row.tournament_id) if one.entrant == row.entrant), None)
    if who is None:
        raise Refused([Problem("entrant.unknown", "the entrant is not ranked any more", "code")])
    claims = rows.claims(row)
    return evolve(who, name=name_on(document), place=claims.place, head=claims.journal, length=claims.length)


async def _zip(host: Host, found: list[Found], file: Any) -> None:
    listed = []
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for row in found:
            await to_thread(archive.writestr, f"{row.code}.pdf", await read(host, row, row.pdf))
            listed.append({"code": row.code, "entrant": row.entrant, "kind": row.kind, "sha256": row.pdf_digest})
        archive.writestr("manifest.json", json.dumps(listed, indent=1))


async def _one_pdf(host: Host, found: list[Found], file: Any) -> None:
    whole = await to_thread(Printing)
    for row in found:
        await to_thread(whole.add, await read(host, row, row.pdf))
    await to_thread(whole.write, file)


def _pieces(file: Any) -> Any:
    with file:
        while piece := file.read(_AT_ONCE):
            yield piece
