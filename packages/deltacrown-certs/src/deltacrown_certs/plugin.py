"""What this package offers to DeltaCrown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deltacrown import hookimpl

if TYPE_CHECKING:
    import click

    from deltacrown_certs.templates.template import Template


@hookimpl
def register_certificate_templates() -> "Sequence[Template]":
    """The designs that come with DeltaCrown."""
    from deltacrown_certs.templates import BUILT_IN  # noqa: PLC0415 - asked only by whoever draws certificates

    return BUILT_IN


@hookimpl
def register_commands() -> "Sequence[click.Command]":
    """`deltacrown certificate`."""
    from deltacrown_certs.cli.program import certificate  # noqa: PLC0415 - the command line is an extra of the core

    return [certificate]
