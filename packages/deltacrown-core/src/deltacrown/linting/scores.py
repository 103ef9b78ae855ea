"""Scores for rehearsals: always such as the rules of the match allow."""

from collections.abc import Sequence

from deltacrown.match.scores import Score, majority
from deltacrown.match.state import Match

_DUEL = 2


def in_order(match: Match, order: Sequence[int], margin: int = 1) -> Score:
    """The sides come in this order of slots, best first: a duel ends `margin` to 0, a lobby with a point apart."""
    points = [0] * len(match.slots)
    for behind, side in enumerate(reversed(order)):
        points[side] = behind if len(order) > _DUEL else behind * margin
    if match.best_of > 1:
        points[order[0]] = majority(match.best_of)
    return Score(tuple(points))


def level(match: Match) -> Score | None:
    """A draw; None where there is none."""
    if not match.draws or (match.best_of > 1 and match.best_of % 2):
        return None
    return Score((0 if match.best_of == 1 else match.best_of // 2,) * len(match.slots))


def from_best_to_worst(match: Match, side: int) -> list[Score]:
    """The results that this side can have in the match, each worse for it than the one before."""
    others = [place for place, entrant in enumerate(match.entrants) if entrant and place != side]
    if len(match.slots) > _DUEL:
        places = range(len(others) + 1)
        return [in_order(match, [*others[:place], side, *others[place:]]) for place in places]
    won, lost = [side, *others], [*others, side]
    draw = level(match)
    middle = [draw] if draw else []
    if match.best_of > 1:
        return [in_order(match, won), *middle, in_order(match, lost)]
    return [*(in_order(match, won, margin) for margin in (2, 1)), *middle, *(in_order(match, lost, m) for m in (1, 2))]
