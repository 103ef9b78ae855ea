"""A tournament as it stands after some events."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from deltacrown.making import quick
from deltacrown.prize.state import Allotment, Prize
from deltacrown.ranking import Ranking
from deltacrown.registration.fields import EntryField
from deltacrown.registration.rosters import RosterRules
from deltacrown.registration.state import Entrant, Status
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage, StageSettings
from deltacrown.table import Table


class Phase(StrEnum):
    """Where a tournament stands in its life."""

    NEW = "new"
    """Nothing has happened yet."""
    DRAFT = "draft"
    PUBLISHED = "published"
    REGISTRATION = "registration"
    CHECK_IN = "check_in"
    LIVE = "live"
    COMPLETED = "completed"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


@frozen
class Window:
    """From when to when something is open; None where that end is open."""

    opens: datetime | None = None
    closes: datetime | None = None


@frozen
class EntryFee:
    """What taking part costs. `amount` counts the currency's minor units."""

    currency: str
    amount: int


@frozen
class CheckInSettings:
    """When entrants check in: from so many seconds before the start until the start; and how long it can be undone."""

    opens_before_s: int = 1800
    undo_within_s: int = 900


@frozen
class TournamentSettings:
    """What an organizer configures.

    stages    in the order of play; the first takes everyone, later ones take their `sources`
    seeding   the name of an installed seeding, applied at the start
    capacity  how many entrants may register; None for no limit
    waitlist  whether whoever comes later waits for a place
    starts_at when play is to begin; None where that is open
    registration  when entrants may register
    check_in  how entrants check in; None where nobody needs to
    confirm_within_s  after how many seconds a result that one side reported stands; None for never
    prize     what is played for and how it is split; None for the honour alone
    game      the name of the game that is played, or nothing
    fields    what else entrants are asked when they register
    region    where it is played, or for whom, in a word or a code; nothing for everywhere
    roster    what rosters of teams are like; None where there are none
    fee       what taking part costs; None where it costs nothing
    """

    name: str
    stages: tuple[StageSettings, ...]
    seeding: str = "slot_order"
    capacity: int | None = None
    waitlist: bool = False
    starts_at: datetime | None = None
    registration: Window = field(factory=Window)
    check_in: CheckInSettings | None = None
    confirm_within_s: int | None = None
    prize: Prize | None = None
    game: str = ""
    fields: tuple[EntryField, ...] = ()
    region: str = ""
    fee: EntryFee | None = None
    roster: RosterRules | None = None


@quick
@frozen(weakref_slot=False)
class Tournament:
    """Everything that follows from the events so far. `version` is the number of them."""

    id: str = ""
    version: int = 0
    phase: Phase = Phase.NEW
    settings: TournamentSettings = TournamentSettings("", ())
    entrants: Table[EntrantId, Entrant] = field(factory=Table)
    seeds: tuple[EntrantId, ...] = ()
    """Who takes part, seed 1 first, once started."""
    draw: str = ""
    """The recorded seed of the draw, once started: all chance comes from it."""
    stages: tuple[Stage, ...] = ()
    unresolved: tuple[EntrantId, ...] = ()
    """Entrants whose tie must be decided from outside before the next stage can open."""
    ranking: Ranking | None = None
    """The final placements, once completed."""
    prizes: Allotment | None = None
    """Who gets what of the prize, once it is settled."""
    commitment: str = ""
    """The SHA-256 of the seed that the draw is bound to, or nothing."""
    frozen: str = ""
    """Why everything stands still, or nothing."""
    taken: int = 0
    """How many entrants take part."""
    line: tuple[EntrantId, ...] = ()
    """The waiting list, whoever came first first."""

    @property
    def taking_part(self) -> list[Entrant]:
        """The entrants who take part, in the order of registration."""
        return [entrant for entrant in self.entrants.values() if entrant.status is Status.TAKING_PART]

    @property
    def disqualified(self) -> frozenset[EntrantId]:
        """Who was put out."""
        return frozenset(entrant.id for entrant in self.entrants.values() if entrant.status is Status.DISQUALIFIED)

    @property
    def waiting(self) -> list[Entrant]:
        """Those on the waiting list, whoever came first first."""
        return [self.entrants[name] for name in self.line]

    def stage(self, key: str) -> Stage | None:
        """The stage with this key, if it has opened."""
        # Every result asks this several times: a loop takes a quarter of the time of next() over a generator.
        for stage in self.stages:
            if stage.settings.key == key:
                return stage
        return None
