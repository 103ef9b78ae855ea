"""`deltacrown demo`: the World Cup of 2022, played through the public API of a real host in this process."""

import sys
from pathlib import Path

import rich_click as click

_INTERRUPTED = 130


@click.command()
@click.option(
    "--speed", type=click.FloatRange(min=0), help="Matches a second; 0 plays at once. [default: 1, with --no-serve 0]"
)
@click.option("--no-serve", is_flag=True, help="End with the tournament, instead of leaving the page up.")
@click.option("--journal", type=click.Path(dir_okay=False, path_type=Path), help="Write the journal to this file.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes any free one. [default: 8000, with --no-serve 0]")
def demo(speed: float | None, no_serve: bool, journal: Path | None, host: str, port: int | None) -> None:  # noqa: FBT001 - a flag
    """Play the FIFA World Cup 2022 on a page that moves: all 64 matches, in the order of kick-off."""
    # Imported here: the command line starts without the web framework.
    from deltacrown_host.demo.playing import NotAsInHistory  # noqa: PLC0415
    from deltacrown_host.demo.showing import Wishes, show  # noqa: PLC0415
    from deltacrown_host.listening import CannotListen  # noqa: PLC0415

    default_speed = 0.0 if no_serve else 1.0
    default_port = 0 if no_serve else 8000
    wishes = Wishes(
        default_speed if speed is None else speed,
        not no_serve,
        journal,
        host,
        default_port if port is None else port,
    )
    try:
        _check(journal)
        played_to_the_end = show(wishes)
    except (CannotListen, NotAsInHistory, OSError) as error:
        click.echo(f"deltacrown demo: {error}", err=True)
        sys.exit(1)
    if not played_to_the_end:
        sys.exit(_INTERRUPTED)


def _check(journal: Path | None) -> None:
    """Find out before the tournament is played that its journal cannot be written."""
    if journal is not None and not journal.parent.is_dir():
        message = f"there is no folder {str(journal.parent)!r} to write the journal into"
        raise NotADirectoryError(message)
