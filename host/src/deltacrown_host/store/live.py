"""Live tournaments: the values that were replayed already, kept in memory and caught up by sequence number."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, RLock

from attrs import define, field
from deltacrown import Engine, Entry, Phase, Tournament

from deltacrown_host.store.journal import SqlJournal


@define
class Place:
    """One tournament in memory.

    Its lock is held while events are applied: versions of a tournament share memory inside, and two threads must not
    grow the same one at once.
    """

    tournament: Tournament = field(factory=Tournament)
    last: Entry | None = None
    lock: RLock = field(factory=RLock, repr=False)

    def catch_up(self, engine: Engine, journal: SqlJournal) -> Tournament:
        """The tournament with everything applied that the journal holds by now."""
        new = tuple(journal.read(self.tournament.version))
        if new:
            self.hold(engine.apply(self.tournament, (entry.event for entry in new)), new[-1])
        return self.tournament

    def hold(self, tournament: Tournament, last: Entry | None) -> None:
        """Keep the tournament as it stands after this entry."""
        self.tournament, self.last = tournament, last


class LiveTournaments:
    """The most recently used tournaments, at most `capacity` of them. Forgetting one costs a replay, nothing else."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._lock = Lock()

    def peek(self, tournament: str) -> Tournament:
        """The tournament as it was last seen, which may be not at all."""
        return self._place(tournament).tournament

    def is_public(self, tournament: str) -> bool:
        """Whether it is known to be no draft any more: none becomes one again."""
        place = self._places.get(tournament)
        return place is not None and place.tournament.version > 0 and place.tournament.phase is not Phase.DRAFT

    @contextmanager
    def holding(self, tournament: str) -> Iterator[Place]:
        """The tournament's place, for this thread alone."""
        place = self._place(tournament)
        with place.lock:
            yield place

    def forget(self, tournament: str) -> None:
        """Let go of a tournament."""
        with self._lock:
            self._places.pop(tournament, None)

    def _place(self, tournament: str) -> Place:
        with self._lock:
            place = self._places.setdefault(tournament, Place())
            self._places.move_to_end(tournament)
            while len(self._places) > self._capacity:
                self._places.popitem(last=False)
            return place
