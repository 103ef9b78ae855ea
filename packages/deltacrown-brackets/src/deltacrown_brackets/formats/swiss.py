"""Swiss for games: everyone plays every round, against opponents with about as many points, never the same twice."""

from collections.abc import Sequence
from fractions import Fraction
from typing import get_args

from attrs import frozen
from deltacrown import Bye, Format, Match, Problem, Reason, Seed, Stage
from deltacrown.explaining import number_in_words

from deltacrown_brackets.swiss.history import History, history_of, scores_of, unit_of
from deltacrown_brackets.swiss.order import Within, ordered
from deltacrown_brackets.swiss.pairing import Pairing, paired_in_order
from deltacrown_brackets.swiss.reasons import Paired, why


@frozen
class SwissOptions:
    """Options of a Swiss stage.

    rounds   how many rounds; 0 for as many as find one unbeaten winner: 3 for 8, 4 for 16
    within   who meets whom in a score group, best first: the upper half the lower half ("slide"), the first the last
             ("fold"), neighbours ("adjacent"), or neighbours in an order that is drawn anew each round, from the
             tournament's recorded seed ("random")
    draws    whether level scores are a result
    best_of  how many games a match has at most
    """

    rounds: int = 0
    within: Within = "slide"
    draws: bool = True
    best_of: int = 1


class Swiss(Format[SwissOptions]):
    """A number of rounds in which entrants meet opponents with about as many points, paired as well as can be.

    Whoever joins late starts with no points; whoever has left is not paired. What is paired stays paired: a corrected
    result counts in the standings and in the rounds still to come.
    """

    name = "swiss"
    title = "Swiss"
    options = SwissOptions
    late_entry = True
    keeps_pairings = True
    tie_breakers = ("points", "buchholz_cut_1", "buchholz", "sonneborn_berger")

    def check(self, options: SwissOptions, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """Any number of entrants can play any number of rounds; beyond one less than they are, some meet again."""
        problems = []
        if options.rounds < 0:
            problems.append(Problem("swiss.rounds", "rounds are a number from 1, or 0 for the usual number", "rounds"))
        if options.within not in get_args(Within):
            problems.append(Problem("swiss.within", f"within is one of {', '.join(get_args(Within))}", "within"))
        if options.best_of < 1:
            problems.append(Problem("swiss.best_of", "a match has at least 1 game", "best_of"))
        return problems

    def pair(self, stage: Stage[SwissOptions]) -> Sequence[Match]:
        """The next round: no rematch, no second bye, the least differences in points, then the order `within`."""
        history, options = history_of(stage), stage.options
        if len(stage.active) < 2 or history.rounds >= _rounds(stage):  # noqa: PLR2004 - it takes two
            return ()
        pairing = _paired(stage, history).pairing
        number, best_of = history.rounds + 1, [options.best_of] * len(pairing.pairs)
        return planned(pairing, number, draws=options.draws, best_of=best_of)

    def explain(self, stage: Stage[SwissOptions], match: Match) -> Sequence[Reason]:
        """Earlier meetings, then scores and floats, then the order inside the score group; or why it is the bye."""
        past = stage.before(match.round)
        return why(_paired(past, history_of(past)), match)


def planned(pairing: Pairing, number: int, *, draws: bool, best_of: Sequence[int]) -> list[Match]:
    """The pairing as the matches of a round, the bye last."""
    matches = [
        Match(f"R{number}-{place}", (Seed(one + 1), Seed(other + 1)), number, draws=draws, best_of=games)
        for place, ((one, other), games) in enumerate(zip(pairing.pairs, best_of, strict=True), 1)
    ]
    if pairing.bye is not None:
        matches.append(Match(f"R{number}-bye", (Seed(pairing.bye + 1), Bye()), number))
    return matches


def _paired(stage: Stage[SwissOptions], history: History) -> Paired:
    """The next round, with what it is paired from."""
    within, points = stage.options.within, stage.settings.points
    players = [seed for seed, entrant in enumerate(stage.entrants) if entrant not in stage.withdrawn]
    scores = scores_of(history, points)
    order = ordered(players, scores, within, f"{stage.draw}/round {history.rounds + 1}")

    def called(player: int) -> str:
        return f"{number_in_words(Fraction(scores[player], unit_of(points)))} points"

    pairing = paired_in_order(order, scores, within, history)
    return Paired(stage, order, scores, within, history, pairing, called)


def _rounds(stage: Stage[SwissOptions]) -> int:
    return stage.options.rounds or max(1, (len(stage.entrants) - 1).bit_length())
