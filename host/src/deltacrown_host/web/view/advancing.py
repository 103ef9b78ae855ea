"""Who is sure of a place that counts, who holds one for now, and who cannot reach one any more.

Places that count lead on to a later stage; where none does, it is the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deltacrown import Engine, EntrantId, Fate, PluginFault, Ranking, Stage, Tournament, look_ahead
from deltacrown.stage.placements import qualified

THROUGH = "through"
IN_PLACE = "place"
OUT = "out"
_LIMIT = 200
"""How many endings are played: more would be seen by some, and waited for by everyone."""
_MOST = 64
"""In larger tables nobody is sure of anything until late, and finding that out takes long."""


def advancing(engine: Engine, tournament: Tournament, stage: Stage[Any], ranking: Ranking) -> dict[EntrantId, str]:
    """A mark for everyone whose fate is proved, and for whoever holds a place that leads on."""
    open_tables = {match.section for match in stage.matches.values() if match.outcome is None}
    marks: dict[EntrantId, str] = {}
    counting: dict[str, list[int]] = {}
    for later in tournament.settings.stages:
        for source in later.sources:
            if source.stage != stage.key:
                continue
            counting.setdefault(source.table, []).append(source.rank)
            holders = qualified(ranking, source)
            if len(holders) == 1:
                sure = stage.over or (source.table != "" and source.table not in open_tables)
                marks[holders[0]] = THROUGH if sure else IN_PLACE
    return marks if stage.over else {**marks, **dict(_proved(engine, stage, counting or {"": [1]}))}


def _proved(
    engine: Engine, stage: Stage[Any], counting: Mapping[str, Sequence[int]]
) -> Iterator[tuple[EntrantId, str]]:
    if len(stage.entrants) > _MOST:
        return
    for table, ranks in counting.items():
        try:
            ahead = look_ahead(engine, stage, ranks=ranks, table=table, samples=0, limit=_LIMIT)
        except (PluginFault, ValueError, KeyError):
            # What cannot be looked at is not marked.
            continue
        last = max(ranks)
        for entrant, prospect in ahead.prospects.items():
            fate = prospect.fate(last)
            if fate is not Fate.OPEN:
                yield entrant, THROUGH if fate is Fate.IN else OUT
