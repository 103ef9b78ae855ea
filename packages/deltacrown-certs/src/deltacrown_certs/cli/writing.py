"""A file that a command was told to write."""

from pathlib import Path

import rich_click as click


def write(file: Path, data: bytes) -> None:
    """Write it, or say why that cannot be done."""
    try:
        file.write_bytes(data)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}"
        raise click.ClickException(message) from error
