"""What the decide functions work with: the state that grows event by event, and the plugins they may ask."""

from attrs import define, field

from deltacrown.events import Event
from deltacrown.evolve import evolve
from deltacrown.plugins.registry import Registry
from deltacrown.tournament.state import Tournament


@define
class Decision:
    """The events of one command so far, and the tournament as it stands after them."""

    tournament: Tournament
    registry: Registry
    events: list[Event] = field(factory=list)

    def record(self, event: Event) -> None:
        """The event happens."""
        self.events.append(event)
        self.tournament = evolve(self.tournament, event)
