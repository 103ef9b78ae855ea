"""PNG pictures, 1920 by 1080: the same operations on the other page, painted by PDFium."""

import ctypes
import datetime as dt
import io
import threading
from functools import lru_cache

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from pypdfium2 import raw

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.layout.geometry import SCREEN
from deltacrown_certs.layout.operations import Operation, Page
from deltacrown_certs.layout.page import compose
from deltacrown_certs.pdf.document import About, document

WIDTH, HEIGHT = 1920, 1080
COLOURS = 256
_NOBODY = About("", "", "", dt.date(2000, 1, 1))
_painting = threading.Lock()
"""PDFium has one thread at a time."""


def draw_png(certificate: Certificate) -> bytes:
    """The certificate as a PNG for screens. Same input, same bytes."""
    page = compose(certificate, SCREEN)
    with _painting:
        pixels = _painted(page.drawing, _ground(page.ground))
    picture = Image.frombuffer("RGB", (WIDTH, HEIGHT), pixels, "raw", "BGR", 0, 1)
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()


@lru_cache(maxsize=8)
def _ground(ground: tuple[Operation, ...]) -> bytes:
    """The ground in pixels: a gradient over the page takes longer than all the rest, and many certificates share it."""
    return _painted(ground, b"\xff" * (WIDTH * HEIGHT * 3))


def _painted(operations: tuple[Operation, ...], upon: bytes) -> bytes:
    """Pixels, blue first, with the operations painted upon others."""
    file = document(Page(SCREEN.width, SCREEN.height, (), operations), _NOBODY, {})
    bitmap = pypdfium2.PdfBitmap.new_native(WIDTH, HEIGHT, raw.FPDFBitmap_BGR)
    ctypes.memmove(bitmap.buffer, upon, len(upon))
    with pypdfium2.PdfDocument(file) as opened:
        page = opened[0]
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, WIDTH, HEIGHT, 0, 0)
        page.close()
    pixels = bytes(bitmap.buffer)
    bitmap.close()
    return pixels
