"""What the tests of certificates share."""

import io

import pytest
from PIL import Image, ImageDraw


@pytest.fixture(scope="session")
def logo() -> bytes:
    """A picture with see-through corners, twice as wide as it is high."""
    picture = Image.new("RGBA", (240, 120), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, 239, 119), fill=(160, 40, 60, 255))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
