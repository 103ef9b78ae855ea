"""`deltacrown certificate sheet`: every design in every case, small, on one picture."""

from pathlib import Path

import rich_click as click

from deltacrown_certs.cli.writing import write
from deltacrown_certs.samples import samples
from deltacrown_certs.sheets import contact_sheet
from deltacrown_certs.templates import installed


@click.command()
@click.argument("file", metavar="FILE.png", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--template", "only", multiple=True, metavar="NAME", help="Only this design; may be repeated.")
@click.option(
    "--width", type=int, default=420, show_default=True, metavar="PIXELS", help="The width of one certificate."
)
def sheet(*, file: Path, only: tuple[str, ...], width: int) -> None:
    """Draw a contact sheet to FILE.png: every design with every theme, language, placement and length of name."""
    chosen = [template for name, template in installed().items() if not only or name in only]
    if not chosen:
        msg = f"there is no such design; there are: {', '.join(installed())}"
        raise click.BadParameter(msg, param_hint="--template")
    write(file, contact_sheet([sample for template in chosen for sample in samples(template)], width))
