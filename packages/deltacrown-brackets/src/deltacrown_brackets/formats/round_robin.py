"""Round robin: everyone meets everyone, in one group or several."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Literal

from attrs import frozen
from deltacrown import Format, Layout, Match, Problem, Ranking, Seed, Stage

from deltacrown_brackets.formats.berger import berger_rounds

MOST_LEGS = 100


@frozen
class RoundRobinOptions:
    """Options of a round robin.

    legs    how often each pair meets; home and away change with every leg
    groups  how many groups
    draw    how seeds are spread over groups: "snake" (1 2 3 / 6 5 4 / 7 8 9) or "blocks" (1 2 3 4 are group A,
            5 6 7 8 group B …, for groups drawn elsewhere)
    """

    legs: int = 1
    groups: int = 1
    draw: Literal["snake", "blocks"] = "snake"


class RoundRobin(Format[RoundRobinOptions]):
    """Everyone meets everyone of the same group, by Berger tables."""

    name = "round_robin"
    title = "Round robin"
    options = RoundRobinOptions
    tie_breakers = ("points", "goal_difference", "goals_for", "h2h_points", "h2h_goal_difference", "h2h_goals_for")

    def check(self, options: RoundRobinOptions, entrants: int | None) -> Sequence[Problem]:
        """Every group needs at least two entrants."""
        problems = []
        if not 1 <= options.legs <= MOST_LEGS:
            problems.append(Problem("round_robin.legs", f"1 to {MOST_LEGS} legs are played", "legs"))
        if not 1 <= options.groups <= len(ascii_uppercase):
            message = f"there can be 1 to {len(ascii_uppercase)} groups"
            problems.append(Problem("round_robin.groups", message, "groups"))
        elif entrants is not None and entrants < 2 * options.groups:
            message = f"{entrants} entrants do not fill {options.groups} groups of at least 2"
            problems.append(Problem("round_robin.groups", message, "groups"))
        return problems

    def pair(self, stage: Stage[RoundRobinOptions]) -> Sequence[Match]:
        """All matches of all groups, round by round."""
        if stage.matches:
            return ()
        return [match for name, seeds in _groups(stage).items() for match in _matches(name, seeds, stage.options.legs)]

    def rank(self, stage: Stage[RoundRobinOptions]) -> Ranking:
        """All in a group are level: the table is made by the tie-breakers, points first."""
        groups = {name: [stage.entrants[seed - 1] for seed in seeds] for name, seeds in _groups(stage).items()}
        if len(groups) == 1:
            return Ranking.of([stage.entrants])
        return Ranking.of_tables({name: [entrants] for name, entrants in groups.items()})

    def layout(self, stage: Stage[RoundRobinOptions]) -> Layout:
        """A table a group, with the matches of each round."""
        return Layout.by_round(stage.matches.values(), "table", lambda match: f"Matchday {match.round}")


def _groups(stage: Stage[RoundRobinOptions]) -> dict[str, list[int]]:
    """The seeds of each group, by its name; a single group has none."""
    count = stage.options.groups
    seeds = range(1, len(stage.entrants) + 1)
    if count == 1:
        return {"": list(seeds)}
    names = [f"Group {letter}" for letter in ascii_uppercase[:count]]
    groups: dict[str, list[int]] = {name: [] for name in names}
    if stage.options.draw == "blocks":
        smaller, larger = divmod(len(seeds), count)
        start = 0
        for place, name in enumerate(names):
            size = smaller + (place < larger)
            groups[name] = list(seeds[start : start + size])
            start += size
        return groups
    for place, seed in enumerate(seeds):
        row, column = divmod(place, count)
        groups[names[column if row % 2 == 0 else count - 1 - column]].append(seed)
    return groups


def _matches(group: str, seeds: Sequence[int], legs: int) -> list[Match]:
    rounds = list(berger_rounds(len(seeds)))
    prefix = f"{group.removeprefix('Group ')}-" if group else ""
    matches: list[Match] = []
    for leg in range(legs):
        for place, pairs in enumerate(rounds):
            number = leg * len(rounds) + place + 1
            for home, away in pairs:
                first, second = (home, away) if leg % 2 == 0 else (away, home)
                slots = (Seed(seeds[first - 1]), Seed(seeds[second - 1]))
                matches.append(Match(f"{prefix}{len(matches) + 1}", slots, number, group, draws=True))
    return matches
