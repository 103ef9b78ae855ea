"""Whether the newest pairing of a stage may be taken back, and what is paired instead."""

from collections.abc import Iterable, Iterator, Mapping

from deltacrown.correction.replaying import look_back
from deltacrown.deciding import Decision
from deltacrown.match.playing import begun
from deltacrown.match.state import Match
from deltacrown.problems import Problem
from deltacrown.stage.commands import PairAgain
from deltacrown.stage.decide import open_problems
from deltacrown.stage.events import PairingTakenBack
from deltacrown.stage.keeping import keeps_pairings
from deltacrown.stage.progression import proceed
from deltacrown.stage.state import Stage


def pair_again_problems(command: PairAgain, decision: Decision) -> Iterable[Problem]:
    """Why the pairing has to stand. Raises PluginFault."""
    problems = list(open_problems(command.stage, decision))
    if problems:
        return problems
    stage = decision.tournament.stage(command.stage)
    assert stage is not None
    return list(_pairing_problems(command, stage, decision))


def _pairing_problems(command: PairAgain, stage: Stage, decision: Decision) -> Iterator[Problem]:
    if not keeps_pairings(decision.registry, stage):
        message = f"{stage.settings.format!r} keeps no pairings: what is to be played follows from the results"
        yield Problem("pairing.not_kept", message, "stage")
        return
    newest = _newest(stage, decision)
    first = newest[0].round if newest else 0
    if command.round != first:
        what = f"begins with round {first}" if newest else "is not there yet"
        yield Problem("pairing.not_newest", f"the newest pairing {what}", "round")
    started = [match.key for match in newest if _relied_on(match)]
    if started:
        yield Problem("pairing.begun", f"match {started[0]!r} of it has begun: correct results instead", "round")


def _relied_on(match: Match) -> bool:
    forfeited = match.outcome is not None and match.outcome.order
    return bool(begun(match) or forfeited or match.progress.dispute)


def pair_again(command: PairAgain, decision: Decision) -> None:
    """The pairing is gone, and the format is asked again; the stage may end."""
    stage = decision.tournament.stage(command.stage)
    assert stage is not None
    decision.record(PairingTakenBack(stage.key, tuple(match.key for match in _newest(stage, decision))))
    proceed(decision, [], stage.key)


def _newest(stage: Stage, decision: Decision) -> list[Match]:
    """The matches that the format planned together last."""
    planned = list(stage.matches.values())
    for matches in _known(decision).values():
        last = planned[-len(matches) :] if matches else []
        if last and [(match.key, match.slots) for match in last] == [(match.key, match.slots) for match in matches]:
            return last
    return []


def _known(decision: Decision) -> Mapping[str, tuple[Match, ...]]:
    """All pairings, by their place."""
    if decision.kept is not None:
        return {**decision.kept.known, **{paired.place: paired.matches for paired in decision.kept.new}}
    past = look_back(decision, decision.envelope.id)
    return {**past.paired, **past.loose}
