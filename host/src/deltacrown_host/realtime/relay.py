"""The relay: processes tell one another, by Redis, how far tournaments have come.

It makes them fast, and nothing rests on it: what it loses, or cannot tell while Redis is gone, each process finds in
the database (see `following`).
"""

import asyncio
import logging
from collections.abc import Callable

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import RedisError

from deltacrown_host.delivery.patience import Patience

logger = logging.getLogger(__name__)

CHANNEL = "deltacrown:committed"
_TIMEOUT_S = 5.0
_LONGEST_PAUSE_S = 5.0


def redis_at(url: str) -> Redis:
    """A client that says at once where Redis is gone, and tries nothing by itself."""
    return Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=_TIMEOUT_S,
        socket_connect_timeout=_TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
    )


class Relay:
    """Tells and hears.

    heard  called with (tournament, version) for whatever any process has told, this one included
    back   called whenever it begins to hear: what was told before may have been missed
    """

    def __init__(
        self, redis: Redis, heard: Callable[[str, int], None], back: Callable[[], None], patience: Patience
    ) -> None:
        self.connected = False
        self._redis = redis
        self._heard = heard
        self._back = back
        self._patience = patience
        self._untold: dict[str, int] = {}
        self._news = asyncio.Event()

    def tell(self, tournament: str, seq: int) -> None:
        """Tell everyone, soon. Where more happens before it was told, only the newest is."""
        if self.connected:
            self._untold[tournament] = seq
            self._news.set()

    async def run(self) -> None:
        """Until cancelled. Redis gone is a line in the log; it is tried again until it is back."""
        failures = 0
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    self._begin()
                    failures = 0
                    async with asyncio.TaskGroup() as tasks:
                        tasks.create_task(self._listen(channel))
                        tasks.create_task(self._tell())
            except* (RedisError, OSError) as errors:
                self._end(errors, first=not failures)
            # What lies ready is connected to a server that is gone.
            await self._redis.connection_pool.disconnect(inuse_connections=False)
            failures += 1
            # Many wait for it: an attempt every few seconds costs nothing.
            await asyncio.sleep(min(self._patience.pause(failures).total_seconds(), _LONGEST_PAUSE_S))

    def _begin(self) -> None:
        logger.info("Redis answers: processes tell one another of what happens")
        self.connected = True
        self._back()

    def _end(self, errors: BaseExceptionGroup[Exception], *, first: bool) -> None:
        if first:
            logger.warning("Redis does not answer; the database is asked instead: %s", _first_of(errors))
        self.connected = False
        self._untold.clear()

    async def _listen(self, channel: PubSub) -> None:
        asked = False
        while True:
            message = await channel.get_message(timeout=_TIMEOUT_S)
            if message is None:
                if asked:
                    raise NotConnected
                await channel.ping()
            elif message["type"] == "message":
                seq, _, tournament = str(message["data"]).partition(" ")
                # Whoever else uses this Redis may say what they like.
                if seq.isdecimal():
                    self._heard(tournament, int(seq))
            asked = message is None

    async def _tell(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            told, self._untold = self._untold, {}
            for tournament, seq in told.items():
                await self._redis.publish(CHANNEL, f"{seq} {tournament}")


def _first_of(error: BaseException) -> BaseException:
    return _first_of(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error
