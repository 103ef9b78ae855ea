"""Whether the stages fit together: every place that a stage takes is there, and nobody comes twice."""

from collections.abc import Iterator

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case, called
from deltacrown.linting.rehearsal import Rehearsal
from deltacrown.linting.staging import twice
from deltacrown.stage.placements import qualified
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Source, Stage, StageSettings
from deltacrown.tournament.state import TournamentSettings


def unfit(case: Case) -> Iterator[Advice]:
    """What goes wrong with the stage graph in the rehearsal."""
    played = case.played
    for problem in played.refused:
        message = f"with {played.entrants} entrants it cannot start: {problem.message}"
        yield Advice("lint.cannot_start", message, problem.field)
    rehearsals = (played, *case.others)
    found = list(misfits(case.settings, played)) or next(filter(None, map(_doubles, case.others)), [])
    yield from found
    stuck = next((rehearsal.stuck for rehearsal in rehearsals if rehearsal.stuck), "")
    if stuck and not found:
        message = f"rehearsed with {played.entrants} entrants it gets stuck: {stuck}"
        yield Advice("lint.gets_stuck", message, "settings.stages")


def misfits(settings: TournamentSettings, played: Rehearsal) -> Iterator[Advice]:
    """The sources that found nobody, or somebody who had come already."""
    for place, later in enumerate(settings.stages):
        path = f"settings.stages.{place}.sources"
        yield from _empty(later, played, path)
    yield from _doubles(played)


def _empty(later: StageSettings, played: Rehearsal, path: str) -> Iterator[Advice]:
    for number, source in enumerate(later.sources):
        stage = played.tournament.stage(source.stage)
        if stage is None or stage.ranking is None or qualified(stage.ranking, source):
            continue
        tables = stage.ranking.tables
        if source.table and source.table not in tables:
            there = f"it has {', '.join(tables)}" if tables else "it has one table without a name"
            message = f"{source.stage!r} has no table {source.table!r}: {there}; seed {number + 1} stays empty"
            yield Advice("lint.no_such_table", message, f"{path}.{number}.table")
            continue
        size = len((tables[source.table] if source.table else stage.ranking).standings)
        message = (
            f"with {played.entrants} entrants there is no {called(source)}, where {size} play: "
            f"seed {number + 1} of {later.key!r} stays empty"
        )
        yield Advice("lint.no_such_rank", message, f"{path}.{number}.rank")


def _doubles(played: Rehearsal) -> list[Advice]:
    tournament = played.tournament
    return [_double(played, stage, name) for stage in tournament.stages for name in twice(tournament, stage)]


def _double(played: Rehearsal, stage: Stage, entrant: EntrantId) -> Advice:
    keys = [settings.key for settings in played.tournament.settings.stages]
    taken = [source for source in stage.settings.sources if entrant in _taking(played, source)]
    places = " and ".join(called(source) for source in taken)
    ties = f", {len(played.ties)} ties decided by lots" if played.ties else ""
    message = (
        f"rehearsed with {played.entrants} entrants{ties}: one and the same takes {places}, "
        f"so {stage.key!r} is played by {len(stage.entrants)} instead of {len(stage.settings.sources)}"
    )
    return Advice("lint.entrant_twice", message, f"settings.stages.{keys.index(stage.key)}.sources")


def _taking(played: Rehearsal, source: Source) -> tuple[EntrantId, ...]:
    stage = played.tournament.stage(source.stage)
    return qualified(stage.ranking, source) if stage and stage.ranking else ()
