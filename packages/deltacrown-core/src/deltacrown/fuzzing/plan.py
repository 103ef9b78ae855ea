"""The plan of a run: what a seed plays on."""

from collections.abc import Callable
from pathlib import Path

from attrs import field, frozen

from deltacrown.journal import FileJournal, MemoryJournal


@frozen
class Plan:
    """How a tournament is fuzzed.

    seed     decides everything
    steps    how many things happen before the tournament is played to its end
    moves    how many moves the play to its end may take
    formats  the names of the formats to play; empty for all that are installed
    without  the numbers of steps that are left out: how a failure is made smaller
    journal  opens the journal in a file; another one than the project's only to show that a broken one is caught
    """

    seed: int
    steps: int = 60
    moves: int = 1000
    formats: tuple[str, ...] = ()
    without: frozenset[int] = frozenset()
    journal: Callable[[Path], MemoryJournal] = field(default=FileJournal, repr=False)
