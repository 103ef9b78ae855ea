"""An account beside somebody else's statement of it, such as a bank's or a payment provider's."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from attrs import frozen
from deltacrown import Malformed, Problem
from sqlalchemy import Connection, select

from deltacrown_economy.ledger.tables import accounts, entries, transactions


class LineState(StrEnum):
    """How a line of the statement and an entry of the account compare."""

    MATCHED = "matched"
    DIFFERENT = "different"
    """Both are there, with different amounts."""
    MISSING = "missing"
    """The statement has it, and the account does not."""
    UNKNOWN = "unknown"
    """The account has it, and the statement does not."""


@frozen
class Line:
    """What one reference is worth in the statement, and in the account; None where it is not in there."""

    state: LineState
    reference: str
    theirs: int | None
    ours: int | None


@frozen
class Report:
    """Every line, those that do not match first; and the sums of both sides."""

    lines: tuple[Line, ...]
    theirs: int
    ours: int

    @property
    def clean(self) -> bool:
        """Whether everything matches."""
        return all(line.state is LineState.MATCHED for line in self.lines)


def read_csv(lines: Iterable[str], exponent: int = 0) -> Sequence[tuple[str, int]]:
    """The (reference, amount in minor units) of each row of a CSV file with columns of these names. Raises Malformed.

    A reference is a transaction's id, its key, or what it is about.
    """
    rows = csv.DictReader(line.removeprefix("\ufeff") for line in lines)
    if not {"reference", "amount"}.issubset(rows.fieldnames or ()):
        raise Malformed([Problem("reconcile.columns", "the columns `reference` and `amount` are required", "file")])
    return [((row["reference"] or "").strip(), _amount(row["amount"], exponent, rows.line_num)) for row in rows]


def reconcile(connection: Connection, account: str, theirs: Sequence[tuple[str, int]]) -> Report:
    """Compare the rows with the account's entries. A reference that comes twice is the sum of both."""
    query = (
        select(entries.c.amount, transactions.c.id, transactions.c.key, transactions.c.about)
        .join(transactions, transactions.c.id == entries.c.transaction_id)
        .join(accounts, accounts.c.id == entries.c.account_id)
        .where(accounts.c.name == account)
        .order_by(entries.c.seq)
    )
    wanted: dict[str, int] = {}
    for reference, amount in theirs:
        wanted[reference] = wanted.get(reference, 0) + amount
    ours: dict[str, int] = {}
    for amount, id_, key, about in connection.execute(query):
        name = next((name for name in (id_, key, about) if name in wanted), id_)
        ours[name] = ours.get(name, 0) + int(amount)
    lines = [_line(name, wanted.get(name), ours.get(name)) for name in sorted({*wanted, *ours})]
    lines.sort(key=lambda line: line.state is LineState.MATCHED)
    return Report(tuple(lines), sum(wanted.values()), sum(ours.values()))


def _line(name: str, theirs: int | None, ours: int | None) -> Line:
    if ours is None:
        return Line(LineState.MISSING, name, theirs, ours)
    if theirs is None:
        return Line(LineState.UNKNOWN, name, theirs, ours)
    return Line(LineState.MATCHED if theirs == ours else LineState.DIFFERENT, name, theirs, ours)


def _amount(text: str | None, exponent: int, line: int) -> int:
    try:
        minor = Decimal((text or "").strip()).scaleb(exponent)
        if minor == minor.to_integral_value() and minor.is_finite():
            return int(minor)
    except InvalidOperation:
        pass
    message = f"line {line}: {text!r} is no amount with at most {exponent} digits behind the point"
    raise Malformed([Problem("reconcile.amount", message, "file")])
