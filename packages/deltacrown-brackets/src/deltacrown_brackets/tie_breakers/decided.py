"""Orders that were decided outside: by lots, by a play-off, by a ranking list."""

from collections.abc import Mapping

from deltacrown import EntrantId, Number, Results, TieBreaker


class DecidedOutside(TieBreaker):
    """The position in an order that somebody else made; whoever it does not name comes after, level."""

    lower_is_better = True

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """1 for the first of the order."""
        order = results.decisions.get(self.name, ())
        places = {entrant: place for place, entrant in enumerate(order, 1)}
        return {entrant: places.get(entrant, len(order) + 1) for entrant in results.entrants}


DECIDED_OUTSIDE: tuple[TieBreaker, ...] = (
    DecidedOutside("drawing_of_lots", "Drawing of lots"),
    DecidedOutside("playoff", "Play-off"),
    DecidedOutside("ranking", "Ranking list"),
    DecidedOutside("external", "Decision of the organizer"),
)
