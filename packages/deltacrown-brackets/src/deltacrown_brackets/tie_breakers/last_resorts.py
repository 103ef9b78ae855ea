"""What decides when nothing that was played does: time and chance."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from hashlib import sha256

from deltacrown import EntrantId, Number, Results, TieBreaker


class EarliestFinish(TieBreaker):
    """Whoever completed their last match first: by how many seconds that was after the first to do so.

    A match is completed when its result is recorded, also where it was not played. Who has no match that is known to
    have ended comes last.
    """

    name = "earliest_finish"
    title = "Earliest finish"
    lower_is_better = True

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """0 for whoever finished first."""
        finished: dict[EntrantId, datetime] = {}
        for side in results.sides():
            ended = side.match.ended_at
            if ended is not None:
                finished[side.entrant] = max(ended, finished.get(side.entrant, ended))
        first = min(finished.values(), default=None)
        return {e: _seconds(finished[e] - first) if first and e in finished else math.inf for e in results.entrants}


def _seconds(time: timedelta) -> Fraction:
    return Fraction(time // timedelta(microseconds=1), 10**6)


class DrawnLots(TieBreaker):
    """Lots, drawn from the recorded seed, so that anyone can draw them again: the smallest number comes first.

    An entrant's number is the SHA-256 of `draw || "/lots/" || id` (UTF-8), where the draw of a stage is the
    tournament's recorded seed, a slash and the stage's key. Where no seed was recorded, no lots are drawn.
    """

    name = "lots"
    title = "Lots, drawn from the recorded seed"
    lower_is_better = True

    def measure(self, results: Results) -> Mapping[EntrantId, Number]:
        """1 for the first drawn; 0 for everyone where there is no draw."""
        if not results.draw:
            return dict.fromkeys(results.entrants, 0)
        drawn = sorted(results.entrants, key=lambda entrant: sha256(f"{results.draw}/lots/{entrant}".encode()).digest())
        return {entrant: place for place, entrant in enumerate(drawn, 1)}


LAST_RESORTS: tuple[TieBreaker, ...] = (EarliestFinish(), DrawnLots())
