"""The marks of a picture: escaped texts of estimated widths, and blocks that are put beside each other."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from math import ceil

from attrs import evolve, frozen

from deltacrown.drawing.words import cells, clean

_NARROW = frozenset("iljtfrI.,:;'|!()[] -")
_BROAD = frozenset("mwMW@%—…")
_SIZE = 13
_WIDE = 2.2


@frozen
class Block:
    """A part of a picture with its size; its marks are relative to its own corner."""

    width: int
    height: int
    marks: str


@lru_cache(4096)
def measured(text: str, size: int = _SIZE) -> int:
    """About how wide the text is. No font is at hand: classes of letters, rather too wide than too narrow."""
    return ceil(sum(map(_ems, text)) * size * 1.04)


def fitted(text: str, width: int, size: int = _SIZE) -> str:
    """The text, cut with a mark where it is wider than that."""
    if measured(text, size) <= width:
        return text
    kept = text
    while kept and measured(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def words(x: int, y: int, text: str, classes: str = "", *, width: int = 0, size: int = _SIZE) -> str:  # noqa: PLR0913 - what a text has
    """A text that starts at x on the line y. With a width it is cut to fit, and whoever points at it sees it whole."""
    if not text:
        return ""
    short = fitted(text, width, size) if width else text
    tip = f"<title>{escape(clean(text))}</title>" if short != text else ""
    look = f' class="{classes}"' if classes else ""
    return f'<text x="{x}" y="{y}"{look}>{tip}{escape(clean(short))}</text>'


def placed(block: Block, x: int, y: int) -> str:
    """The block's marks, moved to where it stands."""
    return f'<g transform="translate({x} {y})">{block.marks}</g>' if x or y else f"<g>{block.marks}</g>"


def stacked(blocks: Iterable[Block], gap: int) -> Block:
    """The blocks one below the other."""
    marks, width, bottom = [], 0, 0
    for block in blocks:
        top = bottom + gap if bottom else 0
        marks.append(placed(block, 0, top))
        width, bottom = max(width, block.width), top + block.height
    return Block(width, bottom, "".join(marks))


def flowing(blocks: Sequence[Block], gap: int, *, alike: bool = False) -> Block:
    """The blocks side by side as words on a page, which is about twice as wide as high; `alike` in equal columns."""
    widest = max((block.width for block in blocks), default=0)
    if alike:
        blocks = [evolve(block, width=widest) for block in blocks]
    area = sum((block.width + gap) * (block.height + gap) for block in blocks)
    limit = max(widest, int((area * _WIDE) ** 0.5))
    rows: list[list[Block]] = []
    for block in blocks:
        if rows and sum(one.width + gap for one in rows[-1]) + block.width <= limit:
            rows[-1].append(block)
        else:
            rows.append([block])
    if alike:
        most = -(-len(blocks) // len(rows))
        rows = [list(blocks[start : start + most]) for start in range(0, len(blocks), most)]
    return stacked((_beside(row, gap) for row in rows), gap)


def _beside(blocks: Sequence[Block], gap: int) -> Block:
    marks, right = [], 0
    for block in blocks:
        left = right + gap if right else 0
        marks.append(placed(block, left, 0))
        right = left + block.width
    return Block(right, max(block.height for block in blocks), "".join(marks))


def _ems(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _BROAD:
        return 0.92
    if letter.isascii():
        return 0.7 if letter.isupper() else 0.57
    return (0, 0.72, 1.02)[cells(letter)]
