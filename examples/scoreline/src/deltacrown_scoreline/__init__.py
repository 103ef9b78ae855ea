"""A notifier that writes every result as a line of text."""

import os
from collections.abc import Sequence
from pathlib import Path

from deltacrown import Entry, MatchCompleted, Notifier, hookimpl


class Scoreline(Notifier):
    """Appends each result to a file. A line may come twice after a crash: the journal counts, not this file."""

    name = "scoreline"

    def notify(self, tournament: str, entry: Entry) -> None:
        """One line for a played match; nothing for all else."""
        event = entry.event
        if not isinstance(event, MatchCompleted) or event.outcome.score is None:
            return
        points = [str(number) for number in event.outcome.score.points]
        shootout = [f" ({number})" for number in event.outcome.score.shootout] or [""] * len(points)
        sides = [" ".join(side[:2]) + side[2] for side in zip(event.entrants, points, shootout, strict=True)]
        with Path(os.environ.get("SCORELINE_FILE", "scoreline.txt")).open("a", encoding="utf-8") as file:
            file.write(f"{tournament}  {event.match}  {' - '.join(sides)}\n")


@hookimpl
def register_notifiers() -> Sequence[Notifier]:
    """What this package offers."""
    return [Scoreline()]
