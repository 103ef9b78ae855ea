"""`deltacrown certificate draw`: one certificate, from what is said on the command line."""

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import rich_click as click

from deltacrown_certs.certificate import Certificate, Signature
from deltacrown_certs.cli.writing import write
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.png import draw_png
from deltacrown_certs.refusals import CertificateRefused
from deltacrown_certs.templates import installed

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KINDS = click.Choice(["winner", "runner_up", "third", "participant", "custom"])


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--entrant", required=True, metavar="NAME", help="Whose certificate it is.")
@click.option("--tournament", required=True, metavar="NAME", help="The tournament's name.")
@click.option("--organizer", required=True, metavar="NAME", help="Who gives it.")
@click.option("--kind", type=_KINDS, default="winner", show_default=True, help="What it is given for.")
@click.option("--game", default="", metavar="NAME", help="The game.")
@click.option("--detail", default="", metavar="TEXT", help="A line more: how it was played, and when.")
@click.option("--place", type=int, metavar="N", help="The place, where the kind does not say it.")
@click.option("--entrants", type=int, metavar="N", help="How many took part.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), required=True, help="When it was issued.")
@click.option("--code", default="", metavar="CODE", help="The verification code.")
@click.option("--url", default="", metavar="URL", help="Where it is checked: what the QR code says.")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="en or bn.")
@click.option(
    "--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True, help="Light or dark."
)
@click.option("--template", "design", default="heritage", show_default=True, metavar="NAME", help="The design.")
@click.option("--logo", type=_FILE, help="The organizer's logo.")
@click.option("--signed-by", default="", metavar="NAME", help="Who signs.")
@click.option("--role", default="", metavar="TEXT", help="What the one who signs is.")
@click.option("--signature", type=_FILE, help="A picture of the signature.")
@click.option(
    "--wording", multiple=True, metavar="K=TEXT", help="Another text: title, presented, statement, issued, scan."
)
@click.option("--colour", "colours", multiple=True, metavar="K=#RRGGBB", help="Another colour of the template.")
def draw(*, file: Path, design: str, date: dt.datetime, **said: Any) -> None:
    """Draw a certificate to FILE: a PDF, or a PNG where its name ends in .png."""
    templates = installed()
    if design not in templates:
        _leave([f"there is no template {design!r}; there are: {', '.join(sorted(templates))}"])
    try:
        certificate = _certificate(date.date(), said, template=templates[design])
        drawn = draw_png(certificate) if file.suffix.lower() == ".png" else draw_pdf(certificate)
    except CertificateRefused as refused:
        _leave(f"{problem.field}: {problem.message}" for problem in refused.problems)
    write(file, drawn)


def _certificate(date: dt.date, said: dict[str, Any], **more: Any) -> Certificate:
    logo, picture = said.pop("logo"), said.pop("signature")
    name, role = said.pop("signed_by"), said.pop("role")
    signs = name or role or picture
    return Certificate(
        **{**said, "wording": _pairs(said["wording"]), "colours": _pairs(said["colours"])},
        **more,
        date=date,
        logo=logo.read_bytes() if logo else b"",
        signature=Signature(name, role, picture.read_bytes() if picture else b"") if signs else None,
    )


def _pairs(options: Iterable[str]) -> dict[str, str]:
    pairs = [option.partition("=") for option in options]
    unclear = [name for name, is_there, _ in pairs if not is_there]
    if unclear:
        _leave(f"write an option as NAME=VALUE, not {name!r}" for name in unclear)
    return {name: value for name, _, value in pairs}


def _leave(sentences: Iterable[str]) -> NoReturn:
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(1)
