"""Progression: everything that follows without anyone asking, to a fixed point.

Byes and walkovers are settled, winners and losers move on, formats are asked for the next matches, stages end and
the next ones open. Only matches that were touched are looked at: a result costs no more in a large field.
"""

from collections.abc import Collection, Iterable
from itertools import islice

from deltacrown.deciding import Decision
from deltacrown.errors import PluginFault
from deltacrown.match.events import MatchCompleted
from deltacrown.match.state import How, Match, Outcome
from deltacrown.plugins import asking
from deltacrown.prize.allotting import allot
from deltacrown.stage.events import MatchesAdded, StageCompleted, StageOpened, StageParked, StageResumed, TieFound
from deltacrown.stage.keeping import Kept, keeps_pairings, place_of
from deltacrown.stage.placements import placements, qualified
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage, StageSettings
from deltacrown.tournament.events import TournamentCompleted

_FRUITLESS_ANSWERS = 100


def proceed(decision: Decision, touched: Iterable[tuple[str, Iterable[str]]], stage: str = "") -> None:
    """What follows after these matches, as (stage, keys), were touched; only `stage` can need new ones, if named."""
    for stage_key, match_keys in touched:
        _settle(decision, stage_key, match_keys)
    for key in [stage] if stage else [open_stage.key for open_stage in decision.tournament.stages]:
        _ask(decision, key)
    for open_stage in decision.tournament.stages:
        if open_stage.ranking is None:
            return
    open_stages(decision)


def open_stages(decision: Decision) -> None:
    """Open every stage whose sources are all over, in order; complete the tournament after the last.

    A stage whose format is not installed is not opened: `ContinueTournament` opens it once the format is there.
    """
    for settings in decision.tournament.settings.stages:
        if decision.tournament.stage(settings.key) is not None:
            continue
        entrants = _entrants(decision, settings)
        format_ = decision.registry.formats.get(settings.format)
        if entrants is None or format_ is None:
            return
        decision.record(StageOpened(settings.key, entrants, format_.revision))
        _ask(decision, settings.key)
    tournament = decision.tournament
    if all(stage.over for stage in tournament.stages):
        decision.record(TournamentCompleted(placements(tournament.stages, tournament.disqualified)))
        allot(decision)


def _entrants(decision: Decision, settings: StageSettings) -> tuple[EntrantId, ...] | None:
    """Who plays the stage, in the order of seeds; None while that is not settled."""
    if not settings.sources:
        return decision.tournament.seeds
    entrants: list[EntrantId] = []
    for source in settings.sources:
        stage = decision.tournament.stage(source.stage)
        if stage is None or stage.ranking is None:
            return None
        tied = qualified(stage.ranking, source)
        if len(tied) > 1:
            if not decision.tournament.unresolved:
                decision.record(TieFound(stage.key, tied))
            return None
        # Two sources may name the same place in other words: nobody is in a stage twice.
        entrants += [entrant for entrant in tied if entrant not in entrants]
    return tuple(entrants)


def _open(decision: Decision, key: str) -> Stage:
    stage = decision.tournament.stage(key)
    assert stage is not None
    return stage


def _settle(decision: Decision, stage_key: str, keys: Iterable[str]) -> None:
    """Settle these matches if they need no play, and then those that waited for them."""
    stage, waiting = _open(decision, stage_key), [*keys]
    waiting.reverse()
    while waiting:
        match = stage.matches[waiting.pop()]
        outcome = None if None in match.entrants else _without_play(match, stage)
        if outcome is not None:
            decision.record(MatchCompleted(stage_key, match.key, match.seated, outcome, decision.envelope.at))
            waiting += reversed([key for key, _, _ in stage.feeds.get(match.key, ())])
            stage = _open(decision, stage_key)


def _without_play(match: Match, stage: Stage) -> Outcome | None:
    """The outcome of a match that cannot be played, once that is certain."""
    if match.outcome is not None or None in match.entrants:
        return None
    left = [entrant for entrant in match.entrants if entrant and entrant not in stage.withdrawn]
    if len(left) > 1:
        return None
    gone = tuple(entrant for entrant in match.present if entrant in stage.withdrawn)
    if not left:
        return Outcome((), How.NOBODY)
    if not gone:
        return Outcome(((left[0],),), How.BYE)
    return Outcome(((left[0],), gone), How.WALKOVER)


def disputed(stage: Stage) -> bool:
    """Whether a dispute of one of its matches keeps the stage from ending."""
    disputes = [match.progress.dispute for match in stage.matches.values()]
    return any(dispute is not None and dispute.unsettled for dispute in disputes)


def _plan(decision: Decision, key: str, matches: tuple[Match, ...]) -> None:
    """The matches are there, and those that need no play are settled: whatever waits for them is looked at then."""
    decision.record(MatchesAdded(key, matches))
    stage = _open(decision, key)
    new = islice(stage.matches.values(), len(stage.matches) - len(matches), None)
    settled = [match.key for match in new if None not in match.entrants and _without_play(match, stage) is not None]
    _settle(decision, key, settled)


def _paired(decision: Decision, stage: Stage) -> tuple[Match, ...]:
    """What the format adds now; in an amended past what it has added here before, where it keeps its pairings."""
    kept = decision.kept if keeps_pairings(decision.registry, stage) else None
    if kept is None:
        return asking.pair(decision.registry, stage)
    matches = kept.at(stage) or asking.pair(decision.registry, stage)
    kept.remember(stage, matches)
    return matches


def plan_again(decision: Decision, places: Collection[str]) -> None:
    """What was paired at these places is there again, though a match before it may be open."""
    kept = decision.kept or Kept({})
    for stage in decision.tournament.stages if places else ():
        while keeps_pairings(decision.registry, stage) and not stage.over and place_of(stage) in places:
            if not kept.at(stage):
                break  # It was taken back since, and nothing was paired instead.
            _plan(decision, stage.key, kept.at(stage))
            stage = _open(decision, stage.key)  # noqa: PLW2901 - the same stage, further on


def _ask(decision: Decision, key: str) -> None:
    """Ask the format for matches until there is something to play, or the stage is over."""
    for _ in range(_FRUITLESS_ANSWERS):
        stage = _open(decision, key)
        if stage.undecided or stage.over:
            return
        absence = asking.absence(decision.registry, stage)
        if absence:
            if not stage.parked:
                decision.record(StageParked(key, absence))
            return
        if stage.parked:
            decision.record(StageResumed(key))
        matches = _paired(decision, stage)
        if not matches and (disputed(stage) or asking.open_ended(decision.registry, stage)):
            return
        if not matches:
            decision.record(StageCompleted(key, asking.rank(decision.registry, stage)))
            return
        _plan(decision, key, matches)
    _, plugin = decision.registry.origin(decision.registry.formats[stage.settings.format])
    message = (
        f"Format {stage.settings.format!r}: pair() was asked {_FRUITLESS_ANSWERS} times and nothing could be played"
    )
    raise PluginFault(plugin, message)
