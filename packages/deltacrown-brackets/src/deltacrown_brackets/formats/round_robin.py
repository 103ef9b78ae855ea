"""Round robin: everyone meets everyone, in one group or several."""

from collections.abc import Sequence

from attrs import frozen
from deltacrown import Format, Layout, Match, Problem, Ranking, Stage

from deltacrown_brackets.formats.berger import berger_legs, berger_matches
from deltacrown_brackets.formats.groups import Dealing, spread

MOST_LEGS = 100


@frozen
class RoundRobinOptions:
    """Options of a round robin.

    legs                  how often each pair meets; home and away change with every leg
    last_rounds_reversed  whether the last two rounds of every leg but the last change places, as FIDE recommends for
                          two legs: then nobody is at home, or away, three times in a row
    groups                how many groups
    draw                  how seeds are spread over groups: "snake" (1 2 3 / 6 5 4 / 7 8 9), "blocks" (1 2 3 4 are
                          group A, 5 6 7 8 group B …, for groups drawn elsewhere) or "pots" (one of 1 2 3, one of
                          4 5 6 … for each group, by a draw from the recorded seed)
    """

    legs: int = 1
    last_rounds_reversed: bool = False
    groups: int = 1
    draw: Dealing = "snake"


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
        if options.groups < 1:
            problems.append(Problem("round_robin.groups", "there is at least 1 group", "groups"))
        elif entrants is not None and entrants < 2 * options.groups:
            message = f"{entrants} entrants do not fill {options.groups} groups of at least 2"
            problems.append(Problem("round_robin.groups", message, "groups"))
        return problems

    def pair(self, stage: Stage[RoundRobinOptions]) -> Sequence[Match]:
        """All matches of all groups, round by round."""
        if stage.matches:
            return ()
        return [match for name, seeds in _groups(stage).items() for match in _matches(name, seeds, stage.options)]

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
    return spread(len(stage.entrants), stage.options.groups, stage.options.draw, stage.draw)


def _matches(group: str, seeds: Sequence[int], options: RoundRobinOptions) -> list[Match]:
    prefix = f"{group.removeprefix('Group ')}-" if group else ""
    legs = berger_legs(len(seeds), options.legs, last_rounds_reversed=options.last_rounds_reversed)
    return berger_matches(legs, seeds, prefix=prefix, section=group)
