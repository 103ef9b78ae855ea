"""Following: what other processes have written reaches the rooms of this one.

A process knows of its own commits at once. Of others' it hears from the relay, fast, and from the database, which it
asks again and again, surely. Both only say how far a tournament has come; the frames that its room misses are read
from the journal, once for everyone in it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from deltacrown import Entry
from sqlalchemy import Connection, select

from deltacrown_host.delivery.looping import Loop
from deltacrown_host.delivery.patience import Pace
from deltacrown_host.realtime.rooms import Frame, Rooms
from deltacrown_host.tournaments.tables import tournaments

Replay: TypeAlias = Callable[[str, int], Awaitable[Sequence[Frame]]]
"""The next frames of a tournament after a number, from the journal; empty at its end."""
Versions: TypeAlias = Callable[[Collection[str]], Awaitable[Mapping[str, int]]]
"""How far these tournaments have come."""


def versions_of(connection: Connection, watched: Collection[str]) -> dict[str, int]:
    """How far these tournaments have come, in one query."""
    wanted = select(tournaments.c.id, tournaments.c.version).where(tournaments.c.id.in_(watched))
    return {row.id: row.version for row in connection.execute(wanted)}


class Following:
    """Keeps the rooms at what the journals hold."""

    def __init__(self, rooms: Rooms, replay: Replay, versions: Versions, pace: Pace) -> None:
        self._rooms = rooms
        self.replay = replay
        self._versions = versions
        self._poll_s = pace.poll_s
        self._wanted: dict[str, int] = {}
        self._catching_up = Loop("catching up with other processes", self._catch_up, pace.patience)
        self._asking = Loop("asking for what other processes wrote", self._ask, pace.patience)

    def committed(self, tournament: str, entries: Sequence[Entry]) -> None:
        """Take what this process has written."""
        newest = self._rooms.newest(tournament)
        if newest is not None and entries[0].seq > newest + 1:
            # Another process wrote between, and the room has not been told yet: all of it is read, in order.
            self.heard(tournament, entries[-1].seq)
        else:
            self._rooms.publish(tournament, entries)

    def heard(self, tournament: str, seq: int) -> None:
        """Take note that the tournament has come as far as `seq`."""
        if tournament in self._rooms and seq > (self._rooms.newest(tournament) or 0):
            self._wanted[tournament] = max(seq, self._wanted.get(tournament, 0))
            self._catching_up.wake()

    def ask(self) -> None:
        """Ask the database now: something may have been missed."""
        self._asking.wake()

    async def run(self, *, asking: bool) -> None:
        """Until cancelled; `asking` is for where other processes write to the same database."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._catching_up.run())
            if asking:
                tasks.create_task(self._asking.run())

    async def _ask(self) -> float:
        if watched := self._rooms.watched():
            for tournament, version in (await self._versions(watched)).items():
                self.heard(tournament, version)
        return self._poll_s

    async def _catch_up(self) -> float:
        wanted, self._wanted = self._wanted, {}
        async with asyncio.TaskGroup() as tasks:
            for tournament, seq in wanted.items():
                tasks.create_task(self._catch_up_with(tournament, seq))
        return self._poll_s

    async def _catch_up_with(self, tournament: str, seq: int) -> None:
        newest = self._rooms.newest(tournament)
        # Whoever is in a room that remembers nothing has read the journal, and reads it again after a gap.
        reached = seq - 1 if newest is None else newest
        while reached < seq and (frames := await self.replay(tournament, reached)):
            self._rooms.add(tournament, frames)
            reached = frames[-1].seq
