"""The latest results, newest first."""

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import frozen
from deltacrown import Engine, Event, MatchCompleted, Tournament

from deltacrown_host.web.view.matches import match_view
from deltacrown_host.web.view.stages import drawn, match_places
from deltacrown_host.web.view.words import Names, dom_id

_SHOWN = 5


@frozen
class RecentView:
    """A result that came in lately. `title` says where it belongs: its group, or its round."""

    id: str
    title: str
    sentence: str


def recent_results(
    engine: Engine, tournament: Tournament, names: Names, events: Sequence[Event]
) -> tuple[RecentView, ...]:
    """What the latest events, oldest first, decided; as it stands now, should it have been corrected since."""
    # A match that was taken back and decided again comes once.
    decided = dict.fromkeys((e.stage, e.match) for e in reversed(events) if isinstance(e, MatchCompleted))
    return tuple(islice(_views(engine, tournament, names, list(decided)), _SHOWN))


def _views(
    engine: Engine, tournament: Tournament, names: Names, decided: Sequence[tuple[str, str]]
) -> Iterator[RecentView]:
    places = {stage.key: match_places(drawn(engine, stage)) for stage in tournament.stages}
    for stage_key, match_key in decided:
        stage = tournament.stage(stage_key)
        match = stage.matches.get(match_key) if stage else None
        view = match_view(stage_key, match, names, places[stage_key]) if match else None
        if view and view.sentence:
            yield RecentView(dom_id("recent", stage_key, match_key), view.title, view.sentence)
