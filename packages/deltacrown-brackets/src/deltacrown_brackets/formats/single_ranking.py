"""Who stands where in single elimination: by the last defeat, in the main bracket or in a play-off for places."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from deltacrown import LoserOf, Match, Ranking, Stage

from deltacrown_brackets.formats.playoffs import places_of

Place: TypeAlias = tuple[int, bool]
"""The best place that is still open, and whether the chance to play for it was given away."""


def standing(stage: Stage[Any], size: int, reason: Callable[[Match], str]) -> Ranking:
    """The ranking of a stage whose bracket has this size, as it stands; `reason` says what losing a match is called."""
    places: dict[str, Place] = dict.fromkeys(stage.entrants, (1, False))
    last: dict[str, Match] = {}
    for match in stage.decided:
        for entrant, place in _defeats(stage, match, size):
            places[entrant] = place
            last[entrant] = match
    groups: dict[Place, list[str]] = {}
    for entrant in stage.entrants:
        groups.setdefault(places[entrant], []).append(entrant)
    ordered = [groups[place] for place in sorted(groups)]
    return Ranking.of(ordered, [reason(last[group[0]]) if group[0] in last else "" for group in ordered])


def _defeats(stage: Stage[Any], match: Match, size: int) -> Iterator[tuple[str, Place]]:
    """Who lost the match, and the best place that leaves. Who cannot play on stands behind those who do."""
    assert match.outcome is not None
    first, count = places_of(match.section, size)
    best, worst = first + (count >> match.round), first + (count >> (match.round - 1)) - 1
    for entrant in match.present:
        if entrant == match.outcome.winner:
            continue
        gave_away = match.outcome.placed(2) != entrant and _play_on(stage, match)
        yield entrant, (worst, True) if gave_away else (best, False)


def _play_on(stage: Stage[Any], match: Match) -> bool:
    """Whether the losers of the match meet again for their places."""
    return any(LoserOf(match.key) in stage.matches[key].slots for key, _, _ in stage.feeds.get(match.key, ()))
