"""Events of one room to thousands of sockets: DeltaCrown's, a bare broadcast's, and those of Django Channels.

    uv run python benchmarks/fan_out.py

A message is handed in (to DeltaCrown a result, which is decided and committed first), and every socket gets a frame of
some 300 bytes. Latency is from handing it in until a client has it; processor time is the server's, a delivery, with
everything that it does meanwhile. The turns of DeltaCrown and of the bare broadcast alternate; `burst` hands messages
in as fast as they are taken. The clients share the machine. Peers come from packages, into a folder thrown away.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from attrs import astuple, define, frozen
from audience import Audience, allow_many, opened, send
from environments import installed
from serving import Client, Server, deltacrown, free_port, serving, started

PEERS = ("channels", "daphne", "websockets")
SIZES = (1_000, 2_000)
TURNS = 2
A_SECOND, MESSAGES = 10, 30
MANY, A_SECOND_TO_MANY, MESSAGES_TO_MANY = 5_000, 2, 10
BURST, BURST_OF_CHANNELS = 50, 5
ENTRANTS = 2_048
FRAME = '{"type":"event","text":"%s"}' % ("x" * 260)
SETTINGS = {"connections_an_address": 0, "connections_a_room": 0, "heartbeat_s": 600, "silence_s": 1200}

Say = Callable[[int], object]


@define
class Room:
    """A server, the path of its room, and a new way to say something in it; `said` counts what was."""

    name: str
    server: Server
    path: str
    speaking: Callable[[], Say]
    said: int = 0


@frozen
class Heard:
    """What one turn came to."""

    p50_ms: float
    p99_ms: float
    processor_us: float
    a_second: float


def spoken(room: Room, audience: Audience, messages: int, pause_s: float) -> Heard:
    """Hand so many messages in, with these pauses, and hear them."""
    at: list[float] = []

    say = room.speaking()

    def speak() -> None:
        for number in range(messages):
            time.sleep(max(0.0, begun + number * pause_s - time.perf_counter()))
            at.append(time.perf_counter())
            say(room.said + number)

    used, begun = room.server.processor_s, time.perf_counter()
    speaker = Thread(target=speak)
    speaker.start()
    took = sorted(audience.hear(messages, at.__getitem__))
    ended = time.perf_counter()
    speaker.join()
    room.said += messages
    used_us = (room.server.processor_s - used) / len(took) * 1e6
    return Heard(took[len(took) // 2] * 1e3, took[len(took) * 99 // 100] * 1e3, used_us, len(took) / (ended - begun))


def middle(turns: Sequence[Heard]) -> Heard:
    """The median of each figure."""
    return Heard(*(median(figures) for figures in zip(*map(astuple, turns), strict=True)))


@contextmanager
def own() -> Iterator[Room]:
    """DeltaCrown, with a tournament of which results are reported."""
    with TemporaryDirectory() as folder, deltacrown(f"sqlite:///{folder}/host.db", **SETTINGS) as host:
        wait = asyncio.new_event_loop().run_until_complete

        def speaking() -> Say:
            client = wait(Client.of(host.port, host.key))
            return lambda number: wait(
                client.ask("PUT", f"{cup}/matches/ko/R1-{number + 1}/result", {"points": [1, 0]})
            )

        cup, version = wait(_cup(host))
        yield Room("DeltaCrown", host, f"/ws/tournament/{cup.rsplit('/', 1)[1]}?after={version}", speaking)


@contextmanager
def bare(python: str) -> Iterator[Room]:
    """The bare broadcast."""
    with serving([python, _script("bare_websockets.py"), str(port := free_port())], {}, port) as server:

        def speaking() -> Say:
            mouth = opened(port, "/say")
            return lambda _: send(mouth, FRAME)

        yield Room("bare websockets", server, "/room", speaking)


@contextmanager
def channels(python: str) -> Iterator[Room]:
    """Django Channels with daphne."""
    with serving([python, _script("channels_daphne.py"), str(port := free_port())], {}, port) as server:
        wait = asyncio.new_event_loop().run_until_complete

        def speaking() -> Say:
            client = wait(Client.of(port))
            return lambda _: wait(client.ask("POST", "/say", FRAME))

        yield Room("Channels, daphne", server, "/room", speaking)


async def _cup(host: Server) -> tuple[str, int]:
    """The path of a tournament that has started, and its version."""
    client = await Client.of(host.port, host.key)
    path = await started(client, ENTRANTS)
    return path, (await client.call("GET", path))["version"]


def _script(name: str) -> str:
    return str(Path(__file__).parent / "peers" / name)


def line(size: int, a_second: str, room: Room, heard: Heard, memory: float | None) -> None:
    """Print a line of the table."""
    kept = "" if memory is None else f"{memory:10.1f}"
    figures = f"{heard.p50_ms:9.1f} {heard.p99_ms:9.1f} {heard.processor_us:13.1f} {heard.a_second:13,.0f} {kept}"
    print(f"{size:>6} {a_second:>7} {room.name:17} {figures}", flush=True)


def seated(room: Room, size: int) -> tuple[Audience, float]:
    """So many sockets in the room, and the memory that each takes of the server, in kB."""
    before = room.server.memory_kb
    audience = Audience.of(room.server.port, room.path, size)
    if room.path != "/room":
        # The path of DeltaCrown's names what they have already: they are sent what was said since.
        audience.hear(room.said, lambda _: 0.0)
    return audience, (room.server.memory_kb - before) / size


def compared(rooms: Sequence[Room], size: int) -> None:
    """Paced and in a burst, in turns."""
    audiences, memory = zip(*(seated(room, size) for room in rooms), strict=True)
    for pause_s, messages, named in ((1 / A_SECOND, MESSAGES, str(A_SECOND)), (0.0, BURST, "burst")):
        turns: dict[str, list[Heard]] = {room.name: [] for room in rooms}
        for _ in range(TURNS):
            for room, audience in zip(rooms, audiences, strict=True):
                turns[room.name].append(spoken(room, audience, messages, pause_s))
        for room, each in zip(rooms, memory, strict=True):
            line(size, named, room, middle(turns[room.name]), each)
    for audience in audiences:
        audience.close()


def crowded(room: Room) -> None:
    """Very many sockets, seldom spoken to."""
    audience, memory = seated(room, MANY)
    turns = [spoken(room, audience, MESSAGES_TO_MANY, 1 / A_SECOND_TO_MANY) for _ in range(TURNS)]
    line(MANY, str(A_SECOND_TO_MANY), room, middle(turns), memory)
    audience.close()


def main() -> None:
    """Print the table."""
    allow_many()
    head = f"{'p50 ms':>9} {'p99 ms':>9} {'processor us':>13} {'deliveries/s':>13} {'kB a socket':>11}"
    print(f"{'size':>6} {'msg/s':>7} {'':17} {head}")
    with TemporaryDirectory() as folder, own() as room:
        python = installed(folder, PEERS)
        if python:
            for size in SIZES:
                with bare(python) as least:
                    compared([room, least], size)
                with channels(python) as other:
                    audience, memory = seated(other, size)
                    line(size, "burst", other, spoken(other, audience, BURST_OF_CHANNELS, 0.0), memory)
                    audience.close()
        crowded(room)
        print(f"\nstarted, and answering, after {room.server.start_s:.1f} s")


if __name__ == "__main__":
    main()
