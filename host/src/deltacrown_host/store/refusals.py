"""Why the desk takes an order no further than its door."""

from deltacrown import Problem, Refused


class Stale(Refused):
    """The caller decided on a version that is not the newest."""

    def __init__(self, expected: int, actual: int) -> None:
        message = f"you decided on version {expected}, but the tournament is at version {actual}: look again"
        super().__init__([Problem("version.stale", message)])


def unknown(tournament: str) -> Refused:
    """The refusal of whatever is asked of a tournament that is not there."""
    return Refused([Problem("tournament.unknown", f"there is no tournament {tournament!r}")])
