"""PNG pictures, 1920 by 1080: the same operations on the other page, painted by PDFium."""

import ctypes
import datetime as dt
import io
import threading
import zlib
from functools import lru_cache

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from pypdfium2 import raw

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.layout.geometry import SCREEN, Geometry
from deltacrown_certs.layout.operations import Operation, Page
from deltacrown_certs.layout.page import compose
from deltacrown_certs.pdf.document import About, document

WIDTH = 1920
_NOBODY = About("", "", "", dt.date(2000, 1, 1))
painting = threading.Lock()
"""PDFium has one thread at a time."""


def draw_png(certificate: Certificate) -> bytes:
    """The certificate as a PNG for screens. Same input, same bytes."""
    out = io.BytesIO()
    # Long stretches of one colour are what there is to save: looking for more takes twice the time.
    picture(certificate).save(out, "PNG", compress_type=zlib.Z_RLE)
    return out.getvalue()


def picture(certificate: Certificate, geometry: Geometry = SCREEN, width: int = WIDTH) -> Image.Image:
    """The certificate on a page of that geometry, in pixels."""
    page = compose(certificate, geometry)
    size = (width, round(width * geometry.height / geometry.width))
    with painting:
        pixels = _painted(Page(page.width, page.height, (), page.drawing), size, _ground(geometry, page.ground, size))
    return Image.frombuffer("RGB", size, pixels, "raw", "BGR", 0, 1)


@lru_cache(maxsize=8)
def _ground(geometry: Geometry, ground: tuple[Operation, ...], size: tuple[int, int]) -> bytes:
    """The ground in pixels: a gradient over the page takes longer than all the rest, and many certificates share it."""
    return _painted(Page(geometry.width, geometry.height, (), ground), size, b"\xff" * (size[0] * size[1] * 3))


def _painted(page: Page, size: tuple[int, int], upon: bytes) -> bytes:
    """Pixels, blue first, with a page's drawing painted upon others."""
    bitmap = pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR)
    ctypes.memmove(bitmap.buffer, upon, len(upon))
    with pypdfium2.PdfDocument(document(page, _NOBODY)) as opened:
        shown = opened[0]
        raw.FPDF_RenderPageBitmap(bitmap, shown, 0, 0, *size, 0, 0)
        shown.close()
    pixels = bytes(bitmap.buffer)
    bitmap.close()
    return pixels
