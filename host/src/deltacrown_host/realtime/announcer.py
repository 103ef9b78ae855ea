"""From the threads that write to whoever is to hear of it."""

import asyncio
from collections.abc import Callable, Sequence

from attrs import define
from deltacrown import Entry

from deltacrown_host.realtime.following import Following
from deltacrown_host.realtime.relay import Relay


@define
class Announcer:
    """Carries what was committed from the writer's thread to the event loop, in the order of the commits."""

    following: Following
    wakes: Sequence[Callable[[], None]]
    relay: Relay | None = None
    loop: asyncio.AbstractEventLoop | None = None

    def told(self, tournament: str, entries: Sequence[Entry]) -> None:
        """Called on the writer's thread."""
        if self.loop:
            self.loop.call_soon_threadsafe(self._announce, tournament, entries)

    def _announce(self, tournament: str, entries: Sequence[Entry]) -> None:
        self.following.committed(tournament, entries)
        self._wake()
        if self.relay:
            self.relay.tell(tournament, entries[-1].seq)

    def said(self, feed: str, seq: int) -> None:
        """Called on the thread that has written to a feed."""
        if self.loop:
            self.loop.call_soon_threadsafe(self._spread, feed, seq)

    def _spread(self, feed: str, seq: int) -> None:
        self.following.heard(feed, seq)
        if self.relay:
            self.relay.tell(feed, seq)

    def heard(self, tournament: str, seq: int) -> None:
        """Called where some process has written up to `seq`."""
        self.following.heard(tournament, seq)
        self._wake()

    def _wake(self) -> None:
        for wake in self.wakes:
            wake()
