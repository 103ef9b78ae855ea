"""Double elimination: whoever has lost twice is out."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from attrs import field, frozen
from deltacrown import Format, Layout, LoserOf, Match, Problem, Ranking, Seed, Slot, Stage, WinnerOf

from deltacrown_brackets.formats.double_ranking import FINAL, GRAND_FINAL, RESET, WINNERS, needs_reset, standing
from deltacrown_brackets.formats.knockout import Line, Rounds, knockout, lengthened, losers, seeded
from deltacrown_brackets.formats.losers_bracket import losers_bracket
from deltacrown_brackets.formats.match_length import length_problems
from deltacrown_brackets.formats.seed_order import bracket_order, bracket_size


class GrandFinal(StrEnum):
    """How the winners of both brackets settle who is first."""

    NONE = "none"
    """They do not: whoever wins the winners' bracket is first."""
    SINGLE = "single"
    """One match, whoever has lost before."""
    RESET = "reset"
    """One match, and a second if the winner of the winners' bracket loses the first: everyone out has lost twice."""


@frozen
class DoubleEliminationOptions:
    """Options of double elimination.

    grand_final       none, single, or reset
    split_start       whether the lower half of the seeds starts in the losers' bracket
    best_of           how many games a match has at most
    best_of_by_round  other numbers by the title of a round: {"grand final": 5, "winners' final": 3}
    """

    grand_final: GrandFinal = GrandFinal.RESET
    split_start: bool = False
    best_of: int = 1
    best_of_by_round: Mapping[str, int] = field(factory=lambda: MappingProxyType({}))


class DoubleElimination(Format[DoubleEliminationOptions]):
    """Double elimination of any size. Byes go to the best seeds; rematches come as late as they can."""

    name = "double_elimination"
    title = "Double elimination"
    options = DoubleEliminationOptions
    ranks_by_path = True

    def pair(self, stage: Stage[DoubleEliminationOptions]) -> Sequence[Match]:
        """Both brackets at once; after the grand final the second match, where it is needed."""
        if len(stage.entrants) < 2:  # noqa: PLR2004 - one entrant has won already
            return ()
        options = stage.options
        matches = _reset(stage) if stage.matches else plan(len(stage.entrants), options)
        last = _last_rounds([*stage.matches.values(), *matches]) if options.best_of_by_round else {}
        return lengthened(matches, options.best_of, options.best_of_by_round, lambda match: title(match, last))

    def rank(self, stage: Stage[DoubleEliminationOptions]) -> Ranking:
        """The unbeaten, then those with one loss, then whoever lost for good later is better."""
        last = _last_rounds(stage.matches.values())
        reset = stage.options.grand_final is GrandFinal.RESET
        return standing(stage, lambda match: title(match, last), reset=reset)

    def check(self, options: DoubleEliminationOptions, entrants: int | None) -> Sequence[Problem]:
        """Numbers of games are odd, and the rounds that are named exist."""
        titles: set[str] | None = None
        if entrants is not None and options.best_of_by_round:
            matches = plan(entrants, options)
            last = _last_rounds(matches)
            titles = {title(match, last).lower() for match in matches} | {_TITLES[RESET].lower()}
        return length_problems(options.best_of, options.best_of_by_round, titles)

    def layout(self, stage: Stage[DoubleEliminationOptions]) -> Layout:
        """The two brackets and the final, each with its lines."""
        last = _last_rounds(stage.matches.values())
        return Layout.by_round(stage.matches.values(), "bracket", lambda match: title(match, last))


_TITLES = {GRAND_FINAL: "Grand final", RESET: "Grand final, second match"}


def title(match: Match, last: Mapping[str, int]) -> str:
    """What the match's round is called; `last` holds the number of the last round of each section."""
    if match.key in _TITLES:
        return _TITLES[match.key]
    whose = "Winners'" if match.section == WINNERS else "Losers'"
    if match.round == last[match.section]:
        return f"{whose} final"
    if match.section == WINNERS and match.round == last[WINNERS] - 1:
        return "Winners' semi-finals"
    return f"{whose} round {match.round}"


def plan(entrants: int, options: DoubleEliminationOptions) -> list[Match]:
    """Every match that is sure to be there, before any result."""
    winners, first_losers = _split(entrants) if options.split_start else _whole(entrants)
    beaten = ([first_losers] if options.split_start else []) + [losers(matches) for matches in winners]
    below, survivor = losers_bracket(beaten)
    matches = [match for matches in (*winners, *below) for match in matches]
    if options.grand_final is not GrandFinal.NONE and survivor is not None:
        unbeaten: Slot = WinnerOf(winners[-1][0].key) if winners else Seed(1)
        matches.append(Match(GRAND_FINAL, (unbeaten, survivor), 1, FINAL))
    return matches


def _whole(entrants: int) -> tuple[Rounds, list[Line]]:
    return knockout(seeded(entrants), _key, WINNERS), []


def _split(entrants: int) -> tuple[Rounds, list[Line]]:
    """The winners' bracket of the upper half, and the lower half where it waits in the losers' bracket.

    The lower half sits as if the first round had been played and the better seeds had won it.
    """
    upper = (entrants + 1) // 2
    half = bracket_size(entrants) // 2
    favourites = [Seed(1)] if upper == 1 else seeded(upper)
    waiting = (upper + half + 1 - seed for seed in bracket_order(half))
    return knockout(favourites, _key, WINNERS), [Seed(seed) if seed <= entrants else None for seed in waiting]


def _key(number: int, place: int, _last: bool) -> str:  # noqa: FBT001 - as the type of keys says
    return f"W{number}-{place}"


def _reset(stage: Stage[DoubleEliminationOptions]) -> list[Match]:
    if stage.options.grand_final is not GrandFinal.RESET or RESET in stage.matches or not needs_reset(stage):
        return []
    return [Match(RESET, (LoserOf(GRAND_FINAL), WinnerOf(GRAND_FINAL)), 2, FINAL)]


def _last_rounds(matches: Iterable[Match]) -> dict[str, int]:
    last: dict[str, int] = {}
    for match in matches:
        last[match.section] = max(match.round, last.get(match.section, 0))
    return last
