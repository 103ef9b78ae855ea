"""The routes of a tournament's certificates: issue, list, reissue, revoke; one at a time or everyone's."""

from typing import Any

from deltacrown import Malformed, Problem, Refused
from deltacrown_host import Deed, HostDependency, Permission, StrictBody, caller_of, doer_of, needs, note
from litestar import Request, Response, get, post
from litestar.params import FromPath, JSONBody
from sqlalchemy import Connection

from deltacrown_certs.hosting import jobs, rows
from deltacrown_certs.hosting.bodies import Issued, IssuedCertificates, NewBatch, NewCertificate, Progress, Reason
from deltacrown_certs.hosting.issuing import Wanted, issue
from deltacrown_certs.hosting.looks import check
from deltacrown_certs.hosting.making import Ranked, ranked

Asked = Request[Any, Any, Any]
_MAY = needs(Permission.CERTIFICATES)
_LONGEST_REASON = 500


def one_of(everyone: list[Ranked], entrant: str) -> Ranked:
    """The entrant among those who are ranked. Raises Refused."""
    for who in everyone:
        if who.entrant == entrant:
            return who
    raise Refused([Problem("entrant.unknown", f"{entrant!r} is not in the final ranking", "entrant")])


@post("/", opt=_MAY, dto=StrictBody[NewCertificate], return_dto=None, summary="Issue a certificate")
async def issue_one(
    tournament: FromPath[str], data: JSONBody[NewCertificate], request: Asked, host: HostDependency
) -> Response[Issued]:
    """Of the kind of the entrant's place, another that it is worth, or one's own. Again, it answers the same."""
    who = one_of(await ranked(host, tournament), data.entrant)
    wanted = Wanted(who, data.kind or who.kind, data.look, caller_of(request).user)
    row, new = await issue(host, wanted)
    if new:
        await _noted(host, request, "certificate.issue", row)
    return Response(rows.view(row), status_code=201 if new else 200)


@get("/", opt=_MAY, summary="List the certificates")
async def list_all(tournament: FromPath[str], host: HostDependency) -> IssuedCertificates:
    """Every certificate, those that no longer hold included."""
    found = await host.database.query(rows.of_tournament, tournament)
    return IssuedCertificates(tuple(map(rows.view, found)))


@post("/{code:str}/reissue", opt=_MAY, summary="Issue a certificate again")
async def reissue(tournament: FromPath[str], code: FromPath[str], request: Asked, host: HostDependency) -> Issued:
    """With the name and the place of now. The old one says what replaced it."""
    old = await host.database.query(rows.find, code, tournament)
    if not old.current:
        raise Refused([Problem("certificate.ended", "this one does not hold any more", "code")])
    who = one_of(await ranked(host, tournament), old.entrant)
    wanted = Wanted(who, old.kind, rows.look(old), caller_of(request).user)
    row, _ = await issue(host, wanted, again=True)
    await _noted(host, request, "certificate.reissue", row)
    return rows.view(row)


@post("/{code:str}/revoke", opt=_MAY, status_code=200, summary="Revoke a certificate")
async def revoke(
    tournament: FromPath[str], code: FromPath[str], data: JSONBody[Reason], request: Asked, host: HostDependency
) -> Issued:
    """For a reason that everyone may read. What is revoked stays so; another may be issued."""
    if not 0 < len(data.reason.strip()) <= _LONGEST_REASON:
        problem = Problem("certificate.reason", f"a reason has 1 to {_LONGEST_REASON} characters", "reason")
        raise Malformed([problem])

    def end(connection: Connection) -> rows.Found:
        row = rows.find(connection, code, tournament)
        if row.current:
            rows.end(connection, row.code, host.clock(), data.reason.strip())
            deed = Deed("certificate.revoke", f"certificate/{row.code}", tournament)
            note(connection, doer_of(request), deed, host.clock())
        return rows.find(connection, row.code)

    return rows.view(await host.database.transaction(end))


@post(
    "/batch",
    opt=_MAY,
    dto=StrictBody[NewBatch],
    return_dto=None,
    status_code=202,
    summary="Issue everyone's certificates",
)
async def issue_all(
    tournament: FromPath[str], data: JSONBody[NewBatch], request: Asked, host: HostDependency
) -> Progress:
    """In the background, for everyone who is ranked. Asked again while it is under way, it says how far it is."""
    everyone, account = await ranked(host, tournament), caller_of(request).user
    await check(host, everyone[0], data.look)
    return await host.database.transaction(jobs.begin, tournament, data.look, account, len(everyone), host.clock())


@get("/batch", opt=_MAY, summary="How far the certificates are")
async def how_far(tournament: FromPath[str], host: HostDependency) -> Progress:
    """How many of everyone's certificates are issued."""
    row = await host.database.query(rows.unfinished, tournament)
    if row is None:
        return Progress(0, 0, host.clock(), None)
    return jobs.progress(row)


async def _noted(host: HostDependency, request: Asked, action: str, row: rows.Found) -> None:
    deed = Deed(action, f"certificate/{row.code}", row.tournament_id, after={"kind": row.kind, "entrant": row.entrant})
    await host.database.transaction(note, doer_of(request), deed, host.clock())


ISSUING = [issue_one, list_all, reissue, revoke, issue_all, how_far]
