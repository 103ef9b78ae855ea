"""Enumeration: every way in which wins, draws and losses can still fall, played to the end.

Scores are hidden while it plays, so one ending stands for every score; where somebody looks at one, nothing is claimed.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod

from attrs import frozen

from deltacrown.errors import PluginFault
from deltacrown.fork import Fork, Place, of_stage
from deltacrown.match.state import How, Match, Outcome
from deltacrown.outlook.outcomes import Groups, Pattern, number, pattern, possible
from deltacrown.outlook.places import Places, places
from deltacrown.outlook.playing import Playing, Stepwise
from deltacrown.outlook.proofs import hidden_score
from deltacrown.stage.slots import EntrantId

_MOST_SIDES = 6


@frozen
class Ending:
    """One way in which the stage can end: the results that lead there by side, and everyone's places."""

    results: Mapping[str, Pattern]
    places: Mapping[EntrantId, Places]
    likelihood: float = 1.0


Likelihood = Callable[[Match, Groups], float]


def endings(playing: Playing, words: tuple[str, ...], limit: int, likelihood: Likelihood) -> list[Ending] | None:
    """Every ending with this cascade; None where there are more than `limit`, or where scores count."""
    if any(len(match.slots) > _MOST_SIDES for match in playing.left):
        return None
    if prod(number(match) for match in playing.left) > limit:
        return None
    looked: list[str] = []

    def end(match: Match, groups: Groups) -> Outcome:
        return Outcome(groups, How.PLAYED, hidden_score(looked, match))

    way = _stepwise if isinstance(playing, Stepwise) else _at_once
    found: list[Ending] = []
    try:
        for ending in way(playing, words, end, likelihood):
            found.append(ending)
            if len(found) > limit or looked:
                return None
    except PluginFault:
        if looked:
            return None
        raise
    return found


End = Callable[[Match, Groups], Outcome]


def _at_once(playing: Playing, words: tuple[str, ...], end: End, likelihood: Likelihood) -> Iterator[Ending]:
    for chosen in product(*([*possible(match)] for match in playing.left)):
        results = {match.key: groups for match, groups in zip(playing.left, chosen, strict=True)}
        found = playing.finish(lambda match, results=results: end(match, results[match.key]), words)  # type: ignore[misc]
        weight = prod(likelihood(match, groups) for match, groups in zip(playing.left, chosen, strict=True))
        patterns = {match.key: pattern(match, results[match.key]) for match in playing.left}
        yield Ending(patterns, found, weight)


def _stepwise(playing: Playing, words: tuple[str, ...], end: End, likelihood: Likelihood) -> Iterator[Ending]:
    assert isinstance(playing, Stepwise)
    start = of_stage(playing.engine, playing.stage, words)
    open_: list[tuple[Fork, tuple[Place, ...], dict[str, Pattern], float]] = [(start, tuple(start.ready()), {}, 1.0)]
    while open_:
        fork, waiting, results, weight = open_.pop()
        if not waiting:
            yield Ending(results, places(playing.engine.ranking(fork.stage(playing.stage.key))), weight)
            continue
        match = fork.match(waiting[0])
        for groups in possible(match):
            after = fork.after([(waiting[0], end(match, groups))])
            woken = dict.fromkeys((*waiting[1:], *after.woken(fork, waiting[:1])))
            chosen = {**results, match.key: pattern(match, groups)}
            open_.append((after, tuple(woken), chosen, weight * likelihood(match, groups)))
