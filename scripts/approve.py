"""Write tests/certs/approved.txt: what the certificates look like, for a test to compare. Look at them before.

    uv run deltacrown certificate sheet all.png

draws what is approved. Of every case 24 by 14 grey dots are kept: enough to see that a line moved, not how a font is
smoothed.
"""

from collections.abc import Iterator
from pathlib import Path

from deltacrown_certs.certificate import Certificate
from deltacrown_certs.layout.geometry import A4, SCREEN
from deltacrown_certs.png import picture
from deltacrown_certs.samples import samples
from deltacrown_certs.templates import BUILT_IN
from PIL import Image

APPROVED = Path(__file__).parent.parent / "tests" / "certs" / "approved.txt"
DOTS = (24, 14)
_SMALL = 384


def looks() -> Iterator[tuple[str, bytes]]:
    """Every case by its name, and its dots: every one on the screen, the winners on paper."""
    for certificate in (sample for template in BUILT_IN for sample in samples(template)):
        yield f"{_name(certificate)}-screen", _dots(certificate, paper=False)
        if certificate.kind == "winner":
            yield f"{_name(certificate)}-paper", _dots(certificate, paper=True)


def _name(certificate: Certificate) -> str:
    said = (certificate.template.name, certificate.theme, certificate.language, certificate.kind)
    return "-".join([*said, str(len(certificate.entrant))])


def _dots(certificate: Certificate, *, paper: bool) -> bytes:
    drawn = picture(certificate, A4 if paper else SCREEN, _SMALL)
    return drawn.convert("L").resize(DOTS, Image.Resampling.BOX).tobytes()


def levels(dots: bytes) -> str:
    """The dots in 16 levels of grey, one hexadecimal digit each."""
    return "".join(f"{round(dot / 17):x}" for dot in dots)


def approved() -> dict[str, str]:
    """What was approved, by the names of the cases."""
    found = {}
    for line in APPROVED.read_text(encoding="utf-8").splitlines():
        name, dots = line.split()
        found[name] = dots
    return found


def main() -> None:
    """Approve what there is."""
    lines = (f"{name} {levels(dots)}\n" for name, dots in sorted(looks()))
    APPROVED.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
