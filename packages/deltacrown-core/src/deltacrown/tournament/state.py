"""A tournament as it stands after some events."""

from enum import StrEnum

from attrs import field, frozen

from deltacrown.ranking import Ranking
from deltacrown.registration.state import Entrant
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage, StageSettings
from deltacrown.table import Table


class Phase(StrEnum):
    """Where a tournament stands in its life."""

    NEW = "new"
    """Nothing has happened yet."""
    DRAFT = "draft"
    REGISTRATION = "registration"
    LIVE = "live"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@frozen
class TournamentSettings:
    """What an organizer configures.

    stages    in the order of play; the first takes everyone, later ones take their `sources`
    seeding   the name of an installed seeding, applied at the start
    capacity  how many entrants may register; None for no limit
    """

    name: str
    stages: tuple[StageSettings, ...]
    seeding: str = "slot_order"
    capacity: int | None = None


@frozen
class Tournament:
    """Everything that follows from the events so far. `version` is the number of them."""

    id: str = ""
    version: int = 0
    phase: Phase = Phase.NEW
    settings: TournamentSettings = TournamentSettings("", ())
    entrants: Table[EntrantId, Entrant] = field(factory=Table)
    seeds: tuple[EntrantId, ...] = ()
    """Who takes part, seed 1 first, once started."""
    stages: tuple[Stage, ...] = ()
    unresolved: tuple[EntrantId, ...] = ()
    """Entrants whose tie must be decided from outside before the next stage can open."""
    ranking: Ranking | None = None
    """The final placements, once completed."""

    @property
    def taking_part(self) -> list[Entrant]:
        """The entrants who have not withdrawn, in the order of registration."""
        return [entrant for entrant in self.entrants.values() if not entrant.withdrawn]

    def stage(self, key: str) -> Stage | None:
        """The stage with this key, if it has opened."""
        return next((stage for stage in self.stages if stage.key == key), None)
