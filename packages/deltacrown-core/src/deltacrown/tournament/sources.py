"""Whether the places that later stages take can be there at all: as far as that is certain before the first result."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.problems import Problem
from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Source, Stage, StageSettings


def place_problems(
    registry: Registry, stages: Sequence[StageSettings], entrants: Sequence[EntrantId]
) -> Iterable[Problem]:
    """The sources that nobody can ever fill when these entrants play the first stage.

    A later stage ranks as many as it has sources. The first stage's tables are known from its format's ranking before
    play; where it has none yet, or lets entrants join later, nothing is certain. Raises PluginFault.
    """
    sizes = {stage.key: len(stage.sources) for stage in stages[1:]}
    first = stages[0]
    named = any(source.table for stage in stages for source in stage.sources if source.stage == first.key)
    late = registry.formats[first.format].late_entry
    tables = _tables(registry, first, entrants) if named and not late else {}
    if not late:
        sizes[first.key] = len(entrants)
    for place, stage in enumerate(stages):
        for number, source in enumerate(stage.sources):
            path = f"settings.stages.{place}.sources.{number}"
            if source.stage == first.key and source.table and tables:
                yield from _table_problems(source, tables, path)
            elif source.rank > sizes.get(source.stage, source.rank):
                message = f"{sizes[source.stage]} play {source.stage!r}: nobody can be number {source.rank}"
                yield Problem("source.no_such_rank", message, f"{path}.rank")


def _tables(registry: Registry, settings: StageSettings, entrants: Sequence[EntrantId]) -> dict[str, Ranking]:
    # Who is where before play does not matter, only how many tables of what size there are: no criterion is asked.
    plain = evolve(settings, tie_breakers=())
    stage = Stage(plain, registry.formats[settings.format].revision, tuple(entrants), settings.options)
    return dict(asking.rank(registry, stage).tables)


def _table_problems(source: Source, tables: dict[str, Ranking], path: str) -> Iterable[Problem]:
    if source.table not in tables:
        message = f"{source.stage!r} has no table {source.table!r}; there is {', '.join(tables)}"
        yield Problem("source.no_such_table", message, f"{path}.table")
        return
    size = len(tables[source.table].standings)
    if source.rank > size:
        message = f"{size} play in {source.table!r} of {source.stage!r}: nobody can be number {source.rank}"
        yield Problem("source.no_such_rank", message, f"{path}.rank")
