"""A stage that has not opened yet, drawn with placeholders: "1st of Group A" where one day an entrant stands."""

from datetime import UTC, datetime
from typing import Any

from attrs import evolve
from deltacrown import (
    Engine,
    Entrant,
    Envelope,
    Phase,
    Refusal,
    Source,
    Stage,
    StageSettings,
    StartTournament,
    Table,
    Tournament,
    TournamentSettings,
)

from deltacrown_host.web.view.words import Names, ordinal

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def preview(engine: Engine, settings: StageSettings) -> Stage[Any] | None:
    """The stage as its format would open it, its entrants being `placeholders`; None where that cannot be said.

    It is the only stage of an imagined tournament that starts with the placeholders as its entrants, in order.
    """
    alone = TournamentSettings("preview", (evolve(settings, sources=()),))
    seats = [_seat(source) for source in settings.sources]
    if alone.seeding not in engine.registry.seedings or settings.format not in engine.registry.formats:
        return None
    entrants = Table((seat, Entrant(seat)) for seat in seats)
    imagined = Tournament(phase=Phase.REGISTRATION, settings=alone, entrants=entrants)
    decision = engine.decide(Envelope("preview", _NEVER, "", StartTournament()), imagined)
    return None if isinstance(decision, Refusal) else decision.tournament.stage(settings.key)


def placeholders(settings: StageSettings, stages: Names) -> dict[str, str]:
    """What to call each seat of a stage; `stages` names the stages that entrants come from."""
    return {
        _seat(source): f"{ordinal(source.rank)} of {source.table or stages.get(source.stage, source.stage)}"
        for source in settings.sources
    }


def _seat(source: Source) -> str:
    return f"{source.stage}/{source.table}/{source.rank}"
