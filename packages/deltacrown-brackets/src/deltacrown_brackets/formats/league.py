"""A league: divisions in which everyone meets everyone, and seasons after which some go up and some go down."""

from collections.abc import Iterator, Sequence

from attrs import frozen
from deltacrown import EntrantId, Format, Layout, Match, Problem, Ranking, Section, Stage

from deltacrown_brackets.formats.berger import berger_legs, berger_matches
from deltacrown_brackets.formats.divisions import cut, division_name
from deltacrown_brackets.formats.round_robin import MOST_LEGS
from deltacrown_brackets.formats.seasons import order_after, seasons_of, section, standings

MOST_DIVISIONS = 1000
MOST_SEASONS = 100


@frozen
class LeagueOptions:
    """Options of a league.

    divisions  how many divisions: the best seeds are Division A, the next ones Division B …
    legs       how often each pair of a division meets in a season; home and away change with every leg
    seasons    how many seasons are played
    promoted   how many go up, and as many down, between neighbouring divisions after each season
    """

    divisions: int = 1
    legs: int = 1
    seasons: int = 1
    promoted: int = 1


class League(Format[LeagueOptions]):
    """Everyone meets everyone of the same division; after a season the best go up and the last go down.

    Tables are made by the stage's tie-breakers over the matches of the season; whoever is level there is separated by
    all seasons so far, and whoever still is goes into the next season in the order of before it.

    Whoever has left takes no place in the next season: everyone behind moves up to fill the divisions, and there are no
    more of them than can have two entrants each. At the end a higher division is ahead of a lower one.
    """

    name = "league"
    title = "League"
    options = LeagueOptions
    keeps_pairings = True
    tie_breakers = ("points", "goal_difference", "goals_for", "h2h_points", "h2h_goal_difference", "h2h_goals_for")

    def check(self, options: LeagueOptions, entrants: int | None) -> Sequence[Problem]:
        """Every division has two entrants at least, and half of a division at most goes up or down."""
        most = {"divisions": MOST_DIVISIONS, "legs": MOST_LEGS, "seasons": MOST_SEASONS}
        problems = [
            Problem(f"league.{name}", f"{name} is a number from 1 to {number}", name)
            for name, number in most.items()
            if not 1 <= getattr(options, name) <= number
        ]
        if options.promoted < 0:
            problems.append(Problem("league.promoted", "promoted is a number from 0", "promoted"))
        return problems if problems or entrants is None else list(_against(options, entrants))

    def pair(self, stage: Stage[LeagueOptions]) -> Sequence[Match]:
        """All matches of the next season."""
        played = seasons_of(stage)
        if len(stage.active) < 2 or len(played) >= stage.options.seasons:  # noqa: PLR2004 - it takes two
            return ()
        order = order_after(stage, played, stage.options.promoted)
        first = 1 + max((match.round for match in stage.matches.values()), default=0)
        divisions = enumerate(cut(order, stage.options.divisions))
        return [
            match for place, members in divisions for match in _season(stage, len(played) + 1, place, members, first)
        ]

    def rank(self, stage: Stage[LeagueOptions]) -> Ranking:
        """The tables of the last season, from the highest division down; then whoever had left before it."""
        return standings(stage, seasons_of(stage))

    def layout(self, stage: Stage[LeagueOptions]) -> Layout:
        """The standings of all, then for each division of each season the matches of its matchdays."""
        first: dict[str, int] = {}
        for match in stage.matches.values():
            first.setdefault(match.section, match.round)
        matches = stage.matches.values()
        seasons = Layout.by_round(matches, "table", lambda match: f"Matchday {match.round - first[match.section] + 1}")
        return Layout((Section("", ()), *seasons.sections))


def _against(options: LeagueOptions, entrants: int) -> Iterator[Problem]:
    smallest = entrants // options.divisions
    if smallest < 2:  # noqa: PLR2004 - it takes two
        message = f"{entrants} entrants do not fill {options.divisions} divisions of at least 2"
        yield Problem("league.divisions", message, "divisions")
    elif options.divisions > 1 and 2 * options.promoted > smallest:
        message = f"half of a division of {smallest} at most goes up or down, not {options.promoted}"
        yield Problem("league.promoted", message, "promoted")


def _season(
    stage: Stage[LeagueOptions], season: int, place: int, members: Sequence[EntrantId], first: int
) -> list[Match]:
    """What a division plays; the numbers of the Berger tables are the order in which it goes into the season."""
    seeds, name = stage.seeds, division_name(place)
    rounds = berger_legs(len(members), stage.options.legs)
    prefix = f"S{season}-{name.removeprefix('Division ')}-"
    own = [seeds[entrant] for entrant in members]
    return berger_matches(rounds, own, prefix=prefix, section=section(season, name), first=first)
