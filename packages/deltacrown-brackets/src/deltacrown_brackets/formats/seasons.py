"""Seasons of a league: what was played in each, its tables, and the order in which everyone goes into the next."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from attrs import evolve
from deltacrown import EntrantId, Match, Ranking, Stage, Step

from deltacrown_brackets.formats.divisions import exchanged

Season: TypeAlias = Mapping[str, Sequence[Match]]
"""The matches of each division by its name, the highest division first."""

_BETWEEN = ", "


def section(season: int, division: str) -> str:
    """What the part of the stage is called in which a division plays a season."""
    return f"Season {season}{_BETWEEN}{division}"


def seasons_of(stage: Stage[Any]) -> list[Season]:
    """Every season so far. Who played in which division is what was paired, whatever was corrected since."""
    seasons: dict[str, dict[str, list[Match]]] = {}
    for match in stage.matches.values():
        season, _, division = match.section.partition(_BETWEEN)
        seasons.setdefault(season, {}).setdefault(division, []).append(match)
    return list(seasons.values())


def order_after(stage: Stage[Any], seasons: Sequence[Season], promoted: int) -> list[EntrantId]:
    """Everyone who is still there, from the top, as they go into the next season."""
    order = list(stage.active)
    so_far: list[Match] = []
    for season in seasons:
        so_far += [match for matches in season.values() for match in matches]
        tables = [stage.separated(_table(stage, matches), so_far) for matches in season.values()]
        after = exchanged([_lined_up(table, order) for table in tables], promoted)
        order = [*after, *(entrant for entrant in order if entrant not in after)]
    return order


def standings(stage: Stage[Any], seasons: Sequence[Season]) -> Ranking:
    """The tables of the last season from the highest division down, then whoever had left before it."""
    lines: list[tuple[tuple[EntrantId, ...], str]] = []
    steps: list[Step] = []
    placed: set[EntrantId] = set()
    for number, season in reversed(list(enumerate(seasons, 1))):
        for division, matches in season.items():
            if placed.issuperset(_members(stage, matches)):
                continue
            table = _table(stage, matches)
            reasons = {line.entrant: line.reason or f"played in {division}" for line in table.standings}
            for group in table.groups:
                new = tuple(entrant for entrant in group if entrant not in placed)
                why = reasons[group[0]] if number == len(seasons) else f"left after season {number}"
                lines += [(new, why)] if new else []
            placed.update(reasons)
            steps += table.steps
    never = tuple(entrant for entrant in stage.entrants if entrant not in placed)
    lines += [(never, "did not play")] if never else []
    return evolve(Ranking.of([group for group, _ in lines], [why for _, why in lines]), steps=tuple(steps))


def _table(stage: Stage[Any], matches: Sequence[Match]) -> Ranking:
    """The table of a division by the matches of the season alone."""
    return stage.separated(Ranking.of([_members(stage, matches)]), matches)


def _members(stage: Stage[Any], matches: Sequence[Match]) -> list[EntrantId]:
    there = {entrant for match in matches for entrant in match.present}
    return [entrant for entrant in stage.entrants if entrant in there]


def _lined_up(table: Ranking, order: Sequence[EntrantId]) -> list[EntrantId]:
    """Those of the table who are still there, level ones in the order of before."""
    places = {entrant: place for place, entrant in enumerate(order)}
    return [e for group in table.groups for e in sorted(places.keys() & set(group), key=places.__getitem__)]
