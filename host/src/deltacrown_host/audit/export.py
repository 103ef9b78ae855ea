"""The trail as a file: a table (CSV, UTF-8 with a mark, as spreadsheets like it), or a line of JSON for each line."""

import csv
import io
import json
from collections.abc import Sequence

from attrs import asdict, fields

from deltacrown_host.audit.lines import Line

_COLUMNS = [field.name for field in fields(Line)]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


CSV = "text/csv; charset=utf-8"
JSONL = "application/jsonl"


def head(form: str) -> str:
    """The beginning of the file."""
    return "\ufeff" + _table([_COLUMNS]) if form == CSV else ""


def piece(form: str, lines: Sequence[Line]) -> str:
    """These lines of it."""
    if form == CSV:
        return _table([[_cell(value) for value in _plain(line).values()] for line in lines])
    return "".join(f"{json.dumps(_plain(line), ensure_ascii=False)}\n" for line in lines)


def _plain(line: Line) -> dict[str, object]:
    return {**asdict(line, recurse=False), "at": line.at.isoformat()}


def _table(rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(value: object) -> object:
    """What a spreadsheet shows and does not compute."""
    text = "" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
