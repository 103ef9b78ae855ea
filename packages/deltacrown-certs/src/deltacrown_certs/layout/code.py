"""The QR code and what stands beside it: where to look, the code, and the digest."""

from collections.abc import Iterator

from deltacrown_certs.layout.operations import Operation, Shape, Text
from deltacrown_certs.layout.sheet import Sheet
from deltacrown_certs.ornament.paths import rounded
from deltacrown_certs.qr import QUIET, squares
from deltacrown_certs.text.fitting import Setting, fit
from deltacrown_certs.text.shaping import chain

_LINES = (
    ("strong", 9.2, "ink", 0.0),
    ("body", 7.6, "muted", 0.0),
    ("strong", 8.8, "accent", 0.06),
    ("body", 6.6, "muted", 0.04),
)
_STEP = 13.0
_ROOM = 150.0


def code(sheet: Sheet) -> Iterator[Operation]:
    """The QR code of the address, anchored at the lower corner away from the texts; or the texts alone."""
    spot = sheet.certificate.template.code
    size = spot.size * sheet.scale if sheet.certificate.url else 0.0
    x, y = sheet.at(spot.x, spot.y)
    left = x if spot.align == "left" else x - size
    if size:
        yield from _squares(sheet, left, y, size)
    beside = left + size + 11 * sheet.scale if spot.align == "left" else left - 11 * sheet.scale
    lines = [(text, *look) for text, look in zip(_texts(sheet), _LINES, strict=True) if text]
    below = y + max(size, 4 * _STEP * sheet.scale) / 2 + (len(lines) / 2 - 0.74) * _STEP * sheet.scale
    for text, face, points, colour, spacing in lines:
        setting = Setting(chain(sheet.face(face)), points * sheet.scale, spacing)
        fitted = fit(text, setting, _ROOM * sheet.scale, least=0.4, lines=1)
        for line in fitted.lines:
            start = beside if spot.align == "left" else beside - line.width * fitted.size
            yield Text(line, start, below, fitted.size, sheet.colours[spot.options.get(colour, colour)])
        below -= _STEP * sheet.scale


def _squares(sheet: Sheet, left: float, y: float, size: float) -> Iterator[Operation]:
    matrix = squares(sheet.certificate.url)
    module = size / (len(matrix) + 2 * QUIET)
    yield Shape(rounded(left, y, size, size, 5 * sheet.scale), fill=sheet.colours["card"])
    path = []
    for row, line in enumerate(matrix):
        bottom = y + size - (row + QUIET + 1) * module
        path += [
            f"{left + (start + QUIET) * module:.3f} {bottom:.3f} {length * module:.3f} {module:.3f} re"
            for start, length in _stretches(line)
        ]
    yield Shape(" ".join(path), fill=sheet.colours["code"])


def _stretches(line: list[bool]) -> Iterator[tuple[int, int]]:
    """Dark squares side by side are one bar: no hair lines between them."""
    start = None
    for at, dark in enumerate([*line, False]):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at - start
            start = None


def _texts(sheet: Sheet) -> tuple[str, str, str, str]:
    certificate = sheet.certificate
    address = certificate.url.split("://")[-1]
    where = address.removesuffix(certificate.code).rstrip("/?=#&").lower() if certificate.code else address.lower()
    digest = certificate.fingerprint[:16].upper()
    shown = where if len(where) <= 60 else where.split("/")[0]  # noqa: PLR2004 - what can be typed
    scan = sheet.said["scan"] if certificate.url or certificate.code else ""
    return scan, shown, _grouped(certificate.code), f"SHA-256 {digest}" if digest else ""


def _grouped(code: str) -> str:
    """A bare code in groups of four, as people read it aloud."""
    if "-" in code or len(code) < 8:  # noqa: PLR2004 - shorter ones are read at once
        return code
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
