"""Where places lead: a worse place must not lead past the best that a better one can still reach."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case, called
from deltacrown.stage.state import Source, StageSettings

Reach: TypeAlias = Callable[[Sequence[int]], int]
"""The last stage that somebody who is sent to these can still get to."""

_NOWHERE = -1


def overtaken(case: Case) -> Iterator[Advice]:
    """Later stages are placed above earlier ones: whoever is sent to a later one ends ahead, win or lose."""
    stages = case.settings.stages
    reach = _reach(stages)
    for earlier in stages:
        taken = _taken(stages, earlier.key)
        if len({bool(source.table) for source in taken}) > 1:
            continue  # A place of a table and a place over all tables may be the same entrant.
        for source, other in combinations(_with_first(taken), 2):
            better, worse = sorted((source, other), key=lambda source: source.rank)
            if better.table == worse.table and max(taken.get(worse, (_NOWHERE,))) > reach(taken.get(better, ())):
                yield _advice(case, taken, better, worse)
                break


def _taken(stages: Sequence[StageSettings], key: str) -> dict[Source, list[int]]:
    """Each place of the stage that leads somewhere, with where."""
    found: dict[Source, list[int]] = {}
    for place, later in enumerate(stages):
        for source in later.sources:
            if source.stage == key:
                found.setdefault(source, []).append(place)
    return found


def _with_first(taken: Mapping[Source, list[int]]) -> list[Source]:
    """The places that lead somewhere, and the first of each table."""
    firsts = [Source(source.stage, 1, source.table) for source in taken]
    return list(dict.fromkeys([*firsts, *taken]))


def _reach(stages: Sequence[StageSettings]) -> Reach:
    furthest: dict[int, int] = {}
    for place in range(len(stages) - 1, -1, -1):
        onward = (where for places in _taken(stages, stages[place].key).values() for where in places)
        furthest[place] = max([place, *(furthest[where] for where in onward)])
    return lambda places: max((furthest[place] for place in places), default=_NOWHERE)


def _advice(case: Case, taken: Mapping[Source, list[int]], better: Source, worse: Source) -> Advice:
    stages = case.settings.stages
    place = max(taken[worse])
    later = stages[place].key
    instead = f"leads to {stages[max(taken[better])].key!r}" if taken.get(better) else "leads nowhere"
    message = (
        f"{called(worse)} leads to {later!r}, and everyone there is placed above {called(better)}, which {instead}: "
        f"it is better to be number {worse.rank}. Later stages are placed above earlier ones: put the better one last"
    )
    return Advice("lint.losing_helps", message, f"settings.stages.{place}.sources")
