"""Attempts: continuations chosen to take an entrant as high or as low as it goes. What one reaches is possible."""

from collections.abc import Mapping
from typing import Literal

from deltacrown.match.state import How, Match, Outcome, Score
from deltacrown.outlook.outcomes import Groups, Pattern, seated
from deltacrown.outlook.race import Race
from deltacrown.stage.slots import EntrantId

Aim = Literal["best", "worst"]
_RUNAWAY = 99


def scored(match: Match, groups: Groups, entrant: EntrantId, aim: Aim) -> Outcome:
    """The result with the score that helps the aim most: runaway wins for the one, bare ones for the others."""
    if len(groups) == 1 or len(match.slots) != 2:  # noqa: PLR2004 - a score by place where it is no duel
        points = [len(match.slots) - _place(groups, side) for side in match.entrants]
        return Outcome(groups, How.PLAYED, Score(tuple(points)))
    good = (groups[0][0] == entrant) if aim == "best" else (groups[0][0] != entrant)
    margin = _RUNAWAY if good else 1
    return Outcome(groups, How.PLAYED, Score(tuple(margin if side == groups[0][0] else 0 for side in match.entrants)))


def _place(groups: Groups, entrant: EntrantId | None) -> int:
    return next((place for place, group in enumerate(groups) if entrant in group), len(groups))


def by_pattern(results: Mapping[str, Pattern], match: Match) -> Groups:
    """The result that an ending has for the match."""
    return seated(match, results[match.key])


def greedy(race: Race, entrant: EntrantId, aim: Aim) -> dict[str, Groups]:
    """Results of all matches left that keep the others below the entrant's most, or lift them to its least."""
    points = dict(race.points)
    left = {name: race.high[name] - race.points[name] for name in points}
    target = race.high[entrant] if aim == "best" else race.low[entrant]
    chosen: dict[str, Groups] = {}
    for match in sorted(race.left, key=lambda match: entrant not in match.present):
        one, other = match.present
        if entrant in match.present:
            rival = other if one == entrant else one
            chosen[match.key] = ((entrant,), (rival,)) if aim == "best" else ((rival,), (entrant,))
        elif aim == "best":
            chosen[match.key] = _kept_down(race, match, points, target)
        else:
            chosen[match.key] = _lifted(match, points, left, target)
        _pay(race, chosen[match.key], points)
        for name in match.present:
            left[name] -= race.won
    return chosen


def _kept_down(race: Race, match: Match, points: Mapping[EntrantId, int], most: int) -> Groups:
    weak, strong = sorted(match.present, key=lambda name: points[name])
    if points[strong] > most or (not match.draws and points[weak] + race.won > most):
        return ((strong,), (weak,))
    if match.draws and points[strong] + race.drawn <= most and points[weak] + race.won > most - race.drawn:
        return ((weak, strong),)
    return ((weak,), (strong,))


def _lifted(match: Match, points: Mapping[EntrantId, int], left: Mapping[EntrantId, int], least: int) -> Groups:
    short, long = sorted(match.present, key=lambda name: least - points[name])
    if points[short] >= least or points[long] + left[long] < least <= points[short]:
        return ((long,), (short,))
    return ((short,), (long,))


def _pay(race: Race, groups: Groups, points: dict[EntrantId, int]) -> None:
    if len(groups) == 1:
        for name in groups[0]:
            points[name] += race.drawn
        return
    points[groups[0][0]] += race.won
    points[groups[1][0]] += race.lost
