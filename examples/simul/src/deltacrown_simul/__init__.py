"""The simultaneous exhibition of chess: one plays everyone else at the same time."""

from collections.abc import Sequence

from deltacrown import Format, Layout, Match, NoOptions, Ranking, Seed, Stage, hookimpl


class Simul(Format[NoOptions]):
    """Seed 1 gives the exhibition and plays everyone else once; each board is a round of its own."""

    name = "simul"
    title = "Simultaneous exhibition"

    def pair(self, stage: Stage[NoOptions]) -> Sequence[Match]:
        """All boards at once. The exhibitor has white, which is the first slot."""
        if stage.matches:
            return ()
        boards = range(1, len(stage.entrants))
        return [Match(f"board-{board}", (Seed(1), Seed(board + 1)), board, draws=True) for board in boards]

    def rank(self, stage: Stage[NoOptions]) -> Ranking:
        """Whoever beats the exhibitor is ahead, whoever draws or still plays is level, whoever loses is behind."""
        exhibitor = stage.entrants[0]
        ahead, behind = set[str](), set[str]()
        for match in stage.decided:
            opponents = set(match.present) - {exhibitor}
            if match.outcome and match.outcome.winner == exhibitor:
                behind |= opponents
            elif match.outcome and match.outcome.winner:
                ahead |= opponents
        parts = {
            "": [entrant for entrant in stage.entrants if entrant in ahead],
            "did not beat the exhibitor": [entrant for entrant in stage.entrants if entrant not in ahead | behind],
            "lost to the exhibitor": [entrant for entrant in stage.entrants if entrant in behind],
        }
        there = {reason: part for reason, part in parts.items() if part}
        return Ranking.of(list(there.values()), list(there))

    def layout(self, stage: Stage[NoOptions]) -> Layout:
        """The boards in a row."""
        return Layout.by_round(stage.matches.values(), title=lambda match: f"Board {match.round}")


@hookimpl
def register_formats() -> Sequence[Format[NoOptions]]:
    """What this package offers."""
    return [Simul()]
