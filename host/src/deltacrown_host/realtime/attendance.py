"""Attendance: how many connections somebody has, an address has, and a room holds.

Counted in this process always, and with Redis in all of them: there each connection is a member of a sorted set, which
counts for as long as its process says so. One that crashes says nothing, and its connections are forgotten. Where Redis
is gone each process counts its own.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import uuid4

from attrs import define, field, frozen
from litestar.connection import ASGIConnection
from redis.asyncio import Redis
from redis.exceptions import RedisError

from deltacrown_host.analytics.audience import Audience
from deltacrown_host.delivery.looping import Loop
from deltacrown_host.delivery.patience import Patience
from deltacrown_host.realtime.stream import POLICY, Closed

# By the clock of Redis, so that processes need not agree on the time. A limit of 0 is none.
_JOIN = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, lasts = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if limit > 0 and redis.call('ZCARD', KEYS[1]) >= limit then return 0 end
for place = 3, #ARGV do redis.call('ZADD', KEYS[1], now + lasts, ARGV[place]) end
redis.call('PEXPIRE', KEYS[1], lasts)
return 1
"""
_MEMBERS_AT_ONCE = 1000
_RENEWALS_A_LIFE = 3
_NEVER_S = 86_400.0


@frozen
class Limits:
    """How many connections at once; 0 for no limit."""

    user: int
    address: int
    room: int


class Shared:
    """The counts of all processes, in Redis."""

    def __init__(self, redis: Redis, answers: Callable[[], bool], lasts_s: float) -> None:
        self.lasts_s = lasts_s
        self._redis = redis
        self._answers = answers
        self._script = redis.register_script(_JOIN)

    async def join(self, name: str, limit: int, members: Iterable[str]) -> bool:
        """Count these; answers whether they are within the limit, which nobody knows where Redis is gone."""
        if not self._answers():
            return True
        with suppress(RedisError, OSError):
            lasts_ms = int(self.lasts_s * 1000)
            return bool(await self._script(keys=[_key(name)], args=[limit, lasts_ms, *members]))
        return True

    async def leave(self, name: str, member: str) -> None:
        """Count it no longer. Where Redis is gone it forgets by itself."""
        if self._answers():
            with suppress(RedisError, OSError):
                await self._redis.zrem(_key(name), member)


class Attendance:
    """Who is connected. `shared` is set where there are several processes, `audience` where who came is counted."""

    def __init__(self, limits: Limits, patience: Patience) -> None:
        self.shared: Shared | None = None
        self.audience: Audience | None = None
        self._limits = limits
        self._here: defaultdict[str, set[str]] = defaultdict(set)
        self._leaving: set[asyncio.Task[None]] = set()
        self._renewing = Loop("keeping connections counted", self._renew, patience)

    @asynccontextmanager
    async def place(self, address: str, room: str) -> AsyncIterator["Place"]:
        """A place in the room for a connection from that address. Raises Closed where there is none."""
        place = Place(self)
        try:
            await place.join(f"address:{address}", self._limits.address, "connection_limit_exceeded")
            await place.join(f"room:{room}", self._limits.room, "room_full")
            if self.audience:
                self.audience.came(room.partition("/")[0], address, len(self._here[f"room:{room}"]))
            yield place
        finally:
            for name in place.names:
                self._leave(name, place.id)

    async def run(self) -> None:
        """Keep connections counted, until cancelled."""
        await self._renewing.run()

    def user_limit(self) -> int:
        """How many connections a user may have."""
        return self._limits.user

    async def join(self, name: str, limit: int, member: str) -> bool:
        """Count it; answers whether it is within the limit."""
        if limit and len(self._here[name]) >= limit:
            return False
        # Before anything is waited for, so that nobody takes the same place meanwhile.
        self._here[name].add(member)
        if self.shared and not await self.shared.join(name, limit, [member]):
            self._forget(name, member)
            return False
        return True

    def _leave(self, name: str, member: str) -> None:
        self._forget(name, member)
        if self.shared:
            # Not waited for: whoever leaves may be cancelled at any moment.
            task = asyncio.create_task(self.shared.leave(name, member))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)

    def _forget(self, name: str, member: str) -> None:
        self._here[name].discard(member)
        if not self._here[name]:
            del self._here[name]

    async def _renew(self) -> float:
        if self.shared is None:
            return _NEVER_S
        for name in list(self._here):
            members = list(self._here.get(name, ()))
            for first in range(0, len(members), _MEMBERS_AT_ONCE):
                await self.shared.join(name, 0, members[first : first + _MEMBERS_AT_ONCE])
        return self.shared.lasts_s / _RENEWALS_A_LIFE


@define
class Place:
    """What one connection counts for."""

    _attendance: Attendance
    id: str = field(factory=lambda: uuid4().hex)
    names: list[str] = field(factory=list)

    async def join(self, name: str, limit: int, error: str) -> None:
        """Count for that too. Raises Closed where there are enough already."""
        if name in self.names:
            return
        if not await self._attendance.join(name, limit, self.id):
            kind = name.partition(":")[0]
            raise Closed(POLICY, f"there are {limit} connections of this {kind} already", error)
        self.names.append(name)

    async def sign_in(self, user: str) -> None:
        """Count for a user too. Raises Closed."""
        await self.join(f"user:{user}", self._attendance.user_limit(), "connection_limit_exceeded")


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Where the connection comes from, as far as the server or a proxy that it trusts knows."""
    return connection.client.host if connection.client else ""


def _key(name: str) -> str:
    return f"deltacrown:connections:{name}"
