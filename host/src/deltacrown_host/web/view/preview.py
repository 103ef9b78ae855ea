"""A stage that has not opened yet, drawn with placeholders: "1st of Group A" where one day an entrant stands."""

from typing import Any

from attrs import evolve
from deltacrown import (
    Engine,
    Entrant,
    Phase,
    PluginFault,
    Source,
    Stage,
    StageSettings,
    Table,
    Tournament,
    TournamentSettings,
)
from deltacrown.deciding import Decision
from deltacrown.stage.progression import open_stages

from deltacrown_host.web.view.words import Names, ordinal


def preview(engine: Engine, settings: StageSettings) -> Stage[Any] | None:
    """The stage as its format would open it, its entrants being `placeholders`; None where that cannot be said."""
    if settings.format not in engine.registry.formats:
        return None
    seats = tuple(_seat(source) for source in settings.sources)
    imagined = Tournament(
        phase=Phase.LIVE,
        settings=TournamentSettings("preview", (evolve(settings, sources=()),)),
        entrants=Table((seat, Entrant(seat)) for seat in seats),
        seeds=seats,
    )
    decision = Decision(imagined, engine.registry)
    try:
        open_stages(decision)
    except PluginFault:
        return None
    return decision.tournament.stage(settings.key)


def placeholders(settings: StageSettings, stages: Names) -> dict[str, str]:
    """What to call each seat of a stage; `stages` names the stages that entrants come from."""
    return {
        _seat(source): f"{ordinal(source.rank)} of {source.table or stages.get(source.stage, source.stage)}"
        for source in settings.sources
    }


def _seat(source: Source) -> str:
    return f"{source.stage}/{source.table}/{source.rank}"
