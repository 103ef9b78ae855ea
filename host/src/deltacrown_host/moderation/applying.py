"""A ban takes effect: its entrants leave, or are put out. By jobs, which were written down with it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from deltacrown import Command, DisqualifyEntrant, Refused, WithdrawEntrant
from sqlalchemy import Connection, or_, select

from deltacrown_host.accounts.tables import staff
from deltacrown_host.jobs.queue import enqueue
from deltacrown_host.moderation.sanctions import Sanction
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.store.desk import Desk, Order

APPLY_BAN = "apply_ban"


class Entrants(StrEnum):
    """What becomes of the entrants of whoever is banned."""

    STAY = "stay"
    """They play on."""
    WITHDRAW = "withdraw"
    """They leave, as if by themselves."""
    DISQUALIFY = "disqualify"
    """They are put out."""


def leave_jobs(connection: Connection, ban: Sanction, fate: Entrants, now: datetime) -> None:
    """Have every entrant of the account treated so where the ban holds."""
    rows = entrant_accounts.c
    wanted = select(rows.tournament_id, rows.entrant).where(rows.account == ban.account)
    if ban.tournament or ban.organizer:
        theirs = select(staff.c.tournament_id).where(staff.c.account == ban.organizer, staff.c.owner == 1)
        wanted = wanted.where(or_(rows.tournament_id == ban.tournament, rows.tournament_id.in_(theirs)))
    for row in connection.execute(wanted).all():
        what = {"tournament": row.tournament_id, "entrant": row.entrant, "fate": fate.value, "by": ban.by}
        enqueue(connection, APPLY_BAN, {**what, "sanction": ban.id}, now)


async def apply_ban(desk: Desk, payload: Mapping[str, Any]) -> None:
    """Treat one entrant so. Where it is over, or they have left, nothing is to be done."""
    entrant = payload["entrant"]
    command: Command = (
        WithdrawEntrant(entrant)
        if payload["fate"] == Entrants.WITHDRAW
        else DisqualifyEntrant(entrant, f"sanction {payload['sanction']}")
    )
    order = Order(payload["tournament"], command, id=f"ban-{payload['sanction']}-{entrant}", actor=payload["by"])
    try:
        await desk.submit(order)
    except Refused:
        return
