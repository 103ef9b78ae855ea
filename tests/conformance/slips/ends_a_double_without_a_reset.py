"""Two lives for everyone, except in the final: whoever comes there unbeaten and loses has lost but once."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from deltacrown import Bye, Format, Match, Ranking, Seed, Stage, hookimpl

LIVES = 2


class EndsADoubleWithoutAReset(Format[Any]):
    name = "ends_a_double_without_a_reset"
    law: ClassVar = "test_out_only_after_enough_losses"
    kit: ClassVar[Mapping[str, Any]] = {"losses_to_be_out": LIVES, "rematches_allowed": True}

    def pair(self, stage: Stage[Any]) -> Sequence[Match]:
        alive = _alive(stage)
        if len(alive) < LIVES or "final" in stage.matches:
            return ()
        number = max((match.round for match in stage.matches.values()), default=0) + 1
        slots = [Seed(stage.seeds[entrant]) for entrant in alive] + ([Bye()] if len(alive) % 2 else [])
        pairs = list(zip(slots[::2], slots[1::2], strict=True))
        keys = ["final"] if len(pairs) == 1 else [f"{number}-{place}" for place in range(len(pairs))]
        return [Match(key, pair, number) for key, pair in zip(keys, pairs, strict=True)]

    def rank(self, stage: Stage[Any]) -> Ranking:
        final = stage.matches.get("final")
        best = [final.outcome.winner] if final and final.outcome and final.outcome.winner else _alive(stage)
        groups = [best, [entrant for entrant in stage.entrants if entrant not in best]]
        return Ranking.of([group for group in groups if group])


def _alive(stage: Stage[Any]) -> list[str]:
    lost = [e for match in stage.decided if match.outcome for e in match.present if e != match.outcome.winner]
    alive = [entrant for entrant in stage.active if lost.count(entrant) < LIVES]
    return sorted(alive, key=lost.count)


@hookimpl
def register_formats() -> list[Format[Any]]:
    return [EndsADoubleWithoutAReset()]
