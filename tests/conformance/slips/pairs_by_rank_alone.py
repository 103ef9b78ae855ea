"""Pairs neighbours in the table of a Swiss without looking who has met whom."""

from collections.abc import Sequence
from typing import Any, ClassVar

from deltacrown import Bye, Format, Match, Ranking, Seed, Stage, hookimpl

ROUNDS = 3


class PairsByRankAlone(Format[Any]):
    name = "pairs_by_rank_alone"
    law: ClassVar = "test_no_avoidable_rematch"

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        number = max((match.round for match in stage.matches.values()), default=0) + 1
        if number > ROUNDS:
            return ()
        wins = _wins(stage)
        seeds = [stage.seeds[entrant] for entrant in sorted(stage.active, key=lambda entrant: -wins[entrant])]
        slots = [Seed(seed) for seed in seeds] + ([Bye()] if len(seeds) % 2 else [])
        pairs = list(zip(slots[::2], slots[1::2], strict=True))
        return [Match(f"{number}-{place}", pair, number) for place, pair in enumerate(pairs, 1)]

    def rank(self, stage: Stage[Any]) -> Ranking:
        wins = _wins(stage)
        return Ranking.of([[e for e in wins if wins[e] == count] for count in sorted(set(wins.values()), reverse=True)])


def _wins(stage: Stage[Any]) -> dict[str, int]:
    winners = [match.outcome.winner for match in stage.decided if match.outcome]
    return {entrant: winners.count(entrant) for entrant in stage.entrants}


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [PairsByRankAlone()]
