"""Single elimination: whoever loses is out, or plays on for a place."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import field, frozen
from deltacrown import Format, Layout, Match, Problem, Ranking, Stage

from deltacrown_brackets.formats.knockout import knockout, lengthened, seeded
from deltacrown_brackets.formats.legs import in_legs, leg_problems
from deltacrown_brackets.formats.match_length import length_problems
from deltacrown_brackets.formats.playoffs import playoff_title, playoffs
from deltacrown_brackets.formats.reseeding import next_round
from deltacrown_brackets.formats.seed_order import bracket_size
from deltacrown_brackets.formats.single_ranking import standing

MAIN = ""
_FOURTH = 4


@frozen
class SingleEliminationOptions:
    """Options of single elimination.

    third_place       whether the losers of the semi-finals play for third place
    placement         up to which place every place is played for: 8 adds matches for the places 3 and 5 to 8
    consolation       whether the losers of the first round play on, in a bracket of their own
    reseed            whether the best seed left meets the worst left after every round
    best_of           how many games a match has at most
    best_of_by_round  other numbers by the title of a round: {"final": 5, "semi-finals": 3}
    legs              in how many legs matches before the final are played, 1 or 2; matches for other places have one
    final_legs        in how many the final is played
    away_goals        whether goals scored away decide where two legs end level
    """

    third_place: bool = False
    placement: int = 0
    consolation: bool = False
    reseed: bool = False
    best_of: int = 1
    best_of_by_round: Mapping[str, int] = field(factory=lambda: MappingProxyType({}))
    legs: int = 1
    final_legs: int = 1
    away_goals: bool = False

    @property
    def places(self) -> int:
        """Up to which place every place is played for."""
        return max(self.placement, _FOURTH if self.third_place else 0)


class SingleElimination(Format[SingleEliminationOptions]):
    """Single elimination of any size. Byes go to the best seeds; the best seeds meet as late as possible."""

    name = "single_elimination"
    title = "Single elimination"
    options = SingleEliminationOptions
    ranks_by_path = True

    def pair(self, stage: Stage[SingleEliminationOptions]) -> Sequence[Match]:
        """The whole bracket at once; a round at a time where it is reseeded."""
        entrants, options = len(stage.entrants), stage.options
        if entrants < 2:  # noqa: PLR2004 - one entrant has won already
            return ()
        matches: Sequence[Match] = ()
        if not stage.matches:
            matches = plan(entrants, options)
        elif options.reseed:
            matches = next_round(stage, _rounds(entrants), _key, options.places)
        size = bracket_size(entrants)
        matches = in_legs(matches, options, lambda match: 0 if match.section != MAIN else size >> (match.round - 1))
        return lengthened(matches, options.best_of, options.best_of_by_round, lambda match: title(match, size))

    def rank(self, stage: Stage[SingleEliminationOptions]) -> Ranking:
        """Those still in are level; below them, whoever was beaten later, or won a play-off, is better."""
        size = bracket_size(len(stage.entrants))
        return standing(stage, size, lambda match: _reason(match, size))

    def check(self, options: SingleEliminationOptions, entrants: int | None) -> Sequence[Problem]:
        """Numbers of games are odd, the rounds that are named exist, and options fit together."""
        return list(_problems(options, entrants))

    def layout(self, stage: Stage[SingleEliminationOptions]) -> Layout:
        """The bracket, and what is played beside it. Reseeded rounds are tables: no line leads from one to the next."""
        size = bracket_size(len(stage.entrants))
        kind = "table" if stage.options.reseed else "bracket"
        return Layout.by_round(stage.matches.values(), kind, lambda match: title(match, size))


def title(match: Match, size: int) -> str:
    """What the match's round is called in a bracket of this size."""
    if match.section != MAIN:
        return playoff_title(match, size)
    left = size >> (match.round - 1)
    return {2: "Final", 4: "Semi-finals", 8: "Quarter-finals"}.get(left, f"Round of {left}")


def plan(entrants: int, options: SingleEliminationOptions) -> list[Match]:
    """The matches that are sure to be there before any result."""
    rounds = knockout(seeded(entrants), _key)
    if options.reseed:
        return rounds[0]
    beside = playoffs(rounds, options.places, consolation=options.consolation)
    return [*(match for matches in rounds for match in matches), *beside]


def _rounds(entrants: int) -> int:
    return bracket_size(entrants).bit_length() - 1


def _key(number: int, place: int, last: bool) -> str:  # noqa: FBT001 - as the type of keys says
    return "final" if last else f"R{number}-{place}"


def _reason(match: Match, size: int) -> str:
    name = title(match, size)
    words = name[0].lower() + name[1:]
    if name.startswith("Match"):
        return f"lost the {words}"
    return f"lost in {words}" if name.startswith(("Places", "Consolation round")) else f"lost in the {words}"


def _problems(options: SingleEliminationOptions, entrants: int | None) -> Iterator[Problem]:
    if options.placement < 0:
        yield Problem("elimination.placement", "places are counted from 1", "placement")
    if options.reseed and (options.placement > _FOURTH or options.consolation):
        yield Problem(
            "elimination.reseed", "a reseeded bracket has no more than a match for third place beside it", "reseed"
        )
    yield from length_problems(options.best_of, options.best_of_by_round, _titles(options, entrants))
    yield from leg_problems(options, games=options.best_of > 1 or bool(options.best_of_by_round))


def _titles(options: SingleEliminationOptions, entrants: int | None) -> set[str] | None:
    """The rounds there will be, in lower case; None while nobody knows how many play, or nobody asks."""
    if entrants is None or not options.best_of_by_round:
        return None
    size = bracket_size(entrants)
    rounds = knockout(seeded(entrants), _key)
    beside = playoffs(rounds, options.places, consolation=options.consolation)
    return {title(match, size).lower() for match in [*(match for matches in rounds for match in matches), *beside]}
