"""`deltacrown pair FILE`: the next round of a Swiss tournament."""

import sys
from pathlib import Path

import rich_click as click

from deltacrown_brackets.fide.pairing_file import SYSTEMS, pairing_text, read_history


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--system", type=click.Choice(sorted(SYSTEMS)), default="dutch", help="The rules; those in force unless said."
)
def pair(file: Path, system: str) -> None:
    """Pair the next round of a Swiss tournament: by the FIDE Dutch system, or as a Swiss of games.

    The file is a tournament report (TRF16 or TRF26) or a Swiss tournament in JSON. Printed are the number of pairs and
    the pairs, white first; `0` stands for the bye.
    In a Swiss of games nobody has a colour, and the better one comes first; inside a score group the upper half meets
    the lower half (swiss, swiss-slide), the first the last (swiss-fold), or neighbours meet (swiss-adjacent).
    """
    try:
        text = pairing_text(read_history(file.read_bytes()), system)
    except ValueError as error:
        click.echo(f"{file}: {error}", err=True)
        sys.exit(1)
    click.echo(text, nl=False)
