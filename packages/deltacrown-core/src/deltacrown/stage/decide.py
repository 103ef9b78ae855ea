"""Whether a tie may be decided from outside, and what follows."""

from collections.abc import Iterable, Iterator

from deltacrown.deciding import Decision
from deltacrown.plugins import asking
from deltacrown.problems import Problem
from deltacrown.ranking import Ranking
from deltacrown.stage.commands import DecideTie
from deltacrown.stage.events import TieDecided
from deltacrown.stage.progression import open_stages
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import Phase


def decide_tie_problems(command: DecideTie, decision: Decision) -> Iterable[Problem]:
    """Why there is nothing to decide like this."""
    tournament = decision.tournament
    stage = tournament.stage(command.stage)
    if stage is None or stage.ranking is None:
        yield Problem("stage.not_over", f"there is no finished stage {command.stage!r}", "stage")
        return
    if not command.method.strip():
        yield Problem("tie.method_empty", "say how the tie was decided", "method")
    open_ties = [tournament.unresolved] if tournament.phase is Phase.LIVE else list(_ties(stage.ranking))
    if sorted(command.order) not in [sorted(tie) for tie in open_ties if tie]:
        tied = " or ".join(", ".join(tie) for tie in open_ties if tie) or "nobody"
        yield Problem("tie.not_open", f"the order must name exactly those whose tie is open: {tied}", "order")


def _ties(ranking: Ranking) -> Iterator[tuple[EntrantId, ...]]:
    """Everyone who is level with somebody, where it matters: in the tables, or in the one ranking there is."""
    for table in ranking.tables.values() or (ranking,):
        yield from (group for group in table.groups if len(group) > 1)


def decide_tie(command: DecideTie, decision: Decision) -> None:
    """The tie is settled; the next stage opens if nothing else is in its way, or the placements are made again."""
    stage = decision.tournament.stage(command.stage)
    assert stage is not None
    ranking = asking.rank_decided(decision.registry, stage, command.order, command.method)
    decision.record(TieDecided(command.stage, command.order, command.method, ranking))
    open_stages(decision)
