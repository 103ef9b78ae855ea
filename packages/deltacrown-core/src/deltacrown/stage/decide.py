"""Whether a tie may be decided from outside, and what follows."""

from collections.abc import Iterable

from deltacrown.deciding import Decision
from deltacrown.problems import Problem
from deltacrown.stage.commands import DecideTie
from deltacrown.stage.events import TieDecided
from deltacrown.stage.progression import open_stages


def decide_tie_problems(command: DecideTie, decision: Decision) -> Iterable[Problem]:
    """Why there is nothing to decide like this."""
    tournament = decision.tournament
    stage = tournament.stage(command.stage)
    if stage is None or not stage.over:
        yield Problem("stage.not_over", f"there is no finished stage {command.stage!r}", "stage")
    if not command.method.strip():
        yield Problem("tie.method_empty", "say how the tie was decided", "method")
    if not tournament.unresolved or sorted(command.order) != sorted(tournament.unresolved):
        tied = ", ".join(tournament.unresolved) or "nobody"
        yield Problem("tie.not_open", f"the order must name exactly those whose tie is open: {tied}", "order")


def decide_tie(command: DecideTie, decision: Decision) -> None:
    """The tie is settled, and the next stage opens if nothing else is in its way."""
    decision.record(TieDecided(command.stage, command.order, command.method))
    open_stages(decision)
