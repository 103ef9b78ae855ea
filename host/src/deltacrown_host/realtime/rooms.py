"""Rooms: one a tournament, where recent frames lie ready for every socket that is in it.

A room keeps no queue for anyone. It remembers the newest frames once, for all; each socket knows the number of the
last event that it was sent, and takes what comes after. Whoever has everything is handed a new frame on the spot,
without a task of theirs being woken. So memory does not grow with slow readers, and a socket
that is further behind than the room remembers reads the journal instead: nothing is missed, nothing comes twice.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TypeAlias

from attrs import define, field, frozen
from deltacrown import BestOfSet, Entry, Event, wire

from deltacrown_host.realtime.straight import text_frame


@frozen
class Frame:
    """One event as it goes to sockets.

    matches  the matches that it is about, as (stage, match); None where it is about the tournament as a whole
    """

    seq: int
    text: str
    matches: frozenset[tuple[str, str]] | None = None

    @cached_property
    def straight(self) -> bytes:
        """The frame in bytes, made once for everyone."""
        return text_frame(self.text)

    def concerns(self, match: tuple[str, str]) -> bool:
        """Whether it is about this match, or about everything."""
        return self.matches is None or match in self.matches


def frame(tournament: str, entry: Entry) -> Frame:
    """The frame of an entry."""
    data = {
        "type": "event",
        "tournament": tournament,
        "seq": entry.seq,
        "at": entry.at.isoformat().replace("+00:00", "Z"),
        "event": wire.unstructure(entry.event, Event),
    }
    return Frame(entry.seq, wire.dumps(data), _matches(entry.event))


def _matches(event: Event) -> frozenset[tuple[str, str]] | None:
    if isinstance(event, BestOfSet):
        return frozenset((event.stage, match) for match in event.matches)
    match = getattr(event, "match", None)
    return None if match is None else frozenset({(getattr(event, "stage", ""), match)})


Wants: TypeAlias = Callable[[Frame], bool]
"""Whether a frame is for somebody."""


Put: TypeAlias = Callable[[Frame], bool]
"""Sends a frame now; answers whether that could be done without waiting."""


def everything(_: Frame) -> bool:
    """Every frame is."""
    return True


class News:
    """An event that one task waits for at most; asyncio's own has room for many, which each socket would pay for."""

    __slots__ = ("_there", "_waiting")

    def __init__(self) -> None:
        self._there = False
        self._waiting: asyncio.Future[None] | None = None

    def is_set(self) -> bool:
        """Whether there is something."""
        return self._there

    def set(self) -> None:
        """There is something."""
        self._there = True
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def clear(self) -> None:
        """It was seen."""
        self._there = False

    async def wait(self) -> None:
        """Until there is something."""
        if not self._there:
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None


@define(eq=False)
class Seat:
    """One socket's place in a room.

    news  set when there is something to take
    sent  the number of the last event that was sent, or is not wanted
    put   hands a frame over now, if that can be done without waiting; there while the socket has all there is
    """

    room: "Room"
    wants: Wants = everything
    news: News = field(factory=News)
    sent: int = 0
    put: Put | None = None

    def take(self, frames: Sequence[Frame]) -> bool:
        """Hand new frames over on the spot; answers whether that is all there is to do."""
        if self.put is None:
            return False
        for frame in frames:
            if frame.seq <= self.sent:
                continue
            if frame.seq > self.sent + 1 or (self.wants(frame) and not self.put(frame)):
                return False
            self.sent = frame.seq
        return True


class Room:
    """The newest frames of one tournament, and who is there to take them."""

    def __init__(self, tournament: str, remembered: int) -> None:
        self.tournament = tournament
        self.seats: set[Seat] = set()
        self._frames: deque[Frame] = deque(maxlen=remembered)

    @property
    def newest(self) -> int | None:
        """The number of the newest frame; None where nothing is remembered yet."""
        return self._frames[-1].seq if self._frames else None

    def publish(self, frames: Sequence[Frame]) -> None:
        """Remember new frames, and wake everyone. Frames that came before are ignored."""
        for new in frames:
            newest = self._frames[-1].seq if self._frames else new.seq - 1
            if new.seq > newest + 1:
                # Something never came here: whoever needs it reads the journal.
                self._frames.clear()
            if new.seq > newest:
                self._frames.append(new)
        for seat in self.seats:
            if not seat.take(frames):
                seat.news.set()

    def after(self, seq: int) -> Sequence[Frame] | None:
        """The frames after that number; None where the room does not reach back that far."""
        frames = self._frames
        if not frames:
            return ()
        if frames[0].seq > seq + 1:
            return None
        if frames[-1].seq == seq + 1:
            return (frames[-1],)
        # They are without gaps, so the end is counted off, not searched for.
        return [frames[-place] for place in range(frames[-1].seq - seq, 0, -1)]


class Rooms:
    """Every room that somebody is in."""

    def __init__(self, remembered: int) -> None:
        self._remembered = remembered
        self._rooms: dict[str, Room] = {}

    @contextmanager
    def seat(self, tournament: str, wants: Wants = everything) -> Iterator[Seat]:
        """A seat in the tournament's room for as long as it is held."""
        room = self._rooms.setdefault(tournament, Room(tournament, self._remembered))
        seat = Seat(room, wants)
        room.seats.add(seat)
        try:
            yield seat
        finally:
            room.seats.discard(seat)
            if not room.seats:
                self._rooms.pop(tournament, None)

    def publish(self, tournament: str, entries: Sequence[Entry]) -> None:
        """Tell the tournament's room, if anyone is in it."""
        if tournament in self._rooms:
            self.add(tournament, [frame(tournament, entry) for entry in entries])

    def add(self, tournament: str, frames: Sequence[Frame]) -> None:
        """Hand frames to the tournament's room, if anyone is in it."""
        room = self._rooms.get(tournament)
        if room:
            room.publish(frames)

    def newest(self, tournament: str) -> int | None:
        """The number of the newest frame in the tournament's room, if it remembers any."""
        room = self._rooms.get(tournament)
        return room.newest if room else None

    @property
    def seats(self) -> int:
        """How many sockets are in all rooms."""
        return sum(len(room.seats) for room in self._rooms.values())

    def watched(self) -> list[str]:
        """The tournaments that somebody watches."""
        return list(self._rooms)

    def __contains__(self, tournament: str) -> bool:
        return tournament in self._rooms

    def __len__(self) -> int:
        return len(self._rooms)
