"""The doors to feeds: `/ws/team/<id>?after=<seq>` for its members, `/ws/me?after=<seq>` for oneself.

Nobody is told anything before it is known who they are: a program shows a token, a page its session, or a ticket in its
first message.
"""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

from attrs import define
from deltacrown import Refused, wire
from litestar import Request, Router, post, websocket
from litestar.params import FromPath
from litestar.status_codes import HTTP_201_CREATED

from deltacrown_host.access.needs import SIGNED_IN, caller_of
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.feeds.saying import account_feed, heads_of, team_feed
from deltacrown_host.realtime import tickets
from deltacrown_host.realtime.attendance import address_of
from deltacrown_host.realtime.doors import Sock, TextSocket, guest_of, let_in, pace_of
from deltacrown_host.realtime.guest import Guest
from deltacrown_host.realtime.rooms import Frame
from deltacrown_host.realtime.stream import AHEAD, NOT_ALLOWED, UNKNOWN, Closed, Stream
from deltacrown_host.realtime.watched import read_after
from deltacrown_host.realtime.watching import Ticket
from deltacrown_host.teams import joining, records
from deltacrown_host.teams.bodies import Place

Asked = Request[Any, Any, Any]
OWN = "account"
"""What a ticket is for that opens the feed of whoever asked for it."""


@websocket("/ws/team/{team:str}")
async def team_room(socket: Sock, team: FromPath[str], host: HostDependency) -> None:
    """What happens to a team, for its members: every event after `after`, then each as it happens."""
    await let_in(socket, host, partial(_stream, socket, host, team))


@websocket("/ws/me")
async def own_room(socket: Sock, host: HostDependency) -> None:
    """What concerns oneself: invitations, one's registrations and payments, and payments that one looks after."""
    await let_in(socket, host, partial(_stream, socket, host, ""))


@post("/teams/{team:str}/ticket", opt=SIGNED_IN, status_code=HTTP_201_CREATED, summary="Ask for a team's ticket")
async def team_ticket(team: FromPath[str], request: Asked, host: HostDependency) -> Ticket:
    """A ticket with which a page says on the team's socket who it is: `{"type": "auth", "ticket": "…"}`."""
    found = await host.database.query(records.known, team)
    joining.only(found, caller_of(request).user, *Place)
    return await _ticket(request, host, team_feed(team))


@post("/me/ticket", opt=SIGNED_IN, status_code=HTTP_201_CREATED, summary="Ask for a ticket of one's own")
async def own_ticket(request: Asked, host: HostDependency) -> Ticket:
    """The same for the socket of what concerns oneself."""
    return await _ticket(request, host, OWN)


async def _ticket(request: Asked, host: Host, room: str) -> Ticket:
    lasts = timedelta(seconds=host.settings.ticket_s)
    user = caller_of(request).user
    made = await host.database.transaction(tickets.issue, user, room, host.clock(), lasts)
    return Ticket(made, host.settings.ticket_s)


async def _stream(socket: Sock, host: Host, team: str) -> None:
    after = read_after(socket.query_params.get("after", "0"))
    room, text_socket = team_feed(team) if team else OWN, TextSocket(socket, straight=False)
    async with host.attendance.place(address_of(socket), room) as place:
        guest = guest_of(host, place, room)
        await _know(socket, text_socket, guest, host)
        feed, member = room if team else account_feed(guest.user), _Member(team, guest.user)
        with host.rooms.seat(feed, member.wants) as seat:
            # Looked up before: whoever is put out in between is put out by what comes after it.
            member.since = (await host.database.query(heads_of, [feed])).get(feed, 0)
            await _admit(host, team, guest.user)
            if after > member.since:
                raise Closed(AHEAD, "after is ahead of everything that has happened: load it again")
            await Stream(text_socket, seat, partial(host.replay, feed), pace_of(host), guest).run(after)


async def _know(socket: Sock, text_socket: TextSocket, guest: Guest, host: Host) -> None:
    """Find out who it is. Raises Closed."""
    caller = caller_of(socket)
    if caller.signed_in:
        await guest.enter(caller.user)
        return
    try:
        async with asyncio.timeout(host.settings.send_timeout_s):
            welcome = await guest.hear(await text_socket.receive())
    except TimeoutError:
        welcome = None
    if welcome is None:
        raise Closed(NOT_ALLOWED, "say first who you are, with a ticket", "ticket_invalid")
    await text_socket.send(welcome)


async def _admit(host: Host, team: str, user: str) -> None:
    """Let in whoever is in the team. Raises Closed."""
    if not team:
        return
    try:
        found = await host.database.query(records.known, team)
    except Refused as refusal:
        raise Closed(UNKNOWN, "no such team") from refusal
    if found.place_of(user) is None:
        raise Closed(NOT_ALLOWED, "only its members hear of a team")


@define
class _Member:
    """Somebody who listens to a team, or to themselves; `since` is the number of the event when they came."""

    team: str
    user: str
    since: int = 0
    gone: bool = False

    def wants(self, frame: Frame) -> bool:
        """Everything, until they leave. Raises Closed for whatever comes after that."""
        if self.gone:
            raise Closed(NOT_ALLOWED, "only its members hear of a team")
        if self.team and frame.seq > self.since:
            event = wire.loads(frame.text)["event"]
            leaving = event["type"] == "member_removed" and event["account"] == self.user
            self.gone = leaving or event["type"] == "team_disbanded"
        return True


router = Router("/api", route_handlers=[team_ticket, own_ticket], tags=["Watching"])
