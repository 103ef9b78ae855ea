"""Pictures that an organizer brings, a logo or a signature: judged before they are unpacked."""

import io
import warnings
from collections.abc import Iterator
from functools import lru_cache

from attrs import field, frozen
from deltacrown import Problem
from PIL import Image

BYTES = 4 * 1024 * 1024
PIXELS = 16_000_000
LARGEST_SIDE = 900
KINDS = ("PNG", "JPEG", "GIF", "WEBP")


@frozen
class Picture:
    """Pixels, three bytes each, and how much of each is seen, one byte each."""

    width: int
    height: int
    colours: bytes = field(repr=False)
    opacity: bytes = field(repr=False)


def picture_problems(data: bytes, name: str) -> Iterator[Problem]:
    """What is wrong with a picture; nothing where there is none."""
    if not data:
        return
    if len(data) > BYTES:
        yield Problem("certificate.picture_size", f"a picture has at most {BYTES // 1024 // 1024} MB", name)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=KINDS) as image:
                pixels = image.width * image.height
        if pixels <= PIXELS:
            unpacked(data)
    except Image.DecompressionBombError:
        pixels = PIXELS + 1
    except Exception:  # noqa: BLE001 - a broken picture fails in any way
        yield Problem("certificate.picture", f"it is not a whole {', '.join(KINDS)} picture", name)
        return
    if pixels > PIXELS:
        yield Problem("certificate.picture_pixels", f"a picture has at most {PIXELS // 1_000_000} million pixels", name)


@lru_cache(maxsize=16)
def unpacked(data: bytes) -> Picture:
    """The picture, no larger than a certificate needs."""
    with Image.open(io.BytesIO(data), formats=KINDS) as image:
        image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        shown = image.convert("RGBA")
    shown.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    return Picture(shown.width, shown.height, shown.convert("RGB").tobytes(), shown.getchannel("A").tobytes())
