"""How a correction changes a tournament."""

from attrs import evolve

from deltacrown.correction.events import HistoryAmended, StageRevision
from deltacrown.match.state import Match
from deltacrown.registration.state import Status
from deltacrown.stage.evolve import feeds_of
from deltacrown.stage.state import Stage, draw_of
from deltacrown.table import Table
from deltacrown.tournament.state import Tournament, TournamentSettings


def amended(tournament: Tournament, event: HistoryAmended) -> Tournament:
    """What was changed is replaced; what was not is kept as it is."""
    revisions = {revision.stage: revision for revision in event.stages}
    settings = event.settings or tournament.settings
    stages = []
    for key in event.open:
        old = tournament.stage(key)
        stages.append(_revised(settings, event.draw, old, revisions[key]) if key in revisions else old)
    entrants = tournament.entrants
    if event.entrants is not None:
        entrants = Table((entrant.id, entrant) for entrant in event.entrants)
    return evolve(
        tournament,
        settings=settings,
        phase=event.phase,
        entrants=entrants,
        seeds=tournament.seeds if event.seeds is None else event.seeds,
        stages=tuple(stage for stage in stages if stage),
        unresolved=event.unresolved,
        ranking=event.ranking,
        draw=event.draw,
        prizes=event.prizes,
        commitment=event.commitment,
        frozen=event.frozen,
        taken=sum(entrant.status is Status.TAKING_PART for entrant in entrants.values()),
        line=tuple(entrant.id for entrant in entrants.values() if entrant.status is Status.WAITING),
    )


def _revised(tournament: TournamentSettings, seed: str, old: Stage | None, revision: StageRevision) -> Stage:
    settings = next(settings for settings in tournament.stages if settings.key == revision.stage)
    changed = {match.key: match for match in revision.matches}
    if old and revision.keys is None:
        matches = old.matches.with_values(changed.items())
    else:
        known: dict[str, Match] = {**(old.matches if old else {}), **changed}
        matches = Table((key, known[key]) for key in revision.keys or ())
    return Stage(
        settings,
        revision.revision,
        revision.entrants,
        settings.options,
        draw=draw_of(seed, revision.stage),
        withdrawn=frozenset(revision.withdrawn),
        disqualified=frozenset(revision.disqualified),
        matches=matches,
        undecided=sum(match.outcome is None for match in matches.values()),
        ranking=revision.ranking,
        parked=revision.parked,
        feeds=feeds_of(matches.values(), Table()),
    )
