"""Templates: save a tournament as one, share it, make a tournament from it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from attrs import evolve, frozen
from deltacrown import Malformed, Problem, wire
from litestar import Request, Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from sqlalchemy import Connection

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.needs import SIGNED_IN, caller_of, needs
from deltacrown_host.access.roles import Permission, Role
from deltacrown_host.accounts.records import known as known_account
from deltacrown_host.audit.deeds import Deed, doer_of, note
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.edge.orders import Receipt, command_id_of
from deltacrown_host.templates import records
from deltacrown_host.templates.records import LONGEST_NAME, Sharing, Template
from deltacrown_host.tournaments.bodies import NewTournament
from deltacrown_host.tournaments.creating import create

Asked = Request[Any, Any, Any]


@frozen
class NewTemplate:
    """How to keep a tournament's settings: the tournament's name where none is given."""

    name: str = ""
    sharing: Sharing = Sharing.OWN


@frozen
class TemplateChange:
    """What a template is called, and who sees it; `shared_with` are accounts."""

    name: str
    sharing: Sharing = Sharing.OWN
    shared_with: tuple[str, ...] = ()


@frozen
class FromTemplate:
    """What a tournament has of its own: the rest is the template's."""

    name: str
    id: str = ""
    starts_at: datetime | None = None


@frozen
class TemplateView:
    """A template; with whom it is shared is for its owner."""

    id: str
    owner: str
    name: str
    sharing: Sharing
    shared_with: tuple[str, ...]
    settings: dict[str, Any]
    created_at: datetime
    updated_at: datetime


@frozen
class TemplateList:
    """The templates that one may use, by name."""

    templates: tuple[TemplateView, ...]


@post(
    "/tournaments/{tournament:str}/templates",
    dto=StrictBody[NewTemplate],
    return_dto=None,
    opt=needs(Permission.MANAGE),
    summary="Save as a template",
)
async def save(
    tournament: FromPath[str], data: JSONBody[NewTemplate], request: Asked, host: HostDependency
) -> TemplateView:
    """Keep the tournament's settings, without its dates, to make others from."""
    settings = await host.desk.look(tournament, lambda standing, _: standing.settings)
    name, caller, now = data.name or settings.name, caller_of(request), host.clock()
    _check(name)

    def work(connection: Connection) -> Template:
        id_ = records.keep(connection, caller.user, name, data.sharing, settings, now)
        made = records.known(connection, caller, id_)
        note(connection, doer_of(request), _deed("template.create", None, made, tournament), now)
        return made

    return _view(await host.database.transaction(work), caller)


@get("/templates", opt=SIGNED_IN, summary="List templates")
async def list_templates(request: Asked, host: HostDependency) -> TemplateList:
    """One's own, those that others share with one, and public ones."""
    caller = caller_of(request)
    found = await host.database.query(records.seen_by, caller)
    return TemplateList(tuple(_view(template, caller) for template in found))


@get("/templates/{template:str}", opt=SIGNED_IN, summary="Look at a template")
async def show(template: FromPath[str], request: Asked, host: HostDependency) -> TemplateView:
    """The template, for whoever may use it."""
    caller = caller_of(request)
    return _view(await host.database.query(records.known, caller, template), caller)


@put(
    "/templates/{template:str}",
    dto=StrictBody[TemplateChange],
    return_dto=None,
    opt=SIGNED_IN,
    summary="Name and share a template",
)
async def change(
    template: FromPath[str], data: JSONBody[TemplateChange], request: Asked, host: HostDependency
) -> TemplateView:
    """Call it something else, and say who may use it: its owner does."""
    _check(data.name)
    caller, now = caller_of(request), host.clock()

    def work(connection: Connection) -> Template:
        found = records.known(connection, caller, template, own=True)
        shared = [known_account(connection, account).id for account in data.shared_with]
        records.change(connection, found, data.name, data.sharing, shared, now)
        changed = records.known(connection, caller, template)
        note(connection, doer_of(request), _deed("template.change", found, changed), now)
        return changed

    return _view(await host.database.transaction(work), caller)


@delete("/templates/{template:str}", opt=SIGNED_IN, status_code=HTTP_204_NO_CONTENT, summary="Remove a template")
async def remove(template: FromPath[str], request: Asked, host: HostDependency) -> None:
    """Take it out of sight: its owner does. Tournaments made from it stay."""
    caller, now = caller_of(request), host.clock()

    def work(connection: Connection) -> None:
        found = records.known(connection, caller, template, own=True)
        records.remove(connection, found, now)
        note(connection, doer_of(request), _deed("template.remove", found, None), now)

    await host.database.transaction(work)


@post(
    "/templates/{template:str}/tournaments",
    dto=StrictBody[FromTemplate],
    return_dto=None,
    opt=needs(Role.ORGANIZER),
    status_code=HTTP_201_CREATED,
    summary="Create from a template",
)
async def create_from(
    template: FromPath[str], data: JSONBody[FromTemplate], request: Asked, host: HostDependency
) -> Response[Receipt]:
    """Create a tournament as a draft, with the template's settings. `Location` says where it is."""
    command_id = command_id_of(request)
    found = await host.database.query(records.known, caller_of(request), template)
    settings = evolve(found.settings, name=data.name, starts_at=data.starts_at)
    return await create(host, request, NewTournament.of(settings, data.id), command_id)


def _deed(action: str, before: Template | None, after: Template | None, tournament: str = "") -> Deed:
    shown = [
        {"sharing": one.sharing.value, "shared_with": list(one.shared_with)} if one else None for one in (before, after)
    ]
    named = after or before
    return Deed(action, f"template/{named.id if named else ''}", tournament, *shown)


def _check(name: str) -> None:
    problems = list(_problems(name))
    if problems:
        raise Malformed(problems)


def _problems(name: str) -> Iterator[Problem]:
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        yield Problem("template.name_length", f"a name has 1 to {LONGEST_NAME} characters", "name")


def _view(template: Template, caller: Caller) -> TemplateView:
    mine = caller.user == template.owner or caller.role is Role.ADMIN
    return TemplateView(
        id=template.id,
        owner=template.owner,
        name=template.name,
        sharing=template.sharing,
        shared_with=template.shared_with if mine else (),
        settings=wire.unstructure(template.settings),
        created_at=template.created_at,
        updated_at=template.updated_at,
    )


router = Router(
    "/api", route_handlers=[save, list_templates, show, change, remove, create_from], tags=["Templates and series"]
)
