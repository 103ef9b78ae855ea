"""The page playoff: four play, and the two best may lose once."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import evolve, field, frozen
from deltacrown import Format, Layout, LoserOf, Match, Problem, Ranking, Seed, Stage, WinnerOf

from deltacrown_brackets.formats.knockout import lengthened, present
from deltacrown_brackets.formats.match_length import length_problems
from deltacrown_brackets.formats.ways import standing, ways

ENTRANTS = 4
MATCHES = (
    Match("1v2", (Seed(1), Seed(2)), 1),
    Match("3v4", (Seed(3), Seed(4)), 1),
    Match("semi-final", (LoserOf("1v2"), WinnerOf("3v4")), 2),
    Match("final", (WinnerOf("1v2"), WinnerOf("semi-final")), 3),
)
_TITLES = {1: "Page playoffs", 2: "Semi-final", 3: "Final"}


@frozen
class PagePlayoffOptions:
    """Options of a page playoff.

    best_of           how many games a match has at most
    best_of_by_round  other numbers by the title of a round: {"final": 5}
    """

    best_of: int = 1
    best_of_by_round: Mapping[str, int] = field(factory=lambda: MappingProxyType({}))


class PagePlayoff(Format[PagePlayoffOptions]):
    """Page playoff of four: 1 meets 2 for the final, 3 meets 4, and the loser of the one the winner of the other."""

    name = "page_playoff"
    title = "Page playoff"
    options = PagePlayoffOptions
    ranks_by_path = True

    def pair(self, stage: Stage[PagePlayoffOptions]) -> Sequence[Match]:
        """All four matches at once. Where fewer are left to come from an earlier stage, the last places are byes."""
        if stage.matches or len(stage.entrants) < 2:  # noqa: PLR2004 - one entrant has won already
            return ()
        matches = [evolve(match, slots=present(match.slots, len(stage.entrants))) for match in MATCHES]
        return lengthened(matches, stage.options.best_of, stage.options.best_of_by_round, title)

    def rank(self, stage: Stage[PagePlayoffOptions]) -> Ranking:
        """The loser of the final is second, of the semi-final third, of the match between 3 and 4 fourth."""
        return standing(stage.entrants, ways(stage.matches.values()), lambda match: _NAMES.get(match.key, title(match)))

    def check(self, options: PagePlayoffOptions, entrants: int | None) -> Sequence[Problem]:
        """Exactly four play; numbers of games are odd, and the rounds that are named exist."""
        titles = {name.lower() for name in _TITLES.values()}
        problems = list(length_problems(options.best_of, options.best_of_by_round, titles))
        if entrants not in {None, ENTRANTS}:
            problems.append(
                Problem("page_playoff.entrants", f"a page playoff has exactly {ENTRANTS} entrants, not {entrants}")
            )
        return problems

    def layout(self, stage: Stage[PagePlayoffOptions]) -> Layout:
        """One bracket."""
        return Layout.by_round(stage.matches.values(), "bracket", title)


_NAMES = {"3v4": "3 v 4 match"}


def title(match: Match) -> str:
    """What the match's round is called."""
    return _TITLES[match.round]
