"""Swiss with elimination: so many wins and one is through, so many losses and one is out. Counter-Strike majors."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen
from deltacrown import Format, Match, Problem, Ranking, Reason, Stage

from deltacrown_brackets.formats.swiss import planned
from deltacrown_brackets.swiss.history import History, history_of
from deltacrown_brackets.swiss.pool_pairing import paired_by_pools, paired_over_pools
from deltacrown_brackets.swiss.pool_reasons import why_by_pools, why_not_by_pools
from deltacrown_brackets.swiss.pools import difficulty, records
from deltacrown_brackets.swiss.reasons import why


@frozen
class SwissEliminationOptions:
    """Options of Swiss with elimination.

    wins              how many wins it takes to be through
    losses            how many losses it takes to be out
    best_of           how many games a match has at most
    best_of_deciding  the same for matches after which somebody is through or out
    """

    wins: int = 3
    losses: int = 3
    best_of: int = 1
    best_of_deciding: int = 3


class SwissElimination(Format[SwissEliminationOptions]):
    """Whoever has enough wins is through, whoever has enough losses is out, and nobody plays on after that.

    The first round is made by seeds: 1-9, 2-10 … In later rounds those with the same record meet: the one whose
    opponents were hardest is the highest of the pool, equal ones by seed. A pool of six is paired by the rule book's
    table, any other highest against lowest, never the same twice. Where a pool is odd, or cannot be paired without a
    rematch, the round is paired as a Swiss round with as small differences of records as can be.

    What is paired stays paired when a result before it is corrected. So somebody may meet an opponent with another
    record, or be through or out by then and play the match all the same, and it counts; whoever is neither through nor
    out once everything paired is played goes on.
    """

    name = "swiss_elimination"
    title = "Swiss with elimination"
    options = SwissEliminationOptions
    keeps_pairings = True

    def check(self, options: SwissEliminationOptions, entrants: int | None) -> Sequence[Problem]:  # noqa: ARG002 - a contract
        """At least one win, one loss and one game."""
        return [
            Problem(f"swiss_elimination.{field}", f"{field} is a number from 1", field)
            for field in ("wins", "losses", "best_of", "best_of_deciding")
            if getattr(options, field) < 1
        ]

    def pair(self, stage: Stage[SwissEliminationOptions]) -> Sequence[Match]:
        """The next round of those who are neither through nor out."""
        history, options = history_of(stage), stage.options
        players = [
            seed
            for seed, entrant in enumerate(stage.entrants)
            if entrant not in stage.withdrawn
            and history.won[seed] < options.wins
            and history.lost[seed] < options.losses
        ]
        if len(players) < 2:  # noqa: PLR2004 - it takes two
            return ()
        pools = records(history, players)
        pairing = paired_by_pools(pools, history) or paired_over_pools(pools, stage, history).pairing
        best_of = [
            options.best_of_deciding if _decides(options, history, pair) else options.best_of for pair in pairing.pairs
        ]
        return planned(pairing, history.rounds + 1, draws=False, best_of=best_of)

    def explain(self, stage: Stage[SwissEliminationOptions], match: Match) -> Sequence[Reason]:
        """The place of both in their pool, and the row of the table or the rule by which the pool is paired."""
        past = stage.before(match.round)
        history = history_of(past)
        pools = records(history, [seed for seed, entrant in enumerate(past.entrants) if entrant not in past.withdrawn])
        if paired_by_pools(pools, history):
            return why_by_pools(pools, past, history, match)
        return [why_not_by_pools(pools, history), *why(paired_over_pools(pools, past, history), match)]

    def rank(self, stage: Stage[SwissEliminationOptions]) -> Ranking:
        """By wins, then by fewer losses, then by the difficulty of the opponents, then by seed."""
        history = history_of(stage)
        order = [seed for pool in records(history, range(len(stage.entrants))) for seed in pool]
        hard = difficulty(history)
        reasons = ["", *(_reason(history, hard, one, other) for one, other in pairwise(order))]
        return Ranking.of([[stage.entrants[seed]] for seed in order], reasons)


def _decides(options: SwissEliminationOptions, history: History, pair: tuple[int, int]) -> bool:
    return any(history.won[player] + 1 == options.wins or history.lost[player] + 1 == options.losses for player in pair)


def _reason(history: History, hard: Sequence[int], above: int, below: int) -> str:
    """Why one is below the other, in words."""
    if (history.won[above], history.lost[above]) != (history.won[below], history.lost[below]):
        return f"{history.won[below]}-{history.lost[below]}, after {history.won[above]}-{history.lost[above]}"
    if hard[above] != hard[below]:
        return f"difficulty of the opponents {hard[below]}, after {hard[above]}"
    return f"seed {below + 1}, after {above + 1}"
