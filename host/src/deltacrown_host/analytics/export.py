"""Entrants as CSV: in UTF-8 with the mark that spreadsheets look for, and nothing in it that they would run."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from deltacrown import Tournament

from deltacrown_host.analytics.participant import Record
from deltacrown_host.payments.steps import PaymentState

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
COLUMNS = (
    "entrant",
    "name",
    "status",
    "seed",
    "checked_in_at",
    "payment",
    "matches",
    "won",
    "lost",
    "rank",
    "prize",
    "currency",
)
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LINES_AT_ONCE = 200


def exported(
    tournament: Tournament, found: Sequence[Record], names: Mapping[str, str], payments: Mapping[str, PaymentState]
) -> Iterator[str]:
    """The file in pieces."""
    seeds = {entrant: seed for seed, entrant in enumerate(tournament.seeds, 1)}
    yield BOM + _lines([COLUMNS])
    for first in range(0, len(found), _LINES_AT_ONCE):
        yield _lines(_row(tournament, one, seeds, names, payments) for one in found[first : first + _LINES_AT_ONCE])


def _row(
    tournament: Tournament,
    record: Record,
    seeds: Mapping[str, int],
    names: Mapping[str, str],
    payments: Mapping[str, PaymentState],
) -> tuple[object, ...]:
    entrant = tournament.entrants[record.entrant]
    return (
        entrant.id,
        names.get(entrant.id, entrant.id),
        entrant.status.value,
        seeds.get(entrant.id, ""),
        entrant.checked_in.isoformat() if entrant.checked_in else "",
        payments.get(entrant.id, PaymentState.NONE).value,
        len(record.form),
        record.form.count("W"),
        record.form.count("L"),
        record.rank or "",
        record.prize,
        record.currency,
    )


def _lines(rows: Iterator[tuple[object, ...]] | Sequence[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(tuple(map(harmless, row)) for row in rows)
    return text.getvalue()


def harmless(cell: object) -> object:
    """The cell, with an apostrophe before a text that a spreadsheet would run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
