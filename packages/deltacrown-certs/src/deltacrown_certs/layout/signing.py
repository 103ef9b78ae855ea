"""The signature: a picture or the name in a script face, a line, who it is, and when it was issued."""

from collections.abc import Iterator

from deltacrown_certs.layout.column import placed
from deltacrown_certs.layout.operations import Image, Operation, Shape, Text
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import segment
from deltacrown_certs.pictures import unpacked
from deltacrown_certs.text.fitting import Setting, fit
from deltacrown_certs.text.shaping import chain, stand_alone

_SCRIPT, _UPRIGHT, _SMALL = 27.0, 19.0, 9.2


def signing(sheet: Sheet) -> Iterator[Operation]:
    """Who answers for the certificate; where nobody signs, the organizer and the date."""
    spot = sheet.certificate.template.signature
    width = spot.size * sheet.scale
    x, y = sheet.at(spot.x, spot.y)
    left = x - {"left": 0.0, "middle": width / 2, "right": width}[spot.align]
    signature = sheet.certificate.signature
    if signature and signature.picture:
        yield _picture(sheet, signature.picture, left, y, width)
    elif signature:
        yield from _line(
            sheet,
            signature.name,
            "script",
            _SCRIPT if stand_alone(signature.name) else _UPRIGHT,
            "name",
            left,
            y + 9 * sheet.scale,
            width,
        )
    ink = spot.options.get("line", "line")
    yield Shape(segment(left, y, left + width, y), stroke=sheet.colours[ink], width=0.8 * sheet.scale)
    below = y - 13 * sheet.scale
    title = signature and " · ".join(p for p in (signature.name if signature.picture else "", signature.role) if p)
    for text, face, colour in (
        (title or sheet.certificate.organizer, "strong", "ink"),
        (sheet.said["issued"], "body", "muted"),
    ):
        yield from _line(sheet, text, face, _SMALL, colour, left, below, width)
        below -= 13 * sheet.scale


def _line(  # noqa: PLR0913, PLR0917 - a text, how it looks and where it stands
    sheet: Sheet, text: str, face: str, size: float, colour: str, left: float, y: float, width: float
) -> Iterator[Text]:
    setting = Setting(chain(sheet.face(face)), size * sheet.scale)
    fitted = fit(text, setting, width, least=0.35, lines=1)
    for line in fitted.lines:
        x = placed(sheet.certificate.template.signature.align, left, width, line.width * fitted.size)
        yield Text(line, x, y, fitted.size, sheet.colours[colour])


def _picture(sheet: Sheet, data: bytes, left: float, y: float, room: float) -> Image:
    picture = unpacked(data)
    height = min(44 * sheet.scale, room * 0.8 * picture.height / picture.width)
    width = height * picture.width / picture.height
    x = placed(sheet.certificate.template.signature.align, left, room, width)
    return Image(data, x, y + 3 * sheet.scale, width, height)
