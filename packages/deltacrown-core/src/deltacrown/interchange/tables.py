"""Tables as CSV (RFC 4180): entrants with seeds and ratings, in and out; results and final places, out."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from deltacrown.errors import Malformed
from deltacrown.interchange.record import Record
from deltacrown.problems import Problem
from deltacrown.stage.slots import EntrantId

ENTRANTS = ("entrant", "name", "seed", "rating")
_RESULTS = ("stage", "round", "match", "first", "second", "first_points", "second_points", "result", "games")
_MOST_LINES = 20_000
_LONGEST_RATING = 20
# What a spreadsheet would take for a formula, were it the first letter of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@frozen
class EntrantLine:
    """One line of a table of entrants. `seed` is 0 where none is given; `line` counts from 1, the heading first."""

    entrant: EntrantId
    name: str = ""
    seed: int = 0
    rating: int | Fraction | None = None
    line: int = 0


def entrants_csv(record: Record) -> str:
    """Everyone who takes part, by seed."""
    return _written(ENTRANTS, ((one.id, one.name, one.seed or "", one.rating) for one in record.players))


def results_csv(record: Record) -> str:
    """Every match of two that is decided."""
    return _written(_RESULTS, _results(record))


def standings_csv(record: Record) -> str:
    """The final places, best first; nobody while there are none."""
    placed = sorted((one for one in record.players if one.place), key=lambda one: one.place)
    return _written(("place", "entrant", "name"), ((one.place, one.id, one.name) for one in placed))


def read_entrants(text: str) -> tuple[EntrantLine, ...]:
    """The entrants in a table, by their seeds, then in its order. The heading names the columns, `entrant` among them.

    Raises Malformed with every cell that is wrong, as `lines.<line>.<column>`.
    """
    try:
        rows = list(
            csv.reader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), newline=""), strict=True)
        )
    except csv.Error as error:
        raise Malformed([Problem("csv.invalid", f"not CSV: {error}")]) from error
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(map(_plain, row))]
    if not numbered or len(numbered) > _MOST_LINES:
        raise Malformed([Problem("csv.lines", f"expected a heading and at most {_MOST_LINES} lines")])
    heading = [cell.strip().lower() for cell in numbered[0][1]]
    problems = list(_heading_problems(heading))
    if problems:
        raise Malformed(problems)
    cells = [(number, row, dict(zip(heading, map(_plain, row), strict=False))) for number, row in numbered[1:]]
    problems = [one for number, row, named in cells for one in _line_problems(number, row, heading, named)]
    problems += _repeated([(number, named.get("entrant", "")) for number, _, named in cells], "entrant")
    problems += _repeated([(number, named.get("seed", "").lstrip("0")) for number, _, named in cells], "seed")
    if problems:
        raise Malformed(problems)
    lines = [_line(number, named) for number, _, named in cells]
    return tuple(sorted(lines, key=lambda one: one.seed or len(lines) + one.line + _MOST_LINES))


def _written(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and isinstance(value, str) else text


def _plain(cell: str) -> str:
    """The cell without what `_cell` has put before it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _results(record: Record) -> Iterator[Sequence[object]]:
    for part in record.parts:
        for duel in part.duels:
            if duel.results:
                games = " ".join("-".join(map(str, game.points)) for game in duel.games)
                points = duel.points or ("", "")
                result = "/".join(duel.results)
                yield (part.key, duel.round, duel.key, *(side or "" for side in duel.sides), *points, result, games)


def _heading_problems(heading: Sequence[str]) -> Iterator[Problem]:
    if "entrant" not in heading:
        yield Problem("csv.column_missing", "the heading names a column 'entrant'", "lines.1.entrant")
    for name in sorted(set(heading) - set(ENTRANTS)):
        yield Problem("csv.column_unknown", f"the columns are {', '.join(ENTRANTS)}, not {name!r}", "lines.1")
    if len(set(heading)) < len(heading):
        yield Problem("csv.column_repeated", "a column is there twice", "lines.1")


def _line_problems(
    number: int, row: Sequence[str], heading: Sequence[str], named: Mapping[str, str]
) -> Iterator[Problem]:
    where = f"lines.{number}"
    if len(row) > len(heading):
        yield Problem("csv.cells", f"this line has {len(row)} cells, the heading {len(heading)}", where)
    if not named.get("entrant"):
        yield Problem("field.missing", "whoever registers has an id", f"{where}.entrant")
    seed = named.get("seed", "")
    if seed and not (seed.isascii() and seed.isdecimal() and int(seed[:9]) > 0 and len(seed) < 9):  # noqa: PLR2004 - digits
        yield Problem("field.invalid", "a seed is a whole number from 1", f"{where}.seed")
    if named.get("rating") and _rating(named["rating"]) is None:
        yield Problem("field.invalid", 'a rating is a number such as 1500 or "12.5"', f"{where}.rating")


def _repeated(cells: Sequence[tuple[int, str]], column: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, value in cells:
        if value and value in first:
            yield Problem("csv.repeated", f"{value!r} is on line {first[value]} already", f"lines.{number}.{column}")
        first.setdefault(value, number)


def _rating(text: str) -> int | Fraction | None:
    if len(text) > _LONGEST_RATING or "e" in text.lower() or not text.isascii():
        return None
    try:
        exact = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return exact.numerator if exact.denominator == 1 else exact


def _line(number: int, named: Mapping[str, str]) -> EntrantLine:
    rating = named.get("rating", "")
    seed = int(named.get("seed") or 0)
    return EntrantLine(named["entrant"], named.get("name", ""), seed, _rating(rating) if rating else None, number)
