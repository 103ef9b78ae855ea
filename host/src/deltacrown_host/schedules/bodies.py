"""What is asked and answered about schedules."""

from datetime import datetime, timedelta

from attrs import frozen
from deltacrown import MatchState, Window
from deltacrown.scheduling import Hall, Length, Lengths, Taken


@frozen
class MatchPlace:
    """Which match."""

    stage: str
    match: str


@frozen
class LateMatch:
    """When a match that has begun will be over, as somebody sees it."""

    stage: str
    match: str
    ends_at: datetime


@frozen
class SchedulePlan:
    """What a schedule has to hold.

    stations   their names, the first preferred
    starts_at  nothing begins before; the start of the settings unless given, or now where that has passed
    open       when there is play: a match begins and ends within one of these; empty for always
    game_minutes  how long a game takes, or a leg
    lengths    how long matches take in all, where they fit: the first that does counts
    rest_minutes  between two matches of the same people
    turnaround_minutes  between two matches on a station
    ahead      also what is not paired yet, as far as it can be foreseen
    keep       leave what has a time where it is, unless it cannot stay
    locked     matches that stay whatever comes, besides those that have begun
    late       matches that take longer than planned
    beside     other tournaments that are played on the same stations
    """

    stations: tuple[str, ...]
    starts_at: datetime | None = None
    open: tuple[Window, ...] = ()
    game_minutes: int = 30
    lengths: tuple[Length, ...] = ()
    rest_minutes: int = 0
    turnaround_minutes: int = 0
    ahead: bool = True
    keep: bool = False
    locked: tuple[MatchPlace, ...] = ()
    late: tuple[LateMatch, ...] = ()
    beside: tuple[str, ...] = ()

    def hall(self, starts_at: datetime, taken: tuple[Taken, ...]) -> Hall:
        """The hall that this describes."""
        rest, turnaround = (timedelta(minutes=span) for span in (self.rest_minutes, self.turnaround_minutes))
        return Hall(starts_at, self.stations, self.open, rest, turnaround, taken)

    @property
    def durations(self) -> Lengths:
        """How long matches take."""
        return Lengths(self.game_minutes, self.lengths)


@frozen
class PlannedMatch:
    """A match with its time. `moved` where it had another; `foreseen` where no format has planned it yet."""

    stage: str
    match: str
    names: tuple[str | None, ...]
    at: datetime
    ends_at: datetime
    station: str
    moved: bool
    foreseen: bool


@frozen
class Conflict:
    """What is wrong with the time of a match that stays where it is; `other` is what is in its way."""

    stage: str
    match: str
    code: str
    message: str
    other: MatchPlace | None


@frozen
class PlanAnswer:
    """A schedule that nobody has put in force yet.

    version    of the tournament that it was made for: send it as `If-Match` with the times
    matches    in the order of time, then of stations
    unplaced   what has no place: the hall closes before, or it follows what has none
    conflicts  what is wrong with matches that had to stay
    moved      how many have another time or station than before
    ends_at    when the last match is over
    least_end  no schedule of all this ends before
    """

    version: int
    matches: tuple[PlannedMatch, ...]
    unplaced: tuple[MatchPlace, ...]
    conflicts: tuple[Conflict, ...]
    moved: int
    ends_at: datetime | None
    least_end: datetime | None


@frozen
class ScheduledMatch:
    """A match that has a time."""

    stage: str
    match: str
    entrants: tuple[str | None, ...]
    names: tuple[str | None, ...]
    at: datetime
    station: str
    state: MatchState


@frozen
class ScheduleList:
    """The matches that have a time, in its order."""

    version: int
    matches: tuple[ScheduledMatch, ...]


@frozen
class FreeStation:
    """When a station is free next, for so long as was asked."""

    station: str
    at: datetime


@frozen
class FreeStations:
    """The stations, the first that is free first."""

    stations: tuple[FreeStation, ...]
