"""What a correction makes happen."""

from typing import TYPE_CHECKING

from attrs import frozen

from deltacrown.match.state import Match
from deltacrown.prize.state import Allotment
from deltacrown.ranking import Ranking
from deltacrown.registration.state import Entrant
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import Phase, TournamentSettings

if TYPE_CHECKING:
    from deltacrown.commands import Command


@frozen
class StageRevision:
    """A stage as it is after a correction, where it is not as before.

    `matches` holds only those that are new or changed, with who sits in them and how they ended; `keys` holds all keys
    in their order; None where they are the same as before.
    """

    stage: str
    revision: int
    entrants: tuple[EntrantId, ...]
    withdrawn: tuple[EntrantId, ...]
    disqualified: tuple[EntrantId, ...]
    matches: tuple[Match, ...]
    keys: tuple[str, ...] | None
    ranking: Ranking | None
    parked: str = ""


@frozen
class Paired:
    """What a format that keeps its pairings has paired, and where: a digest of who was there and what came before."""

    place: str
    matches: tuple[Match, ...]


@frozen
class HistoryAmended:
    """A past command was replaced or taken back, and the tournament is now what follows from the amended past.

    order      the id of the command that was amended
    instead    what stands in its place, or None
    dropped    the ids of later commands that no longer fit and count no more
    settings   as they are now; None where they are as before, and so for entrants and seeds
    entrants   everyone who takes part or has withdrawn, in the order of registration
    stages     stages that are not as before; `open` names all that are open
    paired     what was paired on the way by formats that keep their pairings, where they had not paired before
    void       the ids of other commands that count no more: each would decide the match whose result a ruling voids
    """

    order: str
    instead: "Command | None"
    reason: str
    dropped: tuple[str, ...]
    phase: Phase
    settings: TournamentSettings | None
    entrants: tuple[Entrant, ...] | None
    seeds: tuple[EntrantId, ...] | None
    open: tuple[str, ...]
    stages: tuple[StageRevision, ...]
    unresolved: tuple[EntrantId, ...]
    ranking: Ranking | None
    draw: str = ""
    prizes: Allotment | None = None
    commitment: str = ""
    frozen: str = ""
    paired: tuple[Paired, ...] = ()
    void: tuple[str, ...] = ()
