"""The criteria of lobbies: kills, and places in matches of many sides."""

import math
from collections.abc import Iterator, Mapping

from deltacrown import EntrantId, Number, Results, TieBreaker

from deltacrown_brackets.formats.lobbies import place_in
from deltacrown_brackets.tie_breakers.football import Summed


class BestPlacement(TieBreaker):
    """The best place of any match; infinite for whoever has not played."""

    name = "best_placement"
    title = "Best placement"
    lower_is_better = True

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """1 for whoever has won a match, or shared the first place."""
        best: dict[EntrantId, Number] = dict.fromkeys(results.entrants, math.inf)
        for entrant, _, place in _places(results):
            best[entrant] = min(best[entrant], place)
        return best


class LastPlacement(TieBreaker):
    """The place in one's match of the latest round; infinite for whoever has not played."""

    name = "last_placement"
    title = "Placement in the last game"
    lower_is_better = True

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """1 for whoever has won the last match, or shared the first place."""
        last: dict[EntrantId, tuple[int, Number]] = dict.fromkeys(results.entrants, (0, math.inf))
        for entrant, number, place in _places(results):
            # Rounds count anew in every section: of several matches in the latest round the best place counts.
            last[entrant] = max(last[entrant], (number, place), key=lambda seen: (seen[0], -seen[1]))
        return {entrant: place for entrant, (_, place) in last.items()}


def _places(results: Results) -> Iterator[tuple[EntrantId, int, int]]:
    """Everyone in every match, with its round and the place taken."""
    for side in results.sides():
        assert side.match.outcome is not None
        place = place_in(side.match.outcome, side.entrant) or len(side.match.slots)
        yield side.entrant, side.match.round, place


LOBBIES: tuple[TieBreaker, ...] = (
    Summed("kills", "Kills", lambda side: side.stat("kills")),
    BestPlacement(),
    LastPlacement(),
)
