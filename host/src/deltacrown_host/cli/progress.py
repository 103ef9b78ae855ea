"""A bar for work that takes long, on standard error, where somebody looks at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import rich_click as click


@contextmanager
def shown(label: str) -> Iterator[Callable[[int, int], None]]:
    """What is told how much is done, and of how much."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress
