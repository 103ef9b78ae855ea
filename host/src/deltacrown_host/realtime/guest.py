"""A guest: whoever is on a socket, what they say, and for how long it is known who they are.

A guest says two things: `{"type": "pong"}`, and `{"type": "auth", "ticket": …}`, which tells who they are, or tells it
again before it is forgotten.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from attrs import define, field
from deltacrown import Malformed, wire

from deltacrown_host.realtime.attendance import Place
from deltacrown_host.realtime.bucket import Bucket
from deltacrown_host.realtime.stream import NOT_ALLOWED, POLICY, TOKEN_EXPIRED, TOO_BIG, Closed

Redeem = Callable[[str], Awaitable[str]]
"""Whose ticket it is. Raises Closed."""


@define
class Guest:
    """One connection's guest.

    user       the account; empty for whoever has not said
    known_s    for how long it is known
    longest    how many bytes a message may have
    """

    place: Place
    redeem: Redeem
    bucket: Bucket
    known_s: float
    longest: int
    clock: Callable[[], float]
    user: str = ""
    _until: float = field(default=0.0, init=False)

    async def enter(self, user: str) -> None:
        """Be this account from now on, for a while. Raises Closed."""
        if self.user and user != self.user:
            raise Closed(NOT_ALLOWED, "this socket is somebody else's", "ticket_invalid")
        await self.place.sign_in(user)
        self.user = user
        self._until = self.clock() + self.known_s

    async def hear(self, text: str) -> str | None:
        """Take a message; answers what to answer. Raises Closed."""
        if len(text.encode()) > self.longest:
            raise Closed(TOO_BIG, f"a message has at most {self.longest} bytes", "payload_too_big")
        if not self.bucket.take():
            raise Closed(POLICY, "too many messages", "message_rate_limit_exceeded")
        ticket = ticket_in(text)
        if ticket is None:
            return None
        await self.enter(await self.redeem(ticket))
        return wire.dumps({"type": "welcome", "user": self.user, "known_s": self.known_s})

    def check(self) -> None:
        """Raise Closed where it is no longer known who they are."""
        if self.user and self.clock() >= self._until:
            raise Closed(TOKEN_EXPIRED, "show a new ticket", "token_expired")


def ticket_in(text: str) -> str | None:
    """The ticket in a message; None where it is a pong. Raises Closed."""
    try:
        message: Any = wire.loads(text)
    except Malformed as error:
        raise _not_understood() from error
    match message:
        case {"type": "pong"} if len(message) == 1:
            return None
        case {"type": "auth", "ticket": str(ticket)} if len(message) == 2 and ticket.isascii():  # noqa: PLR2004 - both are named
            return ticket
    raise _not_understood()


def _not_understood() -> Closed:
    return Closed(POLICY, 'a message is {"type": "pong"} or {"type": "auth", "ticket": "…"}', "schema_invalid")
