"""A statement as PDF: plain and tidy, the same bytes for the same statement. Needs the extra `pdf`."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from deltacrown_economy.ledger import Statement, decimal

_HEAD = ("When (UTC)", "What", "For", "Amount", "Balance")
_LONGEST = 38


def statement_pdf(statement: Statement, *, title: str = "Statement", exponent: int = 0) -> bytes:
    """The statement on as many A4 pages as it needs, each with its number."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - an extra
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415 - as above

    made = io.BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, title=title, author="DeltaCrown", topMargin=50, bottomMargin=50, invariant=1
    )
    numbered = _numbered(f"{statement.account} · {statement.currency}")
    document.build(list(_flow(statement, title, exponent)), onFirstPage=numbered, onLaterPages=numbered)
    return made.getvalue()


def _flow(statement: Statement, title: str, exponent: int) -> Iterator[Any]:
    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415 - as above
    from reportlab.platypus import Paragraph, Spacer, Table, TableStyle  # noqa: PLC0415 - as above

    styles = getSampleStyleSheet()
    yield Paragraph(_plain(title), styles["Title"])
    since, until = (f"{moment:%Y-%m-%d %H:%M}" for moment in (statement.since, statement.until))
    yield Paragraph(
        f"{_plain(statement.account)} · {_plain(statement.currency)} · {since} to {until}", styles["Normal"]
    )
    yield Spacer(1, 14)
    look = [
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8),
        ("FONT", (0, 1), (-1, -1), "Helvetica", 8),
        ("ALIGN", (3, 0), (-1, -1), "RIGHT"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, "#14213D"),
        ("LINEABOVE", (0, -1), (-1, -1), 0.8, "#14213D"),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), ["#FFFFFF", "#F4F5F7"]),
    ]
    yield Table(list(_rows(statement, exponent)), repeatRows=1, style=TableStyle(look), hAlign="LEFT")


def _rows(statement: Statement, exponent: int) -> Iterator[Sequence[str]]:
    yield _HEAD
    yield ("", "opening", "", "", decimal(statement.opening, exponent))
    for line in statement.lines:
        sums = decimal(line.amount, exponent), decimal(line.balance, exponent)
        yield (f"{line.at:%Y-%m-%d %H:%M}", _short(line.reason or line.kind), _short(line.about), *sums)
    yield ("", "closing", "", "", decimal(statement.closing, exponent))


def _numbered(foot: str) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(document.leftMargin, 30, _short(foot))
        canvas.drawRightString(document.pagesize[0] - document.rightMargin, 30, f"Page {document.page}")

    return draw


def _short(said: str) -> str:
    """As much as the column holds, in letters that the built-in fonts have."""
    known = said.encode("cp1252", "replace").decode("cp1252")
    return known if len(known) <= _LONGEST else f"{known[: _LONGEST - 1]}…"


def _plain(said: str) -> str:
    return _short(said).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
