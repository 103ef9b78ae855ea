"""Whether a plan is paid: what is due, beside what the ledger says was paid."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen
from sqlalchemy import Connection, select

from deltacrown_economy.ledger import Status
from deltacrown_economy.ledger.tables import accounts
from deltacrown_economy.prizes.paying import paid_so_far
from deltacrown_economy.prizes.plan import Plan


class FindingKind(StrEnum):
    """What can be wrong with a payout."""

    MISSING = "missing"
    """Nothing was paid."""
    WRONG_AMOUNT = "wrong_amount"
    """Something else was paid."""
    UNEXPECTED = "unexpected"
    """Somebody was paid who gets nothing."""
    FAILED = "failed"
    """It cannot be paid: nobody knows whose it is, or their account is closed."""
    OVER_POOL = "over_pool"
    """More was paid than there was to give."""


@frozen
class Finding:
    """What is wrong, for whom. `entrant` is empty where it concerns no single one."""

    kind: FindingKind
    account: str
    entrant: str
    due: int
    paid: int


def verify(connection: Connection, plan: Plan) -> tuple[Finding, ...]:
    """Everything that is wrong; nothing where the plan is paid."""
    return tuple(_findings(connection, plan))


def _findings(connection: Connection, plan: Plan) -> Iterator[Finding]:
    paid, due = paid_so_far(connection, plan), plan.due
    whose = {part.account: part.entrant for part in plan.parts}
    closed = select(accounts.c.name).where(accounts.c.name.in_(list(due)), accounts.c.status == str(Status.CLOSED))
    unpayable = set(connection.execute(closed).scalars())
    for part in plan.parts:
        if not part.account:
            yield Finding(FindingKind.FAILED, "", part.entrant, part.amount, 0)
    for account in sorted({*due, *paid}):
        wanted, got = due.get(account, 0), paid.get(account, 0)
        if wanted != got:
            kind = _kind(wanted, got, failed=account in unpayable)
            yield Finding(kind, account, whose.get(account, ""), wanted, got)
    if sum(paid.values()) > plan.pool:
        yield Finding(FindingKind.OVER_POOL, plan.escrow, "", plan.pool, sum(paid.values()))


def _kind(due: int, paid: int, *, failed: bool) -> FindingKind:
    if failed:
        return FindingKind.FAILED
    if not paid:
        return FindingKind.MISSING
    return FindingKind.WRONG_AMOUNT if due else FindingKind.UNEXPECTED
