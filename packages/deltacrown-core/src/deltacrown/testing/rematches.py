"""Avoidable rematches: rounds that pair two who have met, though the same entrants could have been paired otherwise."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from deltacrown.match.state import Match
from deltacrown.stage.slots import Bye, EntrantId, Seed
from deltacrown.stage.state import Stage

MOST_PAIRED = 14
"""Rounds with more entrants than this are not searched: every way to pair them is tried."""


def avoidable_rematches(stage: Stage) -> Iterator[str]:
    """What to say about each such round.

    Only duels of seeds count: where a slot waits for a winner or a loser, the results make the pairing, not the
    format. Whoever has a bye keeps it.
    """
    met: set[frozenset[EntrantId]] = set()
    seeds = stage.seeds

    def place(match: Match) -> tuple[int, str]:
        return match.round, match.section

    for (number, section), matches in groupby(sorted(stage.matches.values(), key=place), key=place):
        planned = [match for match in matches if all(isinstance(slot, Seed | Bye) for slot in match.slots)]
        pairs = [frozenset(match.present) for match in planned if len(match.present) == len(match.slots) == 2]  # noqa: PLR2004
        again = [pair for pair in pairs if pair in met]
        field = tuple(sorted(entrant for pair in pairs for entrant in pair))
        if again and len(field) <= MOST_PAIRED and _pairable(field, met):
            first, second = sorted(seeds[entrant] for entrant in again[0])
            where = f"round {number}{f' of {section}' if section else ''}"
            yield f"pairs seeds {first} and {second} again in {where}, though everyone there could have had someone new"
        met.update(pairs)


def _pairable(entrants: tuple[EntrantId, ...], met: set[frozenset[EntrantId]]) -> bool:
    """Whether all can be paired so that none have met."""

    @cache
    def rest(left: tuple[EntrantId, ...]) -> bool:
        if not left:
            return True
        first, *others = left
        return any(
            frozenset((first, other)) not in met and rest(tuple(entrant for entrant in others if entrant != other))
            for other in others
        )

    return rest(entrants)
