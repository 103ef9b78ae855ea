"""How the matches of a rehearsal end: decisive, all level, in a circle, or by chance from a fixed seed."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from deltacrown.draws import Draw
from deltacrown.linting.scores import in_order, level
from deltacrown.match.scores import Score
from deltacrown.match.state import Match
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage

Ending: TypeAlias = Callable[[Match], Score]
Style: TypeAlias = Callable[[Stage], Ending]
"""How the matches of a stage end."""

_CIRCLE = 3


def favourites(stage: Stage) -> Ending:
    """The better seed always wins, by one."""
    seeds = stage.seeds
    return lambda match: in_order(match, _by_seed(match, seeds))


def all_level(stage: Stage) -> Ending:
    """Everything that can be drawn is drawn without a score."""
    decisive = favourites(stage)
    return lambda match: level(match) or decisive(match)


def circle(stage: Stage) -> Ending:
    """In each part of the stage the three best seeds beat each other in a circle, 1:0 each; else the better seed."""
    seeds = stage.seeds
    parts: dict[str, set[EntrantId]] = {}
    for match in stage.matches.values():
        parts.setdefault(match.section, set()).update(match.present)
    best = {part: sorted(inside, key=seeds.__getitem__)[:_CIRCLE] for part, inside in parts.items()}

    def end(match: Match) -> Score:
        order, top = _by_seed(match, seeds), best[match.section]
        if len(top) == _CIRCLE and {match.entrants[side] for side in order} == {top[0], top[-1]}:
            order.reverse()
        return in_order(match, order)

    return end


def by_chance(seed: str) -> Style:
    """A coin a match, and where draws are allowed a third of them."""

    def style(stage: Stage) -> Ending:
        seeds = stage.seeds

        def end(match: Match) -> Score:
            chance = Draw(f"{seed}/{stage.key}/{match.key}")
            draw = level(match)
            if draw and not chance.below(3):
                return draw
            return in_order(match, chance.shuffled(_by_seed(match, seeds)))

        return end

    return style


OTHERS: tuple[Style, ...] = (all_level, circle, *(by_chance(f"lint/{number}") for number in range(4)))


def _by_seed(match: Match, seeds: Mapping[EntrantId, int]) -> list[int]:
    """The slots that somebody sits in, the best seed first."""
    taken = [side for side, entrant in enumerate(match.entrants) if entrant]
    return sorted(taken, key=lambda side: seeds[match.entrants[side] or ""])
