"""A statement as CSV: UTF-8 with a byte order mark, and no cell that a spreadsheet would calculate."""

import csv
import io
from collections.abc import Iterator, Sequence

from deltacrown_economy.ledger import Statement, decimal

COLUMNS = ("at", "kind", "about", "reason", "amount", "balance", "currency", "transaction")
_CALCULATES = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(statement: Statement, exponent: int = 0) -> Iterator[str]:
    """The file line by line; amounts with as many digits behind the point as the currency has."""
    yield "\ufeff" + _line(COLUMNS)
    yield _line(_edge(statement, statement.since.isoformat(), "opening", statement.opening, exponent))
    for line in statement.lines:
        words = [line.at.isoformat(), *map(_text, (line.kind, line.about, line.reason))]
        sums = [decimal(line.amount, exponent), decimal(line.balance, exponent)]
        yield _line([*words, *sums, statement.currency, line.transaction])
    yield _line(_edge(statement, statement.until.isoformat(), "closing", statement.closing, exponent))


def _edge(statement: Statement, at: str, kind: str, balance: int, exponent: int) -> Sequence[str]:
    return [at, kind, "", "", "", decimal(balance, exponent), statement.currency, ""]


def _text(said: str) -> str:
    return f"'{said}" if said.startswith(_CALCULATES) else said


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
