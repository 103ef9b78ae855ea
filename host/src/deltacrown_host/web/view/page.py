"""The page of a tournament: everything it shows, at one version."""

from collections.abc import Iterable, Sequence

from attrs import frozen
from deltacrown import Engine, EntrantId, Event, Phase, StageSettings, Tournament, TournamentCancelled

from deltacrown_host.web.language import mark, say
from deltacrown_host.web.view.linking import Links
from deltacrown_host.web.view.places import PlaceView, kept, places
from deltacrown_host.web.view.preview import placeholders, preview
from deltacrown_host.web.view.recent import RecentView, recent_results
from deltacrown_host.web.view.stages import StageView, format_title, stage_view
from deltacrown_host.web.view.timeline import TimelineView, timeline_now
from deltacrown_host.web.view.words import Names, entrant_address, listed, name_of, plain

_PODIUM = 3
_PHASES = {
    Phase.DRAFT.value: mark("Draft"),
    Phase.PUBLISHED.value: mark("Published"),
    Phase.REGISTRATION.value: mark("Registration open"),
    Phase.CHECK_IN.value: mark("Check in"),
    Phase.LIVE.value: mark("Live"),
    Phase.COMPLETED.value: mark("Completed"),
    Phase.ARCHIVED.value: mark("Archived"),
    Phase.CANCELLED.value: mark("Cancelled"),
}


def phase_label(phase: str) -> str:
    """What to call the phase."""
    return say(_PHASES[phase])


@frozen
class EntrantLine:
    """Somebody who takes part, and their page."""

    name: str
    to: str


@frozen
class TournamentPage:
    """What the page shows. `places` is empty until the end; `entrants` is who takes part.

    `kept` is what of the prize the organizer keeps, if anything; `timeline` says at which moment one looks.
    """

    id: str
    name: str
    version: int
    phase: str
    phase_label: str
    entrants: tuple[EntrantLine, ...]
    plan: tuple[tuple[str, str], ...]
    stages: tuple[StageView, ...]
    notices: tuple[str, ...]
    recent: tuple[RecentView, ...]
    places: tuple[PlaceView, ...]
    kept: str
    decided: int
    total: int
    timeline: TimelineView

    @property
    def podium(self) -> tuple[PlaceView, ...]:
        """The first three."""
        return tuple(place for place in self.places if place.rank <= _PODIUM)


def tournament_page(
    engine: Engine,
    tournament: Tournament,
    names: Names,
    events: Sequence[Event] = (),
    timeline: TimelineView | None = None,
) -> TournamentPage:
    """The page at the tournament's version; `events` are the latest ones, oldest first, for the recent results.

    The `timeline` says at which moment that is, where it is not the newest.
    """
    timeline = timeline or timeline_now(tournament)
    links = Links(tournament, timeline.moment)
    stages = tuple(_stages(engine, tournament, names, links))
    return TournamentPage(
        id=tournament.id,
        name=tournament.settings.name,
        version=tournament.version,
        phase=tournament.phase.value,
        phase_label=phase_label(tournament.phase),
        entrants=tuple(_entrant(tournament, names, entrant.id) for entrant in tournament.taking_part),
        plan=tuple((_name(stage), format_title(engine, stage.format)) for stage in tournament.settings.stages),
        stages=stages,
        notices=tuple(_notices(tournament, names, events)),
        recent=recent_results(engine, tournament, names, events),
        places=places(engine, tournament, names),
        kept=kept(tournament),
        decided=sum(stage.decided for stage in stages),
        total=sum(stage.total for stage in stages),
        timeline=timeline,
    )


def _entrant(tournament: Tournament, names: Names, entrant: EntrantId) -> EntrantLine:
    return EntrantLine(name_of(names, entrant), entrant_address(tournament.id, entrant))


def _stages(engine: Engine, tournament: Tournament, names: Names, links: Links) -> Iterable[StageView]:
    called = {settings.key: _name(settings) for settings in tournament.settings.stages}
    for settings in tournament.settings.stages:
        stage = tournament.stage(settings.key)
        if stage is not None:
            yield stage_view(engine, stage, names, links)
        elif tournament.phase is Phase.LIVE:
            imagined = preview(engine, settings)
            if imagined is not None:
                yield stage_view(engine, imagined, placeholders(settings, called), links, "coming")


def _name(settings: StageSettings) -> str:
    return settings.name or plain(settings.key)


def _notices(tournament: Tournament, names: Names, events: Sequence[Event]) -> Iterable[str]:
    if tournament.phase is Phase.CANCELLED:
        reason = next((event.reason for event in events if isinstance(event, TournamentCancelled)), "")
        said = say("This tournament was cancelled: {reason}", reason=reason)
        yield said if reason else say("This tournament was cancelled.")
    if tournament.frozen:
        yield say("Everything stands still for now: {reason}", reason=tournament.frozen)
    if tournament.unresolved:
        tied = listed(name_of(names, entrant) for entrant in tournament.unresolved)
        yield say(
            "{names} are level by every rule. The next stage waits for the organizer to decide between them.",
            names=tied,
        )
