"""A bracket as a part of a picture: columns of matches, and a line from each winner's match to the slot it leads to."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import escape

from attrs import frozen

from deltacrown.drawing.boxes import ROW, Box, arranged
from deltacrown.drawing.joints import Joints, columns_of
from deltacrown.drawing.marks import Block, measured, words
from deltacrown.drawing.seats import Seat, finishing, is_bye, seats
from deltacrown.drawing.words import clean
from deltacrown.match.state import Match
from deltacrown.stage.layout import Section
from deltacrown.stage.state import Stage

_GAP = 44
_HEAD = 40
_EDGE = 11
_BASE = 17
_NAMES = (104, 190)
_LABEL = 4
_BELOW = 16


@frozen
class Scene:
    """What all parts of a stage's picture look up.

    names     display names by entrant id, where they differ
    seeds     what stands before a name, by entrant
    marked    the matches whose keys are written beside them
    deciding  the match that made its winner the champion, or nothing
    """

    stage: Stage
    names: Mapping[str, str]
    seeds: Mapping[str, str]
    marked: AbstractSet[str]
    deciding: str = ""


@frozen
class Card:
    """The measures of a match's card: where names start, how wide they may be, and the whole width."""

    names: int
    longest: int
    width: int

    @classmethod
    def for_seats(cls, found: list[Seat], seeds: Mapping[str, str]) -> "Card":
        """A card into which these seats fit; only very long names are cut."""
        seed = max((measured(seeds.get(seat.entrant, ""), 11) for seat in found), default=0)
        names = _EDGE + (seed + 7 if seed else 0)
        least, most = _NAMES
        longest = min(most, max([least, *(measured(seat.name) + measured(seat.name) // 16 for seat in found)]))
        return cls(names, longest, names + longest + max((_points(seat) for seat in found), default=0) + _EDGE)


def bracket(scene: Scene, section: Section, joined: Joints, beside: Sequence[Section] = ()) -> Block:
    """The section with the titles of its rounds; matches `beside` it stand below its last one."""
    columns = columns_of(section)
    found = {key: _seats(scene, key, joined[key]) for key in columns}
    boxes = arranged(joined, columns, {key: len(sides) for key, sides in found.items()})
    below = {key: _seats(scene, key, {}) for one in beside for column in one.columns for key in column.matches}
    card = Card.for_seats([seat for sides in (*found.values(), *below.values()) for seat in sides], scene.seeds)
    step, matches = card.width + _GAP, scene.stage.matches
    marks = [_title(column.title, card, place * step, 0) for place, column in enumerate(section.columns)]
    for key, lines in joined.items():
        marks += (_wire(matches[one], boxes[one], boxes[key], place, step) for place, one in lines.items())
    for key, box in boxes.items():
        marks.append(match_card(scene, matches[key], found[key], card, (box.column * step, _HEAD + box.top)))
    last = (len(section.columns) - 1) * step
    bottom = max((box.bottom for box in boxes.values() if box.column * step == last), default=0)
    for one, (key, sides) in zip(beside, below.items(), strict=True):
        marks.append(_title(one.columns[0].title, card, last, bottom + _HEAD + _BELOW))
        marks.append(match_card(scene, matches[key], sides, card, (last, bottom + 2 * _HEAD + _BELOW)))
        bottom += _HEAD + _BELOW + ROW * len(sides)
    height = max([bottom, *(box.bottom for box in boxes.values())])
    return Block(last + card.width, _HEAD + height + 2, "".join(marks))


def _title(title: str, card: Card, x: int, top: int) -> str:
    return words(x, top + 15, title, "round", width=card.width + _GAP // 2, size=14)


def match_card(scene: Scene, match: Match, found: list[Seat], card: Card, at: tuple[int, int]) -> str:
    """A match as a card, at a point: its sides one below the other, the winner's marked."""
    bye = is_bye(match)
    marks = [] if bye else [f'<rect class="card" width="{card.width}" height="{ROW * len(found)}" rx="3"/>']
    marks += (f'<path class="rule" d="M1 {ROW * row}h{card.width - 2}"/>' for row in range(1, len(found)))
    if match.key in scene.marked:
        marks.append(words(0, -_LABEL, match.key, "soft tiny"))
    for row, seat in enumerate(found):
        crown = seat.won and match.key == scene.deciding
        if seat.won:
            marks.append(_flag(row, card, crown=crown))
        line = _seat(scene, seat, card, ROW * row + _BASE, light=bye)
        marks.append(f'<g class="crown">{line}</g>' if crown else line)
    state = "" if match.outcome or match.ready or bye else ' class="ahead"'
    return f'<g{state} data-match="{key_of(match)}" transform="translate({at[0]} {at[1]})">{"".join(marks)}</g>\n'


def key_of(match: Match) -> str:
    """The match's key as the value of an attribute."""
    return escape(clean(match.key))


def _seats(scene: Scene, key: str, lines: Mapping[int, str]) -> list[Seat]:
    """The sides to show: of a match that only lets one side pass, that side."""
    match = scene.stage.matches[key]
    found = finishing(match, seats(match, scene.names, lines, unknown=""))
    passing = [seat for seat in found if seat.entrant] or found
    return passing[:1] if is_bye(match) else found


def _flag(row: int, card: Card, *, crown: bool) -> str:
    if crown:
        return f'<rect class="best" x="1" y="{ROW * row + 1}" width="{card.width - 2}" height="{ROW - 2}" rx="2"/>'
    return f'<rect class="mark" y="{ROW * row}" width="4" height="{ROW}" rx="1"/>'


def _seat(scene: Scene, seat: Seat, card: Card, base: int, *, light: bool) -> str:
    known = bool(seat.entrant)
    look = "won" if seat.won else "soft" if seat.lost or light or not known else ""
    size = 13 if known else 11
    look = look if known else f"{look} small"
    seed = words(card.names - 7, base, scene.seeds.get(seat.entrant, ""), "soft small e")
    name = words(card.names, base, seat.name, look, width=card.longest, size=size)
    right = card.width - _EDGE
    if light:
        return seed + name + words(right, base, "bye", "soft tiny e")
    if not seat.points:
        return seed + name + words(right, base, seat.note, "soft tiny e")
    more = f"({seat.shootout})" if seat.shootout else ""
    points = words(right - (measured(more, 11) + 4 if more else 0), base, seat.points, f"{look} e".strip())
    return seed + name + points + words(right, base, more, "soft small e")


def _points(seat: Seat) -> int:
    more = measured(f"({seat.shootout})", 11) + 4 if seat.shootout else 0
    return max(18, 10 + more + measured(seat.points), 10 + measured(seat.note, 10))


def _wire(feeder: Match, start: Box, end: Box, place: int, step: int) -> str:
    """An elbow from the middle of a match to the slot that its winner takes."""
    left, right = start.column * step + step - _GAP, end.column * step
    ahead = " ahead" if feeder.outcome is None else ""
    bend, down = right - _GAP // 2, _HEAD + end.slot(place)
    way = f"H{right}" if start.middle == end.slot(place) else f"H{bend}V{down}H{right}"
    return f'<path class="wire{ahead}" d="M{left} {_HEAD + start.middle}{way}"/>\n'
