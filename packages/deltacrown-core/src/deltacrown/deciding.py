"""What the decide functions work with: the state that grows event by event, and the plugins they may ask."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define, field

from deltacrown.commands import Envelope
from deltacrown.events import Event
from deltacrown.evolve import evolve
from deltacrown.plugins.registry import Registry
from deltacrown.problems import Refusal
from deltacrown.tournament.state import Tournament

if TYPE_CHECKING:
    from deltacrown.journal import Entry
    from deltacrown.stage.keeping import Kept

T = TypeVar("T")


@define
class Decision:
    """The events of one command so far, and the tournament as it stands after them.

    Corrections need more: `history` reads the journal so far, and `decide_again` decides on another tournament. Where
    that is what this does, `kept` holds what was paired before.
    """

    envelope: Envelope
    tournament: Tournament
    registry: Registry
    history: Callable[[], Iterable["Entry"]]
    decide_again: Callable[[Envelope, Tournament, "Kept"], "Decision | Refusal"]
    kept: "Kept | None" = None
    events: list[Event] = field(factory=list)
    found: dict[str, Any] = field(factory=dict)

    def once(self, name: str, find: Callable[[], T]) -> T:
        """What is asked for more than once in this decision and takes long to find."""
        if name not in self.found:
            self.found[name] = find()
        answer: T = self.found[name]
        return answer

    @property
    def replayed(self) -> bool:
        """Whether this decides a command of the past again, for a correction."""
        return self.kept is not None

    def record(self, event: Event) -> None:
        """The event happens."""
        self.events.append(event)
        self.tournament = evolve(self.tournament, event)
