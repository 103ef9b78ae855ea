"""The stream of one socket, with a socket and a clock of our own."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from itertools import cycle
from typing import Any

import pytest
from deltacrown_host.realtime.rooms import Frame, Put, Room, Rooms
from deltacrown_host.realtime.straight import text_frame
from deltacrown_host.realtime.stream import HEARTBEAT_MISSED, PING, POLICY, Closed, Gone, Pace, Stream
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.client import ClientProtocol
from websockets.frames import Frame as WebSocketFrame
from websockets.frames import Opcode
from websockets.protocol import State
from websockets.uri import parse_uri


class Fake:
    """A socket that keeps what it is sent, and blocks from the number `blocks_at` on."""

    put: Put | None = None

    def __init__(self, blocks_at: int = 1000) -> None:
        self.sent: list[str] = []
        self.arrived: asyncio.Queue[str] = asyncio.Queue()
        self.leave = asyncio.Event()
        self._blocks_at = blocks_at

    async def send(self, text: str) -> None:
        if len(self.sent) >= self._blocks_at:
            await asyncio.Event().wait()
        self.sent.append(text)
        self.arrived.put_nowait(text)
        if text == "last":
            self.leave.set()

    async def receive(self) -> str:
        await self.leave.wait()
        raise Gone


class Anyone:
    """A guest who may say anything, and stays."""

    async def hear(self, text: str) -> None:
        """Whatever it is."""

    def check(self) -> None:
        """They may."""


ANYONE = Anyone()
PACE = Pace(60, 120, 0.01, lambda: 0.0)


def frames(first: int, last: int) -> list[Frame]:
    return [Frame(seq, str(seq)) for seq in range(first, last + 1)]


def run(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scene())


def journal(count: int, page: int = 2) -> Callable[[int], Coroutine[Any, Any, Sequence[Frame]]]:
    async def replay(after: int) -> Sequence[Frame]:
        return frames(after + 1, min(count, after + page))

    return replay


def test_a_slow_consumer_is_closed() -> None:
    """Who takes no frame for too long is closed with 4008; meanwhile nothing piles up for it."""

    async def scene() -> None:
        socket = Fake(blocks_at=3)
        with Rooms(4).seat("cup") as seat, pytest.raises(Closed) as closed:
            await Stream(socket, seat, journal(10), PACE, ANYONE).run(0)
        assert closed.value.code == POLICY
        assert socket.sent == ["1", "2", "3"]

    run(scene)


def test_what_comes_while_the_journal_is_read_comes_once() -> None:
    """Events that are committed during the replay are in the journal and in the room; they are sent once."""

    async def scene() -> None:
        socket = Fake()
        with Rooms(100).seat("cup") as seat:

            async def replay(after: int) -> Sequence[Frame]:
                if after == 2:
                    seat.room.publish([*frames(2, 4), Frame(5, "last")])
                return frames(after + 1, min(4, after + 2))

            with pytest.raises(Gone):
                await Stream(socket, seat, replay, PACE, ANYONE).run(0)
        assert socket.sent == ["1", "2", "3", "4", "last"]

    run(scene)


def test_the_heart_beats_in_a_busy_room_too() -> None:
    """Who answers no ping is closed with 4004, though there was news all the time."""

    async def scene() -> None:
        socket, now = Fake(), [0.0]
        with Rooms(100).seat("cup") as seat:
            stream = Stream(socket, seat, journal(0), Pace(25, 50, 1, lambda: now[0]), ANYONE)
            running = asyncio.create_task(stream.run(0))
            for seq in range(1, 5):
                now[0] += 12.5
                seat.room.publish(frames(seq, seq))
                while await socket.arrived.get() != str(seq):
                    """A ping may come before it."""
            with pytest.raises(Closed) as closed:
                await running
        assert closed.value.code == HEARTBEAT_MISSED
        assert socket.sent == ["1", "2", PING, "3", "4"]

    run(scene)


def test_a_stream_that_ends_leaves_no_task_behind() -> None:
    """Whoever goes takes everything along."""

    async def scene() -> None:
        socket = Fake()
        socket.leave.set()
        with Rooms(4).seat("cup") as seat, pytest.raises(Gone):
            await Stream(socket, seat, journal(0), PACE, ANYONE).run(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run(scene)


def test_a_room_with_a_gap_sends_its_guests_to_the_journal() -> None:
    """A room never pretends to reach further back than it does."""
    room = Room("cup", 10)
    assert room.after(7) == ()
    room.publish(frames(5, 6))
    assert [frame.seq for frame in room.after(4) or ()] == [5, 6]
    assert room.after(3) is None
    assert room.after(6) == []
    assert room.after(60) == []
    room.publish(frames(9, 9))
    assert room.after(6) is None
    assert [frame.seq for frame in room.after(8) or ()] == [9]
    room.publish(frames(8, 9))
    assert [frame.seq for frame in room.after(8) or ()] == [9]


def test_a_room_remembers_so_many_frames_and_no_more() -> None:
    """Memory is bounded by the room, not by its guests."""
    room = Room("cup", 3)
    room.publish(frames(1, 10))
    assert room.after(6) is None
    assert [frame.seq for frame in room.after(7) or ()] == [8, 9, 10]


class Straight(Fake):
    """A socket that can be handed frames on the spot, as often as `free` says so."""

    def __init__(self, free: Iterator[bool]) -> None:
        super().__init__()
        self.at_once = 0
        self.put = self._put
        self._free = free

    def _put(self, frame: Frame) -> bool:
        if not next(self._free):
            return False
        self.at_once += 1
        self.sent.append(frame.text)
        if frame.text == "last":
            self.leave.set()
        return True


@given(
    st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12),
    st.lists(st.booleans(), min_size=1, max_size=5).filter(any),
    st.integers(0, 4),
)
@settings(max_examples=60)
def test_frames_come_once_and_in_order_whichever_way_they_go(
    said: list[tuple[int, bool]], free: list[bool], after: int
) -> None:
    """On the spot, by the socket's own task, or from the journal after a gap: everything wanted, once, in order."""

    async def scene() -> None:
        socket, reached = Straight(cycle(free)), 4
        with Rooms(3).seat("cup", lambda frame: frame.text == "last" or frame.seq % 5 != 0) as seat:

            async def replay(since: int) -> Sequence[Frame]:
                return frames(since + 1, min(reached, since + 2))

            streaming = asyncio.create_task(Stream(socket, seat, replay, PACE, ANYONE).run(after))
            for count, lost in said:
                await asyncio.sleep(0)
                reached += count
                if not lost:
                    # Some of them may have come before.
                    seat.room.publish(frames(max(1, reached - count), reached))
            for _ in range(20):
                await asyncio.sleep(0)
            seat.room.publish([*frames(reached, reached), Frame(reached + 1, "last")])
            with pytest.raises(Gone):
                await asyncio.wait_for(streaming, 5)
        wanted = [str(seq) for seq in range(after + 1, reached + 1) if seq % 5]
        assert socket.sent == [*wanted, "last"]

    run(scene)


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 70_000])
def test_a_frame_made_once_is_what_the_protocol_makes(length: int) -> None:
    """Whatever its length, the other side reads the text that went in."""
    text = "é" * (length // 2) + "x" * (length % 2)
    client = ClientProtocol(parse_uri("ws://host/"), state=State.OPEN)
    client.receive_data(text_frame(text))
    (event,) = client.events_received()
    assert isinstance(event, WebSocketFrame)
    assert (event.opcode, event.fin, bytes(event.data).decode()) == (Opcode.TEXT, True, text)


def test_a_seat_that_has_everything_is_handed_news_on_the_spot() -> None:
    """No task of its own is woken for it, and nothing is handed over while its task is at work."""

    async def scene() -> None:
        socket = Straight(cycle([True]))
        with Rooms(9).seat("cup") as seat:
            streaming = asyncio.create_task(Stream(socket, seat, journal(2), PACE, ANYONE).run(0))
            assert not seat.take(frames(1, 1))
            for _ in range(20):
                await asyncio.sleep(0)
            seat.room.publish(frames(3, 5))
            assert (socket.sent, socket.at_once, seat.news.is_set()) == (["1", "2", "3", "4", "5"], 3, False)
            seat.room.publish([Frame(6, "last")])
            with pytest.raises(Gone):
                await streaming

    run(scene)
