"""The sheet that a picture is drawn on: one SVG file that needs nothing else, and says what it shows."""

from collections.abc import Sequence
from html import escape

from deltacrown.drawing.look import STYLE
from deltacrown.drawing.marks import Block, stacked, words
from deltacrown.drawing.words import clean

_MARGIN = 32
_GAP = 36


def sheet(title: str, description: str, blocks: Sequence[Block]) -> str:
    """The blocks one below the other under a title. The same blocks, the same bytes."""
    block = stacked([Block(0, 30, words(0, 22, title, "title")), *blocks], _GAP)
    width, height = block.width + 2 * _MARGIN, block.height + 2 * _MARGIN
    said = escape(clean(title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dc" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{said}">\n'
        f"<title>{said}</title>\n<desc>{escape(clean(description))}</desc>\n<style>{STYLE}</style>\n"
        f'<rect class="ground" width="{width}" height="{height}"/>\n'
        f'<g transform="translate({_MARGIN} {_MARGIN})">{block.marks}</g>\n</svg>\n'
    )
