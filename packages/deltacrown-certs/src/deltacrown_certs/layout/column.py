"""The column of texts: one below the other, in the middle of its box; what is too much becomes smaller together."""

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from deltacrown_certs.layout.operations import Image, Operation, Shape, Text
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import polygon, segment
from deltacrown_certs.pictures import unpacked
from deltacrown_certs.templates.template import Align, Column, Line
from deltacrown_certs.text.fitting import Fitted, Setting, fit
from deltacrown_certs.text.shaping import chain, reach

_LEADING = 1.18
_SMALLER = 0.95
_WIDEST_LOGO = 3.2
_ABOVE, _BELOW = 0.78, 0.24
"""How far Latin letters reach above and below the line, in ems."""


@frozen
class _Block:
    """A line of the template with what stands on it, and how high that is."""

    line: Line
    height: float
    before: float
    after: float = 0.0
    fitted: Fitted | None = None


def column(sheet: Sheet) -> Iterator[Operation]:
    """The texts of the column."""
    box = sheet.certificate.template.column
    room = box.height * sheet.geometry.height
    factor = 1.0
    blocks = _blocks(sheet, box, factor)
    while _height(blocks) > room:
        factor *= _SMALLER
        blocks = _blocks(sheet, box, factor)
    y = (1 - box.top) * sheet.geometry.height - (room - _height(blocks)) / 2
    for block in blocks:
        y -= block.before
        yield from _drawn(sheet, box, block, y)
        y -= block.height + block.after


def _height(blocks: Sequence[_Block]) -> float:
    return sum(block.before + block.height + block.after for block in blocks)


def _blocks(sheet: Sheet, box: Column, factor: float) -> list[_Block]:
    found: list[_Block] = []
    for line in box.lines:
        block = _block(sheet, box, line, sheet.scale * factor)
        if block:
            found.append(block if found else evolve(block, before=0.0))
    return found


def _block(sheet: Sheet, box: Column, line: Line, scale: float) -> _Block | None:
    before = line.before * scale
    if line.says == "rule":
        return _Block(line, 1.0, before)
    if line.says == "logo":
        return _Block(line, line.size * scale, before) if sheet.certificate.logo else None
    text = words(sheet, line.says)
    if not text:
        return None
    setting = Setting(chain(sheet.face(line.face)), line.size * scale, line.spacing, line.capitals)
    fitted = fit(text, setting, box.width * sheet.geometry.width, least=line.least, lines=line.lines)
    # A name that had to shrink keeps its place: what is below it does not jump up.
    kept = max(fitted.size, setting.size * 0.8) if len(fitted.lines) == 1 else fitted.size
    above, below = (max(reach(line)[side] for line in fitted.lines) for side in (0, 1))
    # Letters that reach higher or lower than Latin ones do need their own room: Bengali above, Arabic below.
    before += max(0.0, above - _ABOVE) * fitted.size
    after = max(0.0, below - _BELOW) * fitted.size
    return _Block(line, kept + (len(fitted.lines) - 1) * fitted.size * _LEADING, before, after, fitted)


def words(sheet: Sheet, says: str) -> str:
    """The text of the certificate that a line of the template asks for."""
    certificate = sheet.certificate
    own = {
        "organizer": certificate.organizer,
        "name": certificate.entrant,
        "tournament": certificate.tournament,
        "detail": " · ".join(part for part in (certificate.game, certificate.detail) if part),
    }
    return " ".join((own[says] if says in own else sheet.said[says]).split())


def _drawn(sheet: Sheet, box: Column, block: _Block, top: float) -> Iterator[Operation]:
    left, width = box.left * sheet.geometry.width, box.width * sheet.geometry.width
    if block.line.says == "rule":
        yield from _rule(
            sheet, box.align, block.line, placed(box.align, left, width, block.line.size * sheet.scale), top
        )
    elif block.line.says == "logo":
        yield _logo(sheet, box, block, top)
    elif block.fitted:
        size = block.fitted.size
        # The block is as high as the size; the line stands where capitals are in its middle.
        y = top - (block.height - (len(block.fitted.lines) - 1) * size * _LEADING) / 2 - size * 0.35
        for line in block.fitted.lines:
            x = placed(box.align, left, width, line.width * size)
            yield Text(line, x, y, size, sheet.colours[block.line.colour])
            y -= size * _LEADING


def _rule(sheet: Sheet, align: Align, line: Line, x: float, y: float) -> Iterator[Operation]:
    """A line; one that stands in the middle has a lozenge."""
    width, colour, stroke = line.size * sheet.scale, sheet.colours[line.colour], 0.8 * sheet.scale
    if align != "middle":
        yield Shape(segment(x, y, x + width, y), stroke=colour, width=2.4 * sheet.scale)
        return
    middle, gap, half = x + width / 2, 9 * sheet.scale, 3.2 * sheet.scale
    yield Shape(
        segment(x, y, middle - gap, y) + " " + segment(middle + gap, y, x + width, y), stroke=colour, width=stroke
    )
    yield Shape(polygon([(middle - half, y), (middle, y + half), (middle + half, y), (middle, y - half)]), fill=colour)


def _logo(sheet: Sheet, box: Column, block: _Block, top: float) -> Image:
    picture = unpacked(sheet.certificate.logo)
    height = block.height
    width = height * picture.width / picture.height
    if width > height * _WIDEST_LOGO:
        width, height = height * _WIDEST_LOGO, height * _WIDEST_LOGO * picture.height / picture.width
    x = placed(box.align, box.left * sheet.geometry.width, box.width * sheet.geometry.width, width)
    return Image(sheet.certificate.logo, x, top - (block.height + height) / 2, width, height)


def placed(align: Align, left: float, width: float, own: float) -> float:
    """Where something of its own width begins in a box."""
    return left + {"left": 0.0, "middle": (width - own) / 2, "right": width - own}[align]
