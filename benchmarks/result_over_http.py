"""A result through HTTP on SQLite: how many a second, and how long one takes, with 1, 8 and 32 clients at once.

A real server in a process of its own, the results of the first round of a single elimination of 1,024 entrants. The
processor time of the server a result is steadier than the rate where the machine has other things to do.

    uv run python benchmarks/result_over_http.py
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ENTRANTS = 1024
PROGRAM = "import sys; sys.argv[0] = 'deltacrown'; from deltacrown.cli import main; main()"


class Client:
    """One connection that is kept open; as little of a client as will do, since it shares the machine."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def of(cls, port: int) -> "Client":
        """A new connection."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """The answer; a refusal ends the benchmark."""
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(content)}\r\n\r\n"
        self._writer.write(head.encode() + content)
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
        answer = json.loads(await self._reader.readexactly(length))
        assert lines[0].split()[1] in {"200", "201"}, answer
        return answer


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """The process id and the port of a host on an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DELTACROWN_DATABASE_URL": f"sqlite:///{folder}/host.db"}
        command = [sys.executable, "-c", PROGRAM, "serve", "--port", "0"]
        log = Path(folder, "log")
        with log.open("w") as file, subprocess.Popen(command, env=environment, stderr=file) as host:
            try:
                yield host.pid, _port(log)
            finally:
                host.terminate()


def _port(log: Path) -> int:
    while True:
        for line in log.read_text().splitlines():
            if "serving on http" in line:
                return int(line.split("127.0.0.1:")[1].split('"')[0])
        time.sleep(0.05)


def processor_s(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def started(client: Client) -> str:
    """The path of a tournament that has started."""
    stages = [{"key": "ko", "format": "single_elimination"}]
    made = await client.call("POST", "/api/tournaments", {"name": "Cup", "stages": stages})
    path = f"/api/tournaments/{made['tournament']}"
    await client.call("POST", f"{path}/open-registration")
    for number in range(ENTRANTS):
        await client.call("POST", f"{path}/entrants", {"entrant": f"t{number}"})
    await client.call("POST", f"{path}/start")
    return path


async def measure(pid: int, port: int, clients: int) -> str:
    """One line of the table."""
    path = await started(await Client.of(port))
    results = [f"{path}/matches/ko/R1-{number}/result" for number in range(1, ENTRANTS // 2 + 1)]
    took_s: list[float] = []

    async def report(first: int) -> None:
        client = await Client.of(port)
        for result in results[first::clients]:
            before = time.perf_counter()
            await client.call("PUT", result, {"points": [1, 0]})
            took_s.append(time.perf_counter() - before)

    began, used = time.perf_counter(), processor_s(pid)
    await asyncio.gather(*(report(first) for first in range(clients)))
    rate = len(results) / (time.perf_counter() - began)
    used_ms = (processor_s(pid) - used) / len(results) * 1000
    took_s.sort()
    median, worst = took_s[len(took_s) // 2] * 1000, took_s[len(took_s) * 99 // 100] * 1000
    return f"{clients:>7} {rate:>10.0f} {median:>10.1f} {worst:>10.1f} {used_ms:>16.2f}"


def main() -> None:
    """Print the table."""
    print(f"{'clients':>7} {'results/s':>10} {'median ms':>10} {'99 % ms':>10} {'processor ms':>16}")
    with server() as (pid, port):
        for clients in (1, 8, 32):
            print(asyncio.run(measure(pid, port, clients)), flush=True)


if __name__ == "__main__":
    main()
