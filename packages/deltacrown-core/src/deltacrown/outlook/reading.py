"""What all the endings of a stage say about entrants and matches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from deltacrown.match.state import Match
from deltacrown.outlook.enumeration import Ending
from deltacrown.outlook.places import Places, union
from deltacrown.outlook.values import Fate, Stake, fate
from deltacrown.stage.slots import EntrantId


def reach(endings: Iterable[Ending]) -> dict[EntrantId, Places]:
    """The best and the worst place of each entrant over all endings."""
    found: dict[EntrantId, Places] = {}
    for ending in endings:
        union(found, ending.places)
    return found


def stakes(endings: Sequence[Ending], match: Match, ranks: Sequence[int]) -> list[Stake]:
    """What each result would mean for those who play the match, where it is not settled."""
    found: list[Stake] = []
    for side, entrant in enumerate(match.entrants):
        if not entrant:
            continue
        spans: dict[str, dict[EntrantId, Places]] = {"win": {}, "draw": {}, "loss": {}}
        for ending in endings:
            best = ending.results[match.key][0]
            verdict = "loss" if side not in best else "win" if len(best) == 1 else "draw"
            union(spans[verdict], {entrant: ending.places[entrant]})
        for rank in ranks:
            win, draw, loss = (_fate(spans[verdict], entrant, rank) for verdict in ("win", "draw", "loss"))
            if win is not None and loss is not None and {win, draw, loss} - {None} not in ({Fate.IN}, {Fate.OUT}):
                found.append(Stake(entrant, rank, win, draw, loss))
    return found


def _fate(spans: Mapping[EntrantId, Places], entrant: EntrantId, rank: int) -> Fate | None:
    return fate(spans[entrant], rank) if entrant in spans else None


def dead(endings: Sequence[Ending], match: Match, ranks: Iterable[int], *, settled: bool) -> tuple[int, ...]:
    """The ranks for which the match is dead.

    `settled` says that whoever shares a rank in an ending is level for good; else a score of the match may yet
    separate them, and nothing is proved about a rank in their midst.
    """
    others: dict[frozenset[tuple[str, object]], list[Ending]] = defaultdict(list)
    for ending in endings:
        others[frozenset(item for item in ending.results.items() if item[0] != match.key)].append(ending)
    return tuple(rank for rank in ranks if all(_same(group, rank, settled=settled) for group in others.values()))


def _same(endings: Sequence[Ending], rank: int, *, settled: bool) -> bool:
    fates = [{entrant: fate(given, rank) for entrant, given in ending.places.items()} for ending in endings]
    if not settled and any(Fate.OPEN in one.values() for one in fates):
        return False
    return all(one == fates[0] for one in fates)
