"""Certificates a second: ours, a plain script on reportlab, and a page of HTML through WeasyPrint.

CPU milliseconds for one certificate of a new name. The script on reportlab draws a page like Heritage's as its handbook
says: ground, border, rosette, medal, QR code and the texts in one Latin font, unshaped. The page of HTML has a frame
and the texts only. The batch says how much memory a thousand certificates add to the first hundred.
"""

import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from deltacrown_certs.certificate import Certificate, Signature
from deltacrown_certs.credentials.claims import Claims
from deltacrown_certs.credentials.credential import Award
from deltacrown_certs.issuing import Issuer, Statement, sealed_pdf
from deltacrown_certs.keys.signing_key import new_key
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.png import draw_png
from deltacrown_certs.signing.signer import PdfSigner
from deltacrown_certs.templates import BUILT_IN
from environments import installed, versions

ROUNDS, BATCH, WARM = 40, 1000, 100
NOW = dt.datetime(2026, 11, 18, tzinfo=dt.UTC)
REPORTLAB = """
import io, json, math, sys, time
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
GOLD = HexColor("#a67c2e")

def rosette(page, radius, waves):
    path = page.beginPath()
    for step in range(waves * 12 + 1):
        turn = step * 2 * math.pi / (waves * 12)
        away = radius * (1 + 0.08 * math.sin(waves * turn))
        x, y = 421 + away * math.cos(turn), 320 + away * math.sin(turn)
        path.lineTo(x, y) if step else path.moveTo(x, y)
    page.drawPath(path)

def draw(name):
    out = io.BytesIO()
    page = Canvas(out, pagesize=landscape(A4))
    page.radialGradient(421, 320, 520, (HexColor("#fffefa"), HexColor("#f3eddf")))
    page.setStrokeColor(GOLD)
    for edge in (11, 14, 26, 29):
        page.rect(edge, edge, 842 - 2 * edge, 595 - 2 * edge)
    page.setLineWidth(0.4)
    for x in range(30, 812, 14):
        for y in (20, 575):
            page.bezier(x, y, x + 4, y + 12, x + 10, y - 12, x + 14, y)
            page.bezier(x, y, x + 4, y - 12, x + 10, y + 12, x + 14, y)
    page.setStrokeAlpha(0.16)
    for ring in range(3):
        for strand in range(12):
            page.saveState()
            page.translate(421, 320)
            page.rotate(strand * 2)
            page.translate(-421, -320)
            rosette(page, 230 - 50 * ring, 40)
            page.restoreState()
    page.setStrokeAlpha(1)
    for size in (43, 36, 25):
        page.circle(421, 128, size)
    page.setFillColor(HexColor("#14213d"))
    for y, size, text in [(480, 40, "Certificate of Victory"), (420, 15, "This certificate is proudly presented to"),
                          (350, 54, name), (300, 14, "for finishing first among 128 competitors"),
                          (275, 18, "Dhaka Masters 2026"), (100, 9, "Issued 18 November 2026")]:
        page.setFont("Vera", size)
        page.drawCentredString(421, y, text)
    code = Drawing(86, 86)
    code.add(QrCodeWidget("HTTPS://DELTACROWN.EXAMPLE/V/000000000001", barWidth=86, barHeight=86))
    renderPDF.draw(code, page, 700, 60)
    page.save()
    return out.getvalue()
"""
WEASYPRINT = """
import json, sys, time
from weasyprint import HTML

def draw(name):
    return HTML(string=f'''<style>@page {{ size: A4 landscape; margin: 20pt }} body {{ text-align: center;
    border: 1pt solid; height: 540pt; font-family: sans-serif }}</style><h1>Certificate of Victory</h1>
    <p>This certificate is proudly presented to<h1>{name}</h1><p>for finishing first among 128 competitors
    <h3>Dhaka Masters 2026</h3><p>Issued 18 November 2026''').write_pdf()
"""
TIMED = """
draw("warm")
start = time.process_time()
drawn = [draw(f"Entrant {number}") for number in range(int(sys.argv[1]))]
spent = time.process_time() - start
print(json.dumps([spent * 1000 / len(drawn), len(drawn[-1])]))
"""


def certificate(number: int, design: int = 0, language: str = "en") -> Certificate:
    """A certificate that nobody else has."""
    return Certificate(
        kind="winner",
        entrant=f"Entrant {number}" if language == "en" else f"প্রতিযোগী {number}",
        tournament="Dhaka Masters 2026",
        organizer="DeltaCrown Esports",
        date=dt.date(2026, 11, 18),
        game="eFootball",
        entrants=128,
        language=language,
        code=f"{number:012d}",
        url=f"HTTPS://DELTACROWN.EXAMPLE/V/{number:012d}",
        signature=Signature("Rakib Hasan", "Tournament Director"),
        fingerprint=f"{number:064x}",
        template=BUILT_IN[design],
    )


def main() -> None:
    """Print the tables."""
    rows = [
        (f"{kind} {template.name}, {language}", *_timed(draw, design, language))
        for design, template in enumerate(BUILT_IN)
        for language in ("en", "bn")
        for kind, draw in (("PDF", draw_pdf), ("PNG", draw_png))
    ]
    rows += [(f"PDF heritage, en, {name}", *_timed(seal, 0, "en")) for name, seal in _sealing()]
    with TemporaryDirectory() as folder:
        for package, program in (("reportlab", REPORTLAB), ("weasyprint", WEASYPRINT)):
            rows += _peer(f"{folder}/{package}", package, program)
    print(f"{'':34} {'CPU ms':>8} {'a second':>9} {'bytes':>9}")
    for name, spent, size in rows:
        print(f"{name:34} {spent:8.1f} {1000 / spent:9.0f} {size:9}")
    _batch()


def _sealing() -> Iterator[tuple[str, Callable[[Certificate], bytes]]]:
    """With the credential attached, and with a PDF signature besides."""
    key = new_key()
    secret, name = generate_private_key(SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cups")])
    until = NOW + dt.timedelta(days=9)
    own = x509.CertificateBuilder(name, name, secret.public_key(), 1, NOW, until).sign(secret, SHA256())
    for said, issuer in (("credential", Issuer(key)), ("signed", Issuer(key, PdfSigner(secret, own)))):

        def seal(drawn: Certificate, issuer: Issuer = issuer) -> bytes:
            claims = Claims(drawn.code, drawn.entrant, drawn.kind, 1, "cup", "0" * 64, 1, drawn.date.isoformat())
            award = Award(drawn.entrant, "Winner", "Win", drawn.organizer)
            return sealed_pdf(draw_pdf(drawn), Statement(claims, award, NOW), issuer)

        yield said, seal


def _timed(draw: Callable[[Certificate], bytes], design: int, language: str) -> tuple[float, int]:
    size = len(draw(certificate(0, design, language)))
    start = time.process_time()
    for number in range(1, ROUNDS + 1):
        draw(certificate(number, design, language))
    return (time.process_time() - start) * 1000 / ROUNDS, size


def _peer(folder: str, package: str, program: str) -> list[tuple[str, float, int]]:
    python = installed(folder, [package])
    if not python:
        return []
    command = [python, "-c", program + TIMED, str(ROUNDS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(f"does not run here, so not compared: {package}: {done.stderr.strip().splitlines()[-1]}\n")
        return []
    spent, size = json.loads(done.stdout)
    return [(f"PDF, {package} {versions(python, [package])[0]}", spent, size)]


def _batch() -> None:
    for number in range(WARM):
        draw_pdf(certificate(number, number % 3, ("en", "bn")[number % 2]))
    before, start = _memory(), time.process_time()
    for number in range(WARM, WARM + BATCH):
        draw_pdf(certificate(number, number % 3, ("en", "bn")[number % 2]))
    spent = time.process_time() - start
    print(
        f"\n{BATCH} PDFs: {spent:.1f} CPU seconds, {_memory() - before:.1f} MB more memory, {_memory():.0f} MB in all"
    )


def _memory() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
