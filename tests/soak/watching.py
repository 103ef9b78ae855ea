"""Who hears of tournaments: sockets that linger, dawdle and vanish, and a server of webhooks that is often unwell."""

import asyncio
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread

from attrs import define, field
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.host.receiving import Received, Receiver, receiving
from tests.soak.asking import Book

_PATIENCE_S = 240.0
_LATER = (0.05, 0.5)


@define
class Spectator:
    """One who follows a tournament on a socket, and comes back after every loss."""

    tournament: str
    vanishes: bool
    dawdles: bool
    heard: int = 0
    last: int | None = None
    """The number of the last event, once nothing more happens."""

    @property
    def content(self) -> bool:
        """Whether it has heard everything."""
        return self.last is not None and self.heard >= self.last

    async def follow(self, urls: Sequence[str], key: str, book: Book) -> None:
        """Follow until everything is heard."""
        headers = {"Authorization": f"Bearer {key}"}
        while not self.content:
            address = f"{random.choice(urls).replace('http', 'ws')}/ws/tournament/{self.tournament}"
            book.count("sockets opened")
            try:
                async with connect(f"{address}?after={self.heard}", additional_headers=headers, close_timeout=1) as one:
                    await self._listen(one, book)
            except (OSError, ConnectionClosed, InvalidHandshake, InvalidMessage, TimeoutError, EOFError):
                await asyncio.sleep(random.uniform(*_LATER))

    async def _listen(self, socket: ClientConnection, book: Book) -> None:
        while not self.content:
            try:
                frame = json.loads(await asyncio.wait_for(socket.recv(), 1))
            except TimeoutError:
                continue
            if frame["type"] == "ping":
                await socket.send('{"type":"pong"}')
            if frame["type"] != "event":
                continue
            if frame["seq"] != self.heard + 1:
                book.found(f"{self.tournament}: a socket hears {frame['seq']} after {self.heard}")
            self.heard = frame["seq"]
            book.count("events heard on sockets")
            if self.dawdles and random.random() < 0.2:
                await asyncio.sleep(0.3)
            if self.vanishes and random.random() < 0.05:
                socket.transport.abort()
                return


@define
class Audience:
    """Everybody who listens."""

    urls: Sequence[str]
    key: str
    book: Book
    receiver: Receiver
    _loop: asyncio.AbstractEventLoop = field(factory=asyncio.new_event_loop)
    _following: list[Future[None]] = field(factory=list)
    _arrived: dict[str, list[int]] = field(factory=lambda: defaultdict(list))

    def watch(self, tournament: str) -> list[Spectator]:
        """Three follow the tournament, each in its way."""
        spectators = [Spectator(tournament, way == 1, way == 2) for way in range(3)]
        for one in spectators:
            following = one.follow(self.urls, self.key, self.book)
            self._following.append(asyncio.run_coroutine_threadsafe(following, self._loop))
        return spectators

    def judge(self, spectators: Sequence[Spectator], began: int, version: int) -> None:
        """Wait until all have heard all of it; the webhook, what happened after it began."""
        (tournament,) = {one.tournament for one in spectators}
        for one in spectators:
            one.last = version
        expected, until = [*range(began + 1, version + 1)], time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            if all(one.content for one in spectators) and self._first_times(tournament) == expected:
                return
            time.sleep(0.1)
        heard, arrived = [one.heard for one in spectators], self._first_times(tournament)
        self.book.found(f"{tournament}: of {version} events sockets heard {heard}, webhooks brought {arrived}")

    def answer(self, received: Received) -> int:
        """The webhooks' server is often unwell: then an event comes again."""
        if random.random() < 0.02:
            time.sleep(2.5)
        if random.random() < 0.15:
            return 500
        said = json.loads(received.body)["data"]
        self._arrived[said["tournament"]["id"]].append(said["seq"])
        self.book.count("webhooks taken")
        return 204

    def run(self) -> None:
        """Until it is stopped."""
        self._loop.run_forever()

    def stop(self) -> None:
        """Nobody listens any more."""
        for one in self._following:
            one.cancel()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(1), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _first_times(self, tournament: str) -> list[int]:
        return list(dict.fromkeys(tuple(self._arrived[tournament])))


@contextmanager
def audience(urls: Sequence[str], key: str, book: Book) -> Iterator[Audience]:
    """Everybody who listens, until the context ends."""
    with receiving() as receiver:
        everybody = Audience(urls, key, book, receiver)
        receiver.answer.append(everybody.answer)
        thread = Thread(target=everybody.run, daemon=True)
        thread.start()
        try:
            yield everybody
        finally:
            everybody.stop()
            thread.join()
