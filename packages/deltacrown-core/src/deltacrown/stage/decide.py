"""Whether a match may be arranged, a stage closed or a tie decided from outside, and what follows."""

from collections.abc import Iterable, Iterator

from deltacrown.deciding import Decision
from deltacrown.errors import PluginFault
from deltacrown.match.state import Match
from deltacrown.plugins import asking
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import Ranking
from deltacrown.stage.commands import ArrangeMatch, CloseStage, DecideTie
from deltacrown.stage.events import MatchesAdded, StageCompleted, TieDecided
from deltacrown.stage.progression import disputed, open_stages, proceed
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Phase


def arrange_problems(command: ArrangeMatch, decision: Decision) -> Iterable[Problem]:
    """Why these cannot meet; the last word is the format's. Raises PluginFault."""
    found = list(open_problems(command.stage, decision))
    if found:
        return found
    stage = _open(command.stage, decision)
    found = list(_asking_problems(command.entrants, stage))
    answer = _arranged(command, decision) if not found else None
    return answer.problems if isinstance(answer, Refusal) else found


def _asking_problems(entrants: tuple[EntrantId, ...], stage: Stage) -> Iterator[Problem]:
    for entrant in dict.fromkeys(entrants):
        if entrant not in stage.entrants:
            yield Problem("entrant.unknown", f"{entrant!r} does not play this stage", "entrants")
        elif entrant in stage.withdrawn:
            yield Problem("entrant.withdrawn_already", f"{entrant!r} has left already", "entrants")
    if len(set(entrants)) != len(entrants):
        yield Problem("arrange.repeated", "nobody meets themselves", "entrants")
    if not entrants:
        yield Problem("arrange.nobody", "say who is to meet", "entrants")


def _arranged(command: ArrangeMatch, decision: Decision) -> Match | Refusal:
    stage = _open(command.stage, decision)
    return decision.once("arranged", lambda: asking.arrange(decision.registry, stage, command.entrants))


def arrange(command: ArrangeMatch, decision: Decision) -> None:
    """The match is added, and settled at once if it needs no play."""
    match = _arranged(command, decision)
    assert isinstance(match, Match)
    decision.record(MatchesAdded(command.stage, (match,)))
    proceed(decision, [(command.stage, [match.key])], command.stage)


def close_problems(command: CloseStage, decision: Decision) -> Iterable[Problem]:
    """Why the stage cannot end now. Raises PluginFault."""
    found = list(open_problems(command.stage, decision))
    if found:
        return found
    return list(_closing_problems(_open(command.stage, decision), decision))


def _closing_problems(stage: Stage, decision: Decision) -> Iterator[Problem]:
    if not asking.open_ended(decision.registry, stage):
        message = f"{stage.settings.format!r} ends its stage itself, when everything is played"
        yield Problem("stage.not_open_ended", message, "stage")
    if stage.undecided:
        yield Problem("stage.undecided", f"{stage.undecided} of its matches are not decided yet", "stage")
    if disputed(stage):
        yield Problem("stage.disputed", "one of its matches is disputed", "stage")


def close(command: CloseStage, decision: Decision) -> None:
    """The stage is over, ranked as it stands; the next ones open, or the tournament is complete."""
    stage = _open(command.stage, decision)
    decision.record(StageCompleted(command.stage, asking.rank(decision.registry, stage)))
    proceed(decision, [], command.stage)


def open_problems(key: str, decision: Decision) -> Iterator[Problem]:
    """Why nothing can be done with a stage that should be played. Raises PluginFault where its format is gone."""
    stage = decision.tournament.stage(key)
    if stage is None or stage.over:
        yield Problem("stage.not_open", f"no stage {key!r} is being played", "stage")
        return
    absence = asking.absence(decision.registry, stage)
    if absence:
        raise PluginFault(stage.settings.format, absence)
    if stage.parked:
        yield Problem("stage.parked", f"{stage.parked}; it is there again: continue the tournament first", "stage")


def _open(key: str, decision: Decision) -> Stage:
    stage = decision.tournament.stage(key)
    assert stage is not None
    return stage


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
