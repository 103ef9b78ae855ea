"""A stage as plain text, for terminals and examples: brackets with their lines, and rounds of results."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import define, field

from deltacrown.match.state import Match
from deltacrown.stage.layout import Layout, Section
from deltacrown.stage.slots import Bye, LoserOf, PlacedIn, Slot, WinnerOf
from deltacrown.stage.state import Stage


def draw(stage: Stage, layout: Layout, names: Mapping[str, str] | None = None) -> str:
    """The stage as its layout says. `names` holds display names by entrant id, where they differ."""
    drawn = []
    for section in layout.sections:
        title = [section.name] if section.name else []
        lines = (_bracket if section.kind == "bracket" else _rounds)(stage, section, names or {})
        drawn.append("\n".join(line.rstrip() for line in [*title, *lines]))
    return "\n\n".join(drawn)


def _rounds(stage: Stage, section: Section, names: Mapping[str, str]) -> Iterator[str]:
    for column in section.columns:
        yield column.title
        for key in column.matches:
            yield "  " + "  -  ".join(" ".join(side).strip() for side in _sides(stage.matches[key], names))


def _sides(match: Match, names: Mapping[str, str], joined: Collection[str] = ()) -> list[tuple[str, str]]:
    """Who sits in each slot, or is awaited there, and what they scored. A line leads to winners of `joined` matches."""
    score = match.outcome.score if match.outcome else None
    points = [str(number) for number in score.points] if score else [""] * len(match.slots)
    if score and score.shootout:
        points = [f"{number} ({more})" for number, more in zip(points, score.shootout, strict=True)]
    who = [
        _awaited(slot, joined) if e is None else names.get(e, e)
        for slot, e in zip(match.slots, match.entrants, strict=True)
    ]
    empty = ["bye" if slot == Bye() else "nobody" for slot in match.slots]
    return [(name or nobody, number) for name, nobody, number in zip(who, empty, points, strict=True)]


def _awaited(slot: Slot, joined: Collection[str]) -> str:
    match slot:
        case WinnerOf(match=key) if key not in joined:
            return f"winner of {key}"
        case LoserOf(match=key):
            return f"loser of {key}"
        case PlacedIn(match=key, rank=rank):
            return f"{rank} of {key}"
    return "?"


@define
class _Canvas:
    """Characters on a grid that grows as it is written."""

    rows: dict[int, dict[int, str]] = field(factory=dict)

    def write(self, row: int, column: int, text: str) -> None:
        self.rows.setdefault(row, {}).update(enumerate(text, column))

    def join(self, rows: Sequence[int], middle: int, column: int) -> None:
        """A line down from the first row to the last, with a branch to the right."""
        for row in range(min(rows), max(rows) + 1):
            self.write(
                row, column, "┐" if row == min(rows) else "┘" if row == max(rows) else "┤" if row in rows else "│"
            )
        self.write(middle, column, "├─ ")

    def lines(self) -> Iterator[str]:
        for row in range(max(self.rows) + 1):
            marks = self.rows.get(row, {})
            yield "".join(marks.get(column, " ") for column in range(max(marks, default=-1) + 1))


def _bracket(stage: Stage, section: Section, names: Mapping[str, str]) -> Iterator[str]:
    """Every match as its sides one above the other, joined by a line that leads to the winner's next match."""
    places = {key: place for place, column in enumerate(section.columns) for key in column.matches}
    sides = {key: _sides(stage.matches[key], names, places) for key in places}
    longest = max(len(name) for pair in sides.values() for name, _ in pair)
    width = longest + 1 + max(len(points) for pair in sides.values() for _, points in pair)
    width = max([width, *(len(column.title) - 2 for column in section.columns)])
    canvas, free, middles = _Canvas(), 2, dict[str, int]()
    for place, column in enumerate(section.columns):
        canvas.write(0, place * (width + 4), column.title)
    for key in _feeders_first(stage, places):
        rows = []
        for slot in stage.matches[key].slots:
            fed = isinstance(slot, WinnerOf) and slot.match in middles
            rows.append(middles.pop(slot.match) if isinstance(slot, WinnerOf) and fed else free)
            free += 0 if fed else 2
        middle, left = (min(rows) + max(rows)) // 2, places[key] * (width + 4)
        for row, (name, points) in zip(rows, sides[key], strict=True):
            canvas.write(row, left, f"{name.ljust(longest)} {points.rjust(width - longest - 1)} ")
        canvas.join(rows, middle, left + width + 1)
        middles[key] = middle
    for key, middle in middles.items():
        outcome = stage.matches[key].outcome
        winner = outcome.winner if outcome else None
        canvas.write(middle, places[key] * (width + 4) + width + 4, names.get(winner, winner) if winner else "?")
    return canvas.lines()


def _feeders_first(stage: Stage, keys: Iterable[str]) -> Iterator[str]:
    """The matches so that each comes right after those whose winners it takes. No recursion: brackets can be deep."""
    left = dict.fromkeys(keys)
    feeding = {
        key: [slot.match for slot in stage.matches[key].slots if isinstance(slot, WinnerOf) and slot.match in left]
        for key in left
    }
    fed = {other for others in feeding.values() for other in others}
    waiting = [key for key in reversed(left) if key not in fed]
    while waiting:
        missing = [other for other in feeding[waiting[-1]] if other in left]
        if missing:
            waiting += reversed(missing)
            continue
        key = waiting.pop()
        if key in left:
            del left[key]
            yield key
