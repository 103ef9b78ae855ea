"""A part of a stage that reads best as a table: who stands where, and what was played round by round."""

from deltacrown.drawing.boxes import ROW
from deltacrown.drawing.brackets import Card, Scene, key_of, match_card
from deltacrown.drawing.marks import Block, flowing, measured, stacked, words
from deltacrown.drawing.seats import Seat, finishing, is_bye, seats
from deltacrown.drawing.standings import Standings
from deltacrown.match.state import Match
from deltacrown.stage.layout import Column, Section

_WIDTH = 336
_HEAD = 28
_LINE = 24
_BASE = 16
_NUMBER = 30
_GAP = 28
_DUEL = 2
_REASON = 10
_DASH = "\N{EN DASH}"


def table(scene: Scene, section: Section, standings: Standings | None, *, alone: bool) -> Block:
    """The standings, if they are known, and the rounds: below each other, or side by side where they stand `alone`."""
    parts = [_standings(standings)] if standings else []
    parts += [_round(scene, column) for column in section.columns]
    return flowing(parts, _GAP) if alone else stacked(parts, _GAP - 8)


def _standings(standings: Standings) -> Block:
    reasons = max((measured(line.reason, 11) for line in standings.lines), default=0)
    numbers = len(standings.heads) * _NUMBER
    longest = max((measured(line.name) for line in standings.lines), default=0)
    names = max(_WIDTH - 34 - numbers, min(longest + longest // 16, 200))
    right = 34 + names + numbers
    marks = [
        words(34 + names + _NUMBER * (place + 1) - 6, _BASE, head, "soft small e")
        for place, head in enumerate(standings.heads)
    ]
    for row, line in enumerate(standings.lines):
        top = _HEAD + _LINE * row
        marks.append(f'<path class="rule" d="M0 {top}h{right}"/>')
        marks.append(words(24, top + _BASE, line.rank, "soft e"))
        marks.append(words(34, top + _BASE, line.name, "strong out" if line.out else "strong", width=names))
        for place, text in enumerate(line.numbers):
            look = "strong e" if standings.heads[place] == "Pts" else "e"
            marks.append(words(34 + names + _NUMBER * (place + 1) - 6, top + _BASE, text, look))
        marks.append(words(right + _REASON, top + _BASE, line.reason, "soft small"))
    width = right + (reasons + _REASON if reasons else 0)
    return Block(width, _HEAD + _LINE * len(standings.lines), "".join(marks))


def _round(scene: Scene, column: Column) -> Block:
    marks, top = [words(0, 14, column.title, "round", width=_WIDTH, size=14)], _HEAD
    for key in column.matches:
        match = scene.stage.matches[key]
        found = finishing(match, seats(match, scene.names))
        if len(found) == _DUEL:
            marks.append(_fixture(scene, match, found, top))
            top += _LINE
            continue
        card = Card.for_seats(found, scene.seeds)
        marks.append(match_card(scene, match, found, card, (0, top + 12)))
        top += ROW * len(found) + 24
    return Block(_WIDTH, top, "".join(marks))


def _fixture(scene: Scene, match: Match, found: list[Seat], top: int) -> str:
    """A duel on one line: home, score, away."""
    home, away = found
    middle, room = _WIDTH // 2, _WIDTH // 2 - 32
    if is_bye(match):
        who = home if home.entrant else away
        marks = words(middle - 28, _BASE, who.name, "soft e", width=room) + words(middle, _BASE, "bye", "soft tiny m")
        return _row(scene, match, marks, top)
    more = f"({home.shootout}{_DASH}{away.shootout})" if home.shootout else ""
    score = f"{home.points}{_DASH}{away.points}" if home.points else home.note or away.note or "v"
    marks = (
        words(middle - 32, _BASE, home.name, f"{_look(home)} e", width=room)
        + words(middle, _BASE - (4 if more else 0), score, "m strong" if home.points else "m soft tiny")
        + words(middle, _BASE + 7, more, "m soft tiny")
        + words(middle + 32, _BASE, away.name, _look(away), width=room)
    )
    return _row(scene, match, marks, top)


def _row(scene: Scene, match: Match, marks: str, top: int) -> str:
    key = words(0, _BASE, match.key, "soft tiny") if match.key in scene.marked else ""
    return (
        f'<g data-match="{key_of(match)}" transform="translate(0 {top})">'
        f'<path class="rule" d="M0 0h{_WIDTH}"/>{key}{marks}</g>\n'
    )


def _look(seat: Seat) -> str:
    return "won" if seat.won else "soft" if seat.lost or not seat.entrant else ""
