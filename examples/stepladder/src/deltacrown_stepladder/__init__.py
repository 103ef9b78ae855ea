"""The stepladder: the lowest two play, and the winner climbs to meet the next higher seed, up to the best."""

from collections.abc import Sequence

from deltacrown import Format, Layout, Match, NoOptions, Ranking, Seed, Stage, WinnerOf, hookimpl


class Stepladder(Format[NoOptions]):
    """Whoever loses is out; the best seed defends in the last match."""

    name = "stepladder"
    title = "Stepladder"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        """All steps at once: step 1 between the two lowest seeds, each later one with the winner of the one before."""
        if stage.matches:
            return ()
        lowest = len(stage.entrants)
        first = Match("step-1", (Seed(lowest - 1), Seed(lowest)))
        higher = enumerate(range(lowest - 2, 0, -1), 2)
        return [first, *(Match(f"step-{n}", (Seed(seed), WinnerOf(f"step-{n - 1}")), n) for n, seed in higher)]

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        """Those still in are level; below them, whoever lost on a higher step is better."""
        lost = {
            entrant: match.key
            for match in stage.decided
            for entrant in match.present
            if match.outcome and entrant != match.outcome.winner
        }
        groups = [[entrant for entrant in stage.entrants if entrant not in lost]]
        groups += [[entrant for entrant in lost if lost[entrant] == match.key] for match in reversed(stage.decided)]
        reasons = ["", *(f"lost on {match.key.replace('-', ' ')}" for match in reversed(stage.decided))]
        filled = [(group, reason) for group, reason in zip(groups, reasons, strict=True) if group]
        return Ranking.of([group for group, _ in filled], [reason for _, reason in filled])

    def layout(self, stage: Stage[NoOptions]) -> Layout:
        """A bracket that climbs by one match a step."""
        return Layout.by_round(stage.matches.values(), "bracket", lambda match: f"Step {match.round}")


@hookimpl
def register_formats() -> Sequence[Format[NoOptions]]:
    """What this package offers."""
    return [Stepladder()]
