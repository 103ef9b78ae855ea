"""The group of commands."""

import rich_click as click

from deltacrown_certs.cli.drawing import draw
from deltacrown_certs.cli.sheets import sheet
from deltacrown_certs.cli.verifying import verify


@click.group()
def certificate() -> None:
    """Certificates: draw them, look at every design, and check what somebody shows."""


certificate.add_command(draw)
certificate.add_command(sheet)
certificate.add_command(verify)
