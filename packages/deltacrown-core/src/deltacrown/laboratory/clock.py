"""The clock: a tournament played out on so many stations, a game after the other.

Whoever is ready first is called first. A match waits while a side plays another one or while no station is free, and
others may pass it (list scheduling: Graham 1966). Nobody rests, and a station is free as soon as its match is over.
"""

from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from attrs import define, field, frozen

from deltacrown.commands import DecideTie
from deltacrown.errors import Refused
from deltacrown.fork import Fork, Place
from deltacrown.laboratory.luck import Luck
from deltacrown.match.state import Outcome
from deltacrown.problems import Problem, Refusal
from deltacrown.stage.placements import tied_in
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import Phase, Tournament

_START = datetime(2000, 1, 1, tzinfo=UTC)
MOST_MATCHES = 20_000
"""What is played in one run at most."""


@frozen
class Played:
    """A tournament at its end.

    length  how long it took, in games
    ties    how many ties were decided by lots
    """

    tournament: Tournament
    length: int
    ties: int


def played(fork: Fork, luck: Luck, stations: int | None) -> Played:
    """The tournament played to its end. Raises Refused where it has none, PluginFault where a plugin fails."""
    clock = _Clock(fork, luck, stations or MOST_MATCHES)
    clock.run()
    return Played(clock.fork.tournament, clock.now, luck.ties)


@define
class _Clock:
    fork: Fork
    luck: Luck
    stations: int
    now: int = 0
    called: int = 0
    queue: list[tuple[Place, tuple[EntrantId, ...]]] = field(factory=list)
    busy: set[EntrantId] = field(factory=set)
    running: list[tuple[int, int, Place, Outcome]] = field(factory=list)

    def run(self) -> None:
        """From the first call to the last result."""
        self._wait(self.fork.ready())
        while self.fork.tournament.phase is Phase.LIVE:
            if self.queue or self.running:
                self._call()
                self._finish()
            elif self.fork.tournament.unresolved:
                self._draw_lots()
            else:
                raise Refused([_stuck(self.fork.tournament)])

    def _wait(self, places: list[Place]) -> None:
        self.queue += [(place, self.fork.match(place).present) for place in places]

    def _call(self) -> None:
        """Whatever can begin now begins."""
        waiting: list[tuple[Place, tuple[EntrantId, ...]]] = []
        for number, (place, sides) in enumerate(self.queue):
            if len(self.running) == self.stations:
                waiting += self.queue[number:]
                break
            if self.busy.isdisjoint(sides):
                self._begin(place, sides)
            else:
                waiting.append((place, sides))
        self.queue = waiting

    def _begin(self, place: Place, sides: tuple[EntrantId, ...]) -> None:
        self.called += 1
        if self.called > MOST_MATCHES:
            message = f"after {MOST_MATCHES:,} matches it had not ended"
            raise Refused([Problem("laboratory.endless", message, "settings.stages")])
        outcome, games = self.luck.end(self.fork.match(place))
        heappush(self.running, (self.now + games, self.called, place, outcome))
        self.busy.update(sides)

    def _finish(self) -> None:
        """The next results; those of one moment together."""
        self.now = self.running[0][0]
        ended: list[tuple[Place, Outcome]] = []
        while self.running and self.running[0][0] == self.now:
            _, _, place, outcome = heappop(self.running)
            self.busy.difference_update(self.fork.match(place).present)
            ended.append((place, outcome))
        before, self.fork = self.fork, self.fork.after(ended, _START + timedelta(minutes=self.now))
        self._wait(self.fork.woken(before, [place for place, _ in ended]))

    def _draw_lots(self) -> None:
        tied = self.fork.tournament.unresolved
        stage = tied_in(self.fork.tournament.stages, tied)
        decided = self.fork.answered(DecideTie(stage.key, self.luck.lots(tied), "lots"))
        if isinstance(decided, Refusal):
            raise Refused(decided.problems)
        self.fork = decided
        self._wait(decided.ready())


def _stuck(tournament: Tournament) -> Problem:
    parked = (stage.parked for stage in tournament.stages if stage.parked)
    why = next(parked, "nothing is to be played, and it does not end by itself")
    return Problem("laboratory.stuck", why, "settings.stages")
