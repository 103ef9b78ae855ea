"""The rows of templates: kept, found by those who may see them, shared, taken away."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from attrs import evolve, frozen
from deltacrown import Problem, Refused, TournamentSettings, Window, wire
from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.secret import new_id
from deltacrown_host.templates.tables import template_shares, templates

LONGEST_NAME = 200


class Sharing(StrEnum):
    """Who sees a template besides its owner and administrators."""

    OWN = "own"
    """Nobody."""
    SHARED = "shared"
    """Those whom the owner names."""
    PUBLIC = "public"
    """Everyone."""


@frozen
class Template:
    """Settings without dates, under a name of their own."""

    id: str
    owner: str
    name: str
    sharing: Sharing
    shared_with: tuple[str, ...]
    settings: TournamentSettings
    created_at: datetime
    updated_at: datetime


def undated(settings: TournamentSettings) -> TournamentSettings:
    """The settings without what belongs to one occasion."""
    return evolve(settings, starts_at=None, registration=Window())


def keep(  # noqa: PLR0913, PLR0917 - the columns of a row
    connection: Connection, owner: str, name: str, sharing: Sharing, settings: TournamentSettings, now: datetime
) -> str:
    """A new template; answers its id."""
    id_ = new_id()
    text = wire.dumps(wire.unstructure(undated(settings)))
    said = {"id": id_, "owner": owner, "name": name, "sharing": sharing.value, "settings": text}
    connection.execute(insert(templates).values(**said, created_at=now, updated_at=now))
    return id_


def known(connection: Connection, caller: Caller, id_: str, *, own: bool = False) -> Template:
    """A template that the caller may see, or with `own` change. Raises Refused: what is hidden is not there."""
    wanted = select(templates).where(templates.c.id == id_, _seen_by(caller, own=own))
    row = connection.execute(wanted).first()
    if row is None:
        raise Refused([Problem("template.unknown", f"there is no template {id_!r}", "template")])
    return _template(connection, row)


def seen_by(connection: Connection, caller: Caller) -> tuple[Template, ...]:
    """The templates that the caller may see, by name."""
    wanted = select(templates).where(_seen_by(caller, own=False)).order_by(templates.c.name, templates.c.id)
    return tuple(_template(connection, row) for row in connection.execute(wanted).all())


def change(  # noqa: PLR0913, PLR0917 - the columns of a row
    connection: Connection, template: Template, name: str, sharing: Sharing, accounts: Collection[str], now: datetime
) -> None:
    """Name it, and share it, anew."""
    mine = templates.c.id == template.id
    connection.execute(update(templates).where(mine).values(name=name, sharing=sharing.value, updated_at=now))
    connection.execute(delete(template_shares).where(template_shares.c.template == template.id))
    for account in sorted(set(accounts)):
        connection.execute(insert(template_shares).values(template=template.id, account=account))


def remove(connection: Connection, template: Template, now: datetime) -> None:
    """Put it out of sight. Its row stays."""
    connection.execute(update(templates).where(templates.c.id == template.id).values(removed_at=now))


def _seen_by(caller: Caller, *, own: bool) -> ColumnElement[bool]:
    there = templates.c.removed_at.is_(None)
    if caller.role is Role.ADMIN:
        return there
    theirs = templates.c.owner == caller.user
    if own:
        return there & theirs
    named = select(template_shares.c.template).where(template_shares.c.account == caller.user)
    shared = (templates.c.sharing == Sharing.SHARED.value) & templates.c.id.in_(named)
    return there & or_(theirs, shared, templates.c.sharing == Sharing.PUBLIC.value)


def _template(connection: Connection, row: Row[tuple[object, ...]]) -> Template:
    shares = select(template_shares.c.account).where(template_shares.c.template == row.id)
    accounts = tuple(connection.execute(shares.order_by(template_shares.c.account)).scalars())
    return Template(
        id=row.id,
        owner=row.owner,
        name=row.name,
        sharing=Sharing(row.sharing),
        shared_with=accounts,
        settings=wire.structure(wire.loads(row.settings), TournamentSettings),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
