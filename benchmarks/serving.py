"""Servers in processes of their own, and as little of a client as will do, since it shares the machine with them."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen

DELTACROWN = (sys.executable, "-c", "import sys; sys.argv[0] = 'deltacrown'; from deltacrown.cli import main; main()")
LONGEST_START_S = 60.0


class Client:
    """One connection that is kept open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, key: str) -> None:
        self._reader, self._writer = reader, writer
        self._head = f"host: x\r\nauthorization: Bearer {key}\r\n" if key else "host: x\r\n"

    @classmethod
    async def of(cls, port: int, key: str = "") -> "Client":
        """A new connection."""
        return cls(*await asyncio.open_connection("127.0.0.1", port), key)

    async def ask(self, method: str, path: str, body: object = None) -> bytes:
        """The body of the answer; a refusal ends the benchmark."""
        content = b"" if body is None else json.dumps(body).encode()
        said = f"content-type: application/json\r\ncontent-length: {len(content)}\r\n" if content else ""
        self._writer.write(f"{method} {path} HTTP/1.1\r\n{self._head}{said}\r\n".encode() + content)
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
        answer = await self._reader.readexactly(length)
        assert lines[0].split()[1] in {"200", "201"}, (lines[0], answer)
        return answer

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """The answer, read."""
        return json.loads(await self.ask(method, path, body))

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


@frozen
class Server:
    """A server that answers: its process, its port, how long it took to start, and a key to it."""

    pid: int
    port: int
    start_s: float
    key: str = ""

    @property
    def processor_s(self) -> float:
        """The processor time that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory_kb(self) -> int:
        """The memory that is its own."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], variables: Mapping[str, str], port: int, key: str = "") -> Iterator[Server]:
    """The server that this command starts, until the context ends."""
    with TemporaryDirectory() as folder, Path(folder, "log").open("w+", encoding="utf-8") as log:
        began = time.perf_counter()
        with subprocess.Popen(command, env={**os.environ, **variables}, stdout=log, stderr=log) as process:
            try:
                _wait_for(process, port, Path(folder, "log"))
                yield Server(process.pid, port, time.perf_counter() - began, key)
            finally:
                process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.perf_counter() + LONGEST_START_S
    while process.poll() is None and time.perf_counter() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(log.read_text(encoding="utf-8"))


@contextmanager
def deltacrown(database_url: str, **settings: object) -> Iterator[Server]:
    """A host on this database, which is empty, and an organizer's key to it."""
    with TemporaryDirectory() as folder:
        named = {"database_url": database_url, "files": f"{folder}/files", "mail_folder": f"{folder}/mail", **settings}
        variables = {f"DELTACROWN_{name.upper()}": str(value) for name, value in named.items()}
        made = [*DELTACROWN, "account", "create", "ann@example.org", "--role", "organizer", "--key"]
        subprocess.run([*DELTACROWN, "migrate"], env={**os.environ, **variables}, check=True, capture_output=True)
        done = subprocess.run(made, env={**os.environ, **variables}, check=True, capture_output=True, text=True)
        port = free_port()
        with serving([*DELTACROWN, "serve", "--port", str(port)], variables, port, done.stdout.strip()) as host:
            yield host


async def started(client: Client, entrants: int) -> str:
    """The path of a tournament of DeltaCrown's that has started, a single elimination."""
    stages = [{"key": "ko", "format": "single_elimination"}]
    made = await client.call("POST", "/api/tournaments", {"name": "Cup", "stages": stages})
    path = f"/api/tournaments/{made['tournament']}"
    await client.call("POST", f"{path}/open-registration")
    for number in range(entrants):
        await client.call("POST", f"{path}/entrants", {"entrant": f"t{number}"})
    await client.call("POST", f"{path}/start")
    return path
