"""The rows of promotions."""

import json
from datetime import datetime

import attrs
from deltacrown import Problem, Refused
from sqlalchemy import Connection, func, insert, select, update

from deltacrown_economy import names
from deltacrown_economy.alone import alone
from deltacrown_economy.ledger import Ledger, Outcome
from deltacrown_economy.promotions.promotion import GoesFor, Promotion, PromotionKind, promotion_problems
from deltacrown_economy.tables import promotions, redemptions


def create(ledger: Ledger, promotion: Promotion) -> None:
    """A new promotion, with an empty budget. Raises Refused where there cannot be one, or is one already."""
    problems = tuple(promotion_problems(promotion))
    if problems:
        raise Refused(problems)
    alone(ledger.connection, _about(promotion.code))
    there = select(promotions.c.code).where(promotions.c.code == promotion.code)
    if ledger.connection.execute(there).first():
        raise Refused([Problem("promotion.code_taken", f"there is a code {promotion.code!r} already", "code")])
    ledger.open(names.budget(promotion.code), promotion.currency)
    row = attrs.asdict(promotion) | {"kind": str(promotion.kind), "goes_for": str(promotion.goes_for)}
    row["people"] = json.dumps(promotion.people)
    ledger.connection.execute(insert(promotions).values({**row, "stopped": False}))


def fund(ledger: Ledger, code: str, source: str, amount: int, key: str, **said: str) -> Outcome:
    """Give the promotion something to spend. It never spends more than it was given."""
    return ledger.transfer(source, names.budget(code), amount, key, scope="promotions/fund", about=_about(code), **said)


def stop(connection: Connection, code: str) -> None:
    """Nobody uses the code any more. Raises Refused where there is none."""
    find(connection, code)
    connection.execute(update(promotions).where(promotions.c.code == code).values(stopped=True))


def find(connection: Connection, code: str, *, lock: bool = False) -> Promotion:
    """The promotion. With `lock` nobody else uses the code until the transaction ends. Raises Refused."""
    query = select(promotions).where(promotions.c.code == code, promotions.c.stopped.is_(False))
    row = connection.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise Refused([Problem("promotion.unknown", f"there is no code {code!r}", "code")])
    values = {name: row[name] for name in row if name not in {"stopped", "kind", "goes_for", "people"}}
    kind, goes_for = PromotionKind(row["kind"]), GoesFor(row["goes_for"])
    return Promotion(**values, kind=kind, goes_for=goes_for, people=tuple(json.loads(row["people"])))


def uses_of(connection: Connection, code: str, person: str | None = None) -> int:
    """How often the code was used, by everybody or by one person; what was given back does not count."""
    query = select(func.count()).select_from(redemptions)
    query = query.where(redemptions.c.code == code, redemptions.c.undone.is_(False))
    if person is not None:
        query = query.where(redemptions.c.person == person)
    return int(connection.execute(query).scalar_one())


def write_use(  # noqa: PLR0913, PLR0917 - the columns of a row
    connection: Connection, id_: str, code: str, person: str, amount: int, at: datetime
) -> None:
    """The code was used."""
    row = {"id": id_, "code": code, "person": person, "amount": amount, "at": at, "undone": False}
    connection.execute(insert(redemptions).values(row))


def _about(code: str) -> str:
    return f"promotion:{code}"
