"""Kept pairings: what a format has paired once stays paired, whatever is corrected later.

In an amended past everything is decided again. A format that keeps its pairings (`Format.keeps_pairings`) is not asked
again there: the same entrants after the same rounds are paired as they were.
"""

from hashlib import sha256

from attrs import define, field

from deltacrown import wire
from deltacrown.correction.events import Paired
from deltacrown.match.state import Match
from deltacrown.plugins.asking import absence
from deltacrown.plugins.registry import Registry
from deltacrown.stage.slots import Slot
from deltacrown.stage.state import Stage


@define
class Kept:
    """What was paired so far, by its place; and what has been paired anew since, in order.

    Where two pairings have the same place, the later one is known: it is the one that was played on.
    """

    known: dict[str, tuple[Match, ...]]
    new: list[Paired] = field(factory=list)

    def at(self, stage: Stage) -> tuple[Match, ...]:
        """What was paired where the stage stands now; nothing where it has never stood there."""
        return self.known.get(place_of(stage), ())

    def remember(self, stage: Stage, matches: tuple[Match, ...]) -> None:
        """These matches are what is paired where the stage stands now."""
        place = place_of(stage)
        if matches and self.known.get(place) != matches:
            self.known[place] = matches
            self.new.append(Paired(place, matches))


def place_of(stage: Stage) -> str:
    """Where a pairing belongs: in which stage, among whom, and after which pairings. Results have no part in it."""
    settings = [stage.key, stage.settings.format, wire.unstructure(stage.settings).get("options")]
    planned = [[match.key, wire.unstructure(match.slots, tuple[Slot, ...])] for match in stage.matches.values()]
    return sha256(wire.dumps([settings, stage.entrants, planned]).encode()).hexdigest()


def keeps_pairings(registry: Registry, stage: Stage) -> bool:
    """Whether the stage's format is there, and keeps what it has paired."""
    return not absence(registry, stage) and registry.formats[stage.settings.format].keeps_pairings
