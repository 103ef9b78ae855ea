"""A stage as plain text, for terminals and examples: brackets with their lines, rounds of results, standings."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from attrs import define, field

from deltacrown.drawing.joints import Joints, columns_of, feeders_first, joints, spoken_of
from deltacrown.drawing.seats import Seat, finishing, seats
from deltacrown.drawing.standings import Standings, tables
from deltacrown.drawing.words import cells, clean, cut, name_of, padded
from deltacrown.ranking import Ranking
from deltacrown.stage.layout import Layout, Section
from deltacrown.stage.state import Stage

_FEWEST_LETTERS = 6
_DUEL = 2


def draw(
    stage: Stage,
    layout: Layout,
    names: Mapping[str, str] | None = None,
    ranking: Ranking | None = None,
    width: int = 0,
) -> str:
    """The stage as its layout says.

    `names` holds display names by entrant id, where they differ. With a `ranking`, tables show who stands where. With a
    `width`, long names are cut so that a bracket fits into so many columns; one that cannot fit is listed by rounds.
    """
    names, lines = names or {}, {place: joints(stage, columns_of(part)) for place, part in enumerate(layout.sections)}
    brackets = {place for place, section in enumerate(layout.sections) if section.kind == "bracket"}
    marked = spoken_of(stage, (lines[place] for place in brackets))
    standing = tables(stage, layout, ranking, names) if ranking else {}
    drawn = []
    for place, section in enumerate(layout.sections):
        bracket = _Bracket(stage, section, lines[place], names, marked) if place in brackets else None
        fits = bracket is not None and bracket.fit(width)
        body = bracket.lines() if bracket and fits else _rounds(stage, section, names, marked)
        table = _table(standing[place]) if place in standing else ()
        title = [clean(section.name)] if section.name else []
        drawn.append("\n".join(line.rstrip() for line in [*title, *table, *body]))
    return "\n\n".join(part.rstrip() for part in drawn if part)


def _table(standings: Standings) -> Iterator[str]:
    """One line an entrant, its columns aligned, and an empty line."""
    rows = [("", "", *standings.heads), *((line.rank, line.name, *line.numbers) for line in standings.lines)]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row, reason in zip(rows, ("", *(line.reason for line in standings.lines)), strict=True):
        numbers = (text.rjust(width) for text, width in zip(row[2:], widths[2:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), padded(row[1], widths[1]), *numbers, reason))
    yield ""


def _rounds(stage: Stage, section: Section, names: Mapping[str, str], marked: set[str]) -> Iterator[str]:
    for column in section.columns:
        yield clean(column.title)
        for key in column.matches:
            match = stage.matches[key]
            mark = f"  [{clean(key)}]" if key in marked else ""
            sides = [f"{seat.name} {seat.score}".strip() for seat in finishing(match, seats(match, names))]
            if len(sides) > _DUEL:
                yield f"  {clean(key)}"
                yield from (f"    {side}" for side in sides)
            else:
                yield "  " + "  -  ".join(sides) + mark


@define
class _Canvas:
    """Characters on a grid that grows as it is written. A wide letter takes its cell and an empty one after it."""

    rows: dict[int, dict[int, str]] = field(factory=dict)

    def write(self, row: int, column: int, text: str) -> None:
        line = self.rows.setdefault(row, {})
        for letter in text:
            width = cells(letter)
            if width == 0:
                line[column - 1] = line.get(column - 1, "") + letter
                continue
            line[column] = letter
            line.update(dict.fromkeys(range(column + 1, column + width), ""))
            column += width

    def join(self, rows: Sequence[int], middle: int, column: int) -> None:
        """A line down from the first row to the last, with a branch to the right."""
        for row in range(min(rows), max(rows) + 1):
            self.write(
                row, column, "┐" if row == min(rows) else "┘" if row == max(rows) else "┤" if row in rows else "│"
            )
        self.write(middle, column, "├─ ")

    def lines(self) -> Iterator[str]:
        for row in range(max(self.rows, default=-1) + 1):
            marks = self.rows.get(row, {})
            yield "".join(marks.get(column, " ") for column in range(max(marks, default=-1) + 1))


class _Bracket:
    """Every match as its sides one above the other, joined by a line that leads to the winner's next match."""

    def __init__(
        self, stage: Stage, section: Section, lines: Joints, names: Mapping[str, str], marked: set[str]
    ) -> None:
        self.stage, self.section, self.names, self.marked = stage, section, names, marked
        self.joined = lines
        self.columns = columns_of(section)
        self.seats = {key: seats(stage.matches[key], names, lines[key]) for key in self.columns}
        everyone = list(chain.from_iterable(self.seats.values()))
        self.longest = max((cells(seat.name) for seat in everyone), default=0)
        self.points = max((len(seat.score) for seat in everyone), default=0)

    def fit(self, width: int) -> bool:
        """Cut names until the bracket is no wider, and say whether that was possible. 0 is any width."""
        columns = len(self.section.columns)
        if width:
            room = (width - columns * (self.points + 5)) // (columns + 1)
            if room < min(self.longest, _FEWEST_LETTERS):
                return False
            self.longest = min(self.longest, room)
        titles = max((cells(column.title) for column in self.section.columns), default=0)
        free = (width - self.longest) // columns - 4 if width and columns else titles
        self.width = max(self.longest + 1 + self.points, min(titles - 2, free))
        return True

    def lines(self) -> Iterator[str]:
        canvas, free, middles = _Canvas(), 2, dict[str, int]()
        for place, column in enumerate(self.section.columns):
            canvas.write(0, place * (self.width + 4), cut(clean(column.title), self.width + 2))
        for key in feeders_first(self.joined):
            rows, feeders = [], self.joined[key]
            for slot in range(len(self.seats[key])):
                rows.append(middles.pop(feeders[slot]) if slot in feeders else free)
                free += 0 if slot in feeders else 2
            middles[key] = (min(rows) + max(rows)) // 2
            self._match(canvas, key, rows, middles[key])
        for key, middle in middles.items():
            outcome = self.stage.matches[key].outcome
            winner = name_of(self.names, outcome.winner) if outcome and outcome.winner else "?"
            canvas.write(middle, (self.columns[key] + 1) * (self.width + 4), cut(winner, self.longest))
        return canvas.lines()

    def _match(self, canvas: _Canvas, key: str, rows: list[int], middle: int) -> None:
        left = self.columns[key] * (self.width + 4)
        for slot, (row, seat) in enumerate(zip(rows, self.seats[key], strict=True)):
            before = (self.columns[self.joined[key].get(slot, key)] + 1) * (self.width + 4)
            canvas.write(row, before, "─" * (left - before))
            canvas.write(row, left, self._seat(seat))
        if key in self.marked and middle not in rows and self.width >= len(key):
            canvas.write(middle, left + self.width - len(key), clean(key))
        canvas.join(rows, middle, left + self.width + 1)

    def _seat(self, seat: Seat) -> str:
        name = padded(cut(seat.name, self.longest), self.longest)
        return f"{name} {seat.score.rjust(self.width - self.longest - 1)} "
