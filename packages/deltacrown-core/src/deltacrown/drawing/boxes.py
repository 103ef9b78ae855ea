"""Where the matches of a bracket stand: each between those that feed it, and none on top of another."""

from collections.abc import Mapping

from attrs import evolve, frozen

from deltacrown.drawing.joints import Joints, feeders_first

ROW = 26
"""The height of one side of a match."""
_BETWEEN = 20
_BESIDE = 4


@frozen
class Box:
    """Where a match stands: its column, its upper edge, and how many sides it shows."""

    column: int
    top: int
    rows: int

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.top + ROW * self.rows

    @property
    def middle(self) -> int:
        """Where the winner's line leaves."""
        return (self.top + self.bottom) // 2

    def slot(self, place: int) -> int:
        """Where the line into a slot ends; into the only line of a bye, whichever slot it is."""
        return self.top + ROW * min(place, self.rows - 1) + ROW // 2


def arranged(joined: Joints, columns: Mapping[str, int], rows: Mapping[str, int]) -> dict[str, Box]:
    """The boxes, the uppermost at 0. `rows` says how many sides each match shows."""
    boxes: dict[str, Box] = {}
    free = 0
    filled: dict[int, int] = {}
    for key in feeders_first(joined):
        column, lines = columns[key], joined[key]
        wanted = _between(boxes, lines, rows[key]) if lines else free
        box = Box(column, max(wanted, filled.get(column, wanted)), rows[key])
        boxes[key], filled[column] = box, box.bottom + _BETWEEN
        free = max(free, filled[column])
        for place, feeder in lines.items():
            # A line that passes other columns keeps its room there.
            for passed in range(boxes[feeder].column + 1, column):
                filled[passed] = max(filled.get(passed, 0), box.slot(place) + _BESIDE)
    top = min((box.top for box in boxes.values()), default=0)
    return {key: evolve(box, top=box.top - top) for key, box in boxes.items()}


def _between(boxes: Mapping[str, Box], lines: Mapping[int, str], rows: int) -> int:
    """The upper edge: a single line comes in straight, several from above and below in equal shares."""
    middles = [boxes[feeder].middle for feeder in lines.values()]
    if len(middles) == 1:
        (place,) = lines
        return middles[0] - ROW * min(place, rows - 1) - ROW // 2
    return (min(middles) + max(middles)) // 2 - ROW * rows // 2
