"""What happened at an event, in words."""

import re
from collections.abc import Mapping
from typing import Any

import attrs
from deltacrown import Engine, Event, MatchCompleted, Stage, Tournament

from deltacrown_host.web.language import said
from deltacrown_host.web.view.matches import match_view
from deltacrown_host.web.view.stages import drawn, match_titles
from deltacrown_host.web.view.words import Names, name_of

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def what_happened(engine: Engine, tournament: Tournament, names: Names, event: Event) -> str:
    """The event in a sentence, as the tournament stands after it: "Final: Argentina ahead of France"."""
    fields: Mapping[str, Any] = attrs.asdict(event, recurse=False)
    stage = tournament.stage(fields.get("stage", "")) if isinstance(fields.get("stage"), str) else None
    match = stage.matches.get(str(fields.get("match", ""))) if stage else None
    plain = said(_WORDS.sub(" ", type(event).__name__).capitalize())
    if stage is None or match is None:
        entrant = fields.get("entrant")
        return f"{plain}: {name_of(names, entrant)}" if isinstance(entrant, str) and entrant else plain
    titles = _titles(engine, stage)
    view = match_view(stage.key, match, names, titles)
    if isinstance(event, MatchCompleted) and view.sentence:
        return f"{view.title}: {view.sentence}"
    return f"{plain}: {view.title}"


def _titles(engine: Engine, stage: Stage[Any]) -> Mapping[str, str]:
    return match_titles(drawn(engine, stage))
