"""The group of commands."""

import rich_click as click

from deltacrown_certs.cli.drawing import draw
from deltacrown_certs.cli.sheets import sheet


@click.group()
def certificate() -> None:
    """Certificates: draw them, and look at every design."""


certificate.add_command(draw)
certificate.add_command(sheet)
