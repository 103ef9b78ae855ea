"""A statement as a table for spreadsheets."""

import csv
from io import StringIO

from deltacrown_economy.ledger.money import decimal
from deltacrown_economy.ledger.reading import Statement

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_statement(statement: Statement, exponent: int = 0) -> str:
    """A row for what there was before, one for every entry, and one for what there was in the end.

    `exponent` is that of the currency. Texts that a spreadsheet would take for formulas begin with an apostrophe.
    """
    text = StringIO()
    table = csv.writer(text)
    table.writerow(("at", "kind", "about", "reason", "amount", "balance", "currency", "transaction"))
    since, until = statement.since.isoformat(), statement.until.isoformat()
    table.writerow((since, "opening", "", "", "", decimal(statement.opening, exponent), statement.currency, ""))
    for line in statement.lines:
        said = (line.at.isoformat(), line.kind, _harmless(line.about), _harmless(line.reason))
        moved = (decimal(line.amount, exponent), decimal(line.balance, exponent))
        table.writerow((*said, *moved, statement.currency, line.transaction))
    table.writerow((until, "closing", "", "", "", decimal(statement.closing, exponent), statement.currency, ""))
    return text.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
