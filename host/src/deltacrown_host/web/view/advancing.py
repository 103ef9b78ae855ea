"""Who goes on to a later stage, as far as the rankings say now."""

from typing import Any

from deltacrown import EntrantId, Ranking, Stage, Tournament
from deltacrown.stage.placements import qualified

THROUGH = "through"
IN_PLACE = "place"


def advancing(tournament: Tournament, stage: Stage[Any], ranking: Ranking) -> dict[EntrantId, str]:
    """A mark for everyone who holds a place that leads on: "through" once nothing of that table is left to play."""
    open_sections = {match.section for match in stage.matches.values() if match.outcome is None}
    marks: dict[EntrantId, str] = {}
    for later in tournament.settings.stages:
        for source in later.sources:
            holders = qualified(ranking, source) if source.stage == stage.key else ()
            if len(holders) == 1:
                sure = stage.over or (source.table != "" and source.table not in open_sections)
                marks[holders[0]] = THROUGH if sure else IN_PLACE
    return marks
