"""What a check looks at: the settings, and how they were rehearsed."""

from attrs import frozen

from deltacrown.engine import Engine
from deltacrown.linting.rehearsal import Rehearsal
from deltacrown.linting.staging import twice
from deltacrown.stage.state import Source, Stage, StageSettings
from deltacrown.tournament.state import TournamentSettings


@frozen
class Case:
    """The settings under advice.

    played  the rehearsal in which the better seed always wins; it may have been refused or have got stuck
    others  rehearsals with results that are level, go round in circles, or fall by chance
    committed  whether the seed of the draw is bound by a commitment
    """

    engine: Engine
    settings: TournamentSettings
    played: Rehearsal
    others: tuple[Rehearsal, ...] = ()
    committed: bool = False

    def stage(self, key: str) -> Stage | None:
        """The stage as it was rehearsed; None where it never opened, or somebody would play it twice."""
        stage = self.played.tournament.stage(key)
        return None if stage is None or twice(self.played.tournament, stage) else stage

    def place(self, key: str) -> int:
        """Where the stage stands in the settings."""
        return next(place for place, stage in enumerate(self.settings.stages) if stage.key == key)

    def path(self, key: str, field: str) -> str:
        """The path of a field of the stage."""
        return f"settings.stages.{self.place(key)}.{field}"

    def cascade(self, stage: StageSettings) -> tuple[str, ...]:
        """The criteria that separate level entrants of the stage: its own, or its format's."""
        chosen = stage.tie_breakers
        return self.engine.registry.formats[stage.format].tie_breakers if chosen is None else chosen

    def draws(self, stage: Stage | None) -> bool:
        """Whether anything in the rehearsed stage may end level."""
        return stage is not None and any(match.draws for match in stage.matches.values())


def called(source: Source) -> str:
    """The place as people say it: "place 2 of Group A"."""
    return f"place {source.rank} of {source.table or repr(source.stage)}"
