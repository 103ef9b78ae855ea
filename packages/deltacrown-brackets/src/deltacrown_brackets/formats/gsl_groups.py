"""GSL groups: four play until two have won twice and two have lost twice."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import evolve, field, frozen
from deltacrown import Format, Layout, LoserOf, Match, Problem, Ranking, Seed, Stage, WinnerOf

from deltacrown_brackets.formats.groups import Dealing, spread
from deltacrown_brackets.formats.knockout import lengthened, present
from deltacrown_brackets.formats.match_length import length_problems
from deltacrown_brackets.formats.seed_order import bracket_order
from deltacrown_brackets.formats.ways import standing, ways

LEAST, MOST = 3, 4
_TITLES = {1: "Opening matches", 2: "Winners match", 3: "Elimination match", 4: "Decider match"}


@frozen
class GslGroupsOptions:
    """Options of GSL groups.

    groups            how many groups; 0 for as few as hold everyone. Each has 4 entrants, or 3 and a bye
    draw              how seeds are spread over groups: "snake" (1 2 3 / 6 5 4 / 7 8 9), "blocks" (1 2 3 4 are
                      group A, 5 6 7 8 group B …, for groups drawn elsewhere) or "pots" (one of 1 2 3, one of 4 5 6 …
                      for each group, by a draw from the recorded seed)
    best_of           how many games a match has at most
    best_of_by_round  other numbers by the title of a round: {"decider match": 5}
    """

    groups: int = 0
    draw: Dealing = "snake"
    best_of: int = 1
    best_of_by_round: Mapping[str, int] = field(factory=lambda: MappingProxyType({}))


class GslGroups(Format[GslGroupsOptions]):
    """GSL groups of four: winners meet for first place, losers to stay in, and those with one win each for second."""

    name = "gsl_groups"
    title = "GSL groups"
    options = GslGroupsOptions

    def pair(self, stage: Stage[GslGroupsOptions]) -> Sequence[Match]:
        """All matches of all groups at once."""
        if stage.matches or not stage.entrants:
            return ()
        matches = [match for name, seeds in _groups(stage).items() for match in group_matches(name, seeds)]
        return lengthened(matches, stage.options.best_of, stage.options.best_of_by_round, title)

    def rank(self, stage: Stage[GslGroupsOptions]) -> Ranking:
        """First is who won twice at once, second who won the decider, third who lost it, fourth who lost twice."""
        by_group: dict[str, list[Match]] = {name: [] for name in _groups(stage)}
        for match in stage.matches.values():
            by_group[match.section].append(match)
        tables = {
            name: standing([stage.entrants[seed - 1] for seed in seeds], ways(by_group[name]), title)
            for name, seeds in _groups(stage).items()
        }
        if len(tables) == 1:
            return next(iter(tables.values()))
        whole = Ranking.of_tables({name: table.groups for name, table in tables.items()})
        return evolve(whole, tables=MappingProxyType(tables))

    def check(self, options: GslGroupsOptions, entrants: int | None) -> Sequence[Problem]:
        """Every group has three or four entrants; numbers of games are odd, and the rounds that are named exist."""
        titles = {name.lower() for name in _TITLES.values()}
        problems = list(length_problems(options.best_of, options.best_of_by_round, titles))
        if options.groups < 0:
            problems.append(
                Problem("gsl_groups.groups", "the number of groups is 1 or more, or 0 for as few", "groups")
            )
        elif entrants is not None:
            count = _count(options, entrants)
            if not LEAST * count <= entrants <= MOST * count:
                groups = f"{count} group{'s' if count > 1 else ''} of {LEAST} or {MOST}"
                problems.append(Problem("gsl_groups.groups", f"{entrants} entrants do not fit {groups}", "groups"))
        return problems

    def layout(self, stage: Stage[GslGroupsOptions]) -> Layout:
        """A bracket a group."""
        return Layout.by_round(stage.matches.values(), "bracket", title)


def title(match: Match) -> str:
    """What the match's round is called."""
    return _TITLES[match.round]


def group_matches(group: str, seeds: Sequence[int]) -> list[Match]:
    """The matches of one group. Of three the best has a bye; who loses the other opening match goes to the decider."""
    letter = f"{group.removeprefix('Group ')}-" if group else ""
    first, second = f"{letter}opening-1", f"{letter}opening-2"
    winners, elimination, decider = f"{letter}winners", f"{letter}elimination", f"{letter}decider"
    four = present([Seed(seed) for seed in bracket_order(MOST)], len(seeds))
    slots = [Seed(seeds[slot.seed - 1]) if isinstance(slot, Seed) else slot for slot in four]
    matches = [
        Match(first, (slots[0], slots[1]), 1, group),
        Match(second, (slots[2], slots[3]), 1, group),
        Match(winners, (WinnerOf(first), WinnerOf(second)), 2, group),
    ]
    if len(seeds) <= LEAST:
        return [*matches, Match(decider, (LoserOf(winners), LoserOf(second)), 4, group)]
    last = Match(elimination, (LoserOf(first), LoserOf(second)), 3, group)
    return [*matches, last, Match(decider, (LoserOf(winners), WinnerOf(elimination)), 4, group)]


def _count(options: GslGroupsOptions, entrants: int) -> int:
    return options.groups or -(-entrants // MOST)


def _groups(stage: Stage[GslGroupsOptions]) -> Mapping[str, Sequence[int]]:
    entrants = len(stage.entrants)
    return spread(entrants, _count(stage.options, entrants), stage.options.draw, stage.draw)
