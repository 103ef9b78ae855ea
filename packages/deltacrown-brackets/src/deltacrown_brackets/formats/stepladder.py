"""The stepladder, also called a gauntlet: the lowest two play, and the winner climbs to meet the next higher seed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import field, frozen
from deltacrown import Format, Layout, Match, Problem, Ranking, Seed, Stage, WinnerOf

from deltacrown_brackets.formats.knockout import lengthened
from deltacrown_brackets.formats.match_length import length_problems
from deltacrown_brackets.formats.ways import standing, ways

FINAL = "final"


@frozen
class StepladderOptions:
    """Options of a stepladder.

    best_of           how many games a match has at most
    best_of_by_round  other numbers by the title of a round: {"final": 5, "step 1": 1}
    """

    best_of: int = 1
    best_of_by_round: Mapping[str, int] = field(factory=lambda: MappingProxyType({}))


class Stepladder(Format[StepladderOptions]):
    """Stepladder or gauntlet of any size: whoever loses is out, and the best seed waits in the final."""

    name = "stepladder"
    title = "Stepladder"
    options = StepladderOptions
    ranks_by_path = True

    def pair(self, stage: Stage[StepladderOptions]) -> Sequence[Match]:
        """All steps at once."""
        if stage.matches:
            return ()
        return lengthened(steps(len(stage.entrants)), stage.options.best_of, stage.options.best_of_by_round, title)

    def rank(self, stage: Stage[StepladderOptions]) -> Ranking:
        """Those still in are level; below them, whoever lost on a higher step is better."""
        return standing(stage.entrants, ways(stage.matches.values()), title)

    def check(self, options: StepladderOptions, entrants: int | None) -> Sequence[Problem]:
        """Numbers of games are odd, and the rounds that are named exist."""
        titles = None if entrants is None else {title(match).lower() for match in steps(entrants)}
        return length_problems(options.best_of, options.best_of_by_round, titles)

    def layout(self, stage: Stage[StepladderOptions]) -> Layout:
        """A bracket that climbs by one match a step."""
        return Layout.by_round(stage.matches.values(), "bracket", title)


def title(match: Match) -> str:
    """What the match's round is called."""
    return "Final" if match.key == FINAL else f"Step {match.round}"


def steps(entrants: int) -> list[Match]:
    """The matches, the lowest step first; none where one entrant has won already."""
    matches: list[Match] = []
    for step, seed in enumerate(range(entrants - 1, 0, -1), 1):
        below = WinnerOf(matches[-1].key) if matches else Seed(entrants)
        matches.append(Match(FINAL if seed == 1 else f"step-{step}", (Seed(seed), below), step))
    return matches
