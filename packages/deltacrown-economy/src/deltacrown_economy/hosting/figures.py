"""What the ledger knows of a tournament's numbers."""

from collections.abc import Mapping

from deltacrown import Tournament
from sqlalchemy import Connection

from deltacrown_economy.ledger import balance
from deltacrown_economy.prizes import Plan
from deltacrown_economy.prizes.paying import paid_so_far


def figures(connection: Connection, tournament: Tournament) -> Mapping[str, int]:
    """What was paid of the prizes; nothing of a tournament whose money is elsewhere."""
    if tournament.settings.prize is None:
        return {}
    pool = tournament.settings.prize.pool
    plan = Plan(tournament.id, pool.currency, pool.amount, ())
    if not balance(connection, plan.escrow).entries:
        return {}
    return {"prizes_paid": sum(paid_so_far(connection, plan).values())}
