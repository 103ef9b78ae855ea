"""The doors to the rooms: `/ws/tournament/<id>?after=<seq>`, and one for each match."""

from functools import partial

from litestar import websocket
from litestar.params import FromPath

from deltacrown_host.access.needs import caller_of
from deltacrown_host.bootstrap import Host, HostDependency
from deltacrown_host.realtime.attendance import address_of
from deltacrown_host.realtime.doors import Sock, TextSocket, guest_of, let_in, pace_of
from deltacrown_host.realtime.stream import Stream
from deltacrown_host.realtime.watched import Watched, read_after


@websocket("/ws/tournament/{tournament:str}")
async def room(socket: Sock, tournament: FromPath[str], host: HostDependency) -> None:
    """Every event after `after` from the journal, then every event as it happens, in order, none missed or doubled."""
    await let_in(socket, host, partial(_stream, socket, Watched(tournament), host))


@websocket("/ws/tournament/{tournament:str}/match/{stage:str}/{match:str}")
async def match_room(
    socket: Sock, tournament: FromPath[str], stage: FromPath[str], match: FromPath[str], host: HostDependency
) -> None:
    """The same, without events that are about other matches only."""
    await let_in(socket, host, partial(_stream, socket, Watched(tournament, (stage, match)), host))


async def _stream(socket: Sock, watched: Watched, host: Host) -> None:
    after = read_after(socket.query_params.get("after", "0"))
    async with host.attendance.place(address_of(socket), watched.room) as place:
        guest = guest_of(host, place, watched.tournament)
        caller = caller_of(socket)
        if caller.signed_in:
            await guest.enter(caller.user)
        with host.rooms.seat(watched.tournament, watched.wants) as seat:
            await watched.admit(host.desk, after)
            replay = partial(host.replay, watched.tournament)
            await Stream(TextSocket(socket), seat, replay, pace_of(host), guest).run(after)
