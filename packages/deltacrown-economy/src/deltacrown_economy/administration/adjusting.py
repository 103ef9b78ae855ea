"""An adjustment: one person asks for it, another one approves, and only then money moves."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import attrs
from attrs import frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, insert, select, update

from deltacrown_economy.alone import alone
from deltacrown_economy.ledger import LARGEST, Ledger, Leg
from deltacrown_economy.tables import adjustments as table


class AdjustmentState(StrEnum):
    """How far an adjustment is."""

    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"


@frozen
class Adjustment:
    """An amount that comes to `account` from `counter`, or goes the other way where it is below zero."""

    id: str
    account: str
    counter: str
    amount: int
    reason: str
    asked_by: str
    asked_at: datetime
    state: AdjustmentState = AdjustmentState.ASKED
    decided_by: str = ""
    decided_at: datetime | None = None
    transaction: str = ""


def ask(  # noqa: PLR0913, PLR0917 - what an adjustment is
    connection: Connection, key: str, account: str, counter: str, amount: int, reason: str, asked_by: str, now: datetime
) -> Adjustment:
    """Ask for an adjustment; the same key again is the same one. Raises Refused."""
    if not 0 < abs(amount) <= LARGEST:
        raise Refused([Problem("adjustment.amount_invalid", "an adjustment moves something", "amount")])
    if not reason.strip():
        raise Refused([Problem("reason.empty", "say why", "reason")])
    id_ = sha256(f"{asked_by}:{key}".encode()).hexdigest()[:32]
    wanted = Adjustment(id_, account, counter, amount, reason, asked_by, now)
    alone(connection, f"adjustment:{id_}")
    before = _find(connection, id_)
    if before is None:
        connection.execute(insert(table).values({**attrs.asdict(wanted), "state": str(wanted.state)}))
        return wanted
    if (before.account, before.counter, before.amount, before.reason) != (account, counter, amount, reason):
        raise Refused([Problem("adjustment.key_reused", "the key was used for another adjustment", "key")])
    return before


def approve(ledger: Ledger, id_: str, by: str, now: datetime) -> Adjustment:
    """Money moves. Raises Refused where it is not another person's to approve, and LedgerRefused."""
    asked = _open(ledger.connection, id_, by)
    if asked.state is AdjustmentState.APPROVED:
        return asked
    legs = [Leg(asked.counter, -asked.amount), Leg(asked.account, asked.amount)]
    said = {"scope": "administration/adjustment", "about": f"account:{asked.account}", "actor": by}
    done = ledger.post(legs, id_, **said, reason=asked.reason)
    return _decide(ledger.connection, id_, AdjustmentState.APPROVED, by, now, done.transaction)


def reject(connection: Connection, id_: str, by: str, now: datetime) -> Adjustment:
    """Nothing moves. Whoever asked may take it back so too. Raises Refused."""
    asked = find(connection, id_, lock=True)
    if asked.state is not AdjustmentState.ASKED:
        raise Refused([Problem("adjustment.decided", f"it was {asked.state.value} already")])
    return _decide(connection, id_, AdjustmentState.REJECTED, "" if by == asked.asked_by else by, now)


def adjustments(connection: Connection, state: AdjustmentState | None = None, limit: int = 100) -> list[Adjustment]:
    """What was asked for, the newest first."""
    query = select(table) if state is None else select(table).where(table.c.state == str(state))
    rows = connection.execute(query.order_by(table.c.asked_at.desc(), table.c.id).limit(limit)).mappings()
    return [_adjustment(row) for row in rows]


def find(connection: Connection, id_: str, *, lock: bool = False) -> Adjustment:
    """The adjustment. Raises Refused where there is none."""
    found = _find(connection, id_, lock=lock)
    if found is None:
        raise Refused([Problem("adjustment.unknown", f"there is no adjustment {id_!r}")])
    return found


def _open(connection: Connection, id_: str, by: str) -> Adjustment:
    asked = find(connection, id_, lock=True)
    if asked.state is AdjustmentState.REJECTED:
        raise Refused([Problem("adjustment.decided", "it was rejected already")])
    if by == asked.asked_by:
        raise Refused([Problem("adjustment.own", "somebody else approves what you have asked for")])
    return asked


def _decide(  # noqa: PLR0913, PLR0917 - what a decision is
    connection: Connection, id_: str, state: AdjustmentState, by: str, now: datetime, transaction: str = ""
) -> Adjustment:
    values = {"state": str(state), "decided_by": by, "decided_at": now, "transaction": transaction}
    connection.execute(update(table).where(table.c.id == id_).values(values))
    return find(connection, id_)


def _find(connection: Connection, id_: str, *, lock: bool = False) -> Adjustment | None:
    query = select(table).where(table.c.id == id_)
    row = connection.execute(query.with_for_update() if lock else query).mappings().first()
    return _adjustment(row) if row else None


def _adjustment(row: Mapping[Any, Any]) -> Adjustment:
    return Adjustment(**{**row, "state": AdjustmentState(row["state"])})
