"""Showing the demonstration: a host in this process, its client, and what is said in the terminal."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from types import FrameType
from typing import NoReturn

from attrs import frozen
from rich.console import Console

from deltacrown_host.accounts.service_account import key_to
from deltacrown_host.app import create_app
from deltacrown_host.demo.playing import TOURNAMENT, Api, announce, check_placings, play, start
from deltacrown_host.demo.telling import placings_line, result_line, tell_groups
from deltacrown_host.demo.world_cup import WorldCup, world_cup
from deltacrown_host.in_background import serving
from deltacrown_host.settings import Settings

_GROUPS = "groups"
_ADVANCING = 2


@frozen
class Wishes:
    """What was asked for.

    speed    matches a second; 0 is as fast as possible
    serve    whether the page stays up after the end
    journal  where to write the journal
    """

    speed: float
    serve: bool
    journal: Path | None
    host: str
    port: int


def show(wishes: Wishes) -> bool:
    """Show it; answers whether the tournament was played to its end, or somebody stopped it before.

    Raises CannotListen, and NotAsInHistory where anything goes otherwise than in 2022.
    """
    console = Console(highlight=False, soft_wrap=True)
    over = False
    try:
        with _stopped_by_signals(), _a_host(wishes.host, wishes.port) as (address, key), Api(address, key) as api:
            if wishes.serve:
                console.print(f"\n  Watch it at [bold]{address}/t/{TOURNAMENT}[/bold]\n")
            _play(console, api, world_cup(), wishes.speed)
            if wishes.journal:
                wishes.journal.write_text(api.journal(), encoding="utf-8", newline="\n")
                console.print(f"The journal is in {wishes.journal}. Check it: deltacrown verify {wishes.journal}")
            over = True
            if wishes.serve:
                console.print("\nThe page stays up. Ctrl-C ends it.")
                _wait_for_ever()
    except KeyboardInterrupt:
        console.print("\nStopped.")
    return over


def _play(console: Console, api: Api, cup: WorldCup, speed: float) -> None:
    announce(api, cup)
    start(api)
    groups_open = True
    began = time.monotonic()
    for played in play(api, cup):
        console.print(result_line(played, cup.entrants))
        if groups_open and played.number == _last_group_match(cup):
            groups_open = False
            console.print()
            tell_groups(console, api.get(f"/{TOURNAMENT}/stages/{_GROUPS}/standings"), _ADVANCING)
        if speed and played.number < played.of:
            time.sleep(max(0.0, began + played.number / speed - time.monotonic()))
    console.print(f"\n[bold]{placings_line(check_placings(api, cup))}[/bold]\n")


def _last_group_match(cup: WorldCup) -> int:
    return sum(fixture.stage == _GROUPS for fixture in cup.matches)


@contextmanager
def _a_host(host: str, port: int) -> Iterator[tuple[str, str]]:
    """The address of a host with an empty database, which is gone afterwards, and a key to it."""
    with TemporaryDirectory(prefix="deltacrown-demo-") as folder:
        settings = Settings(database_url=f"sqlite:///{Path(folder) / 'demo.db'}", host=host, port=port)
        app = create_app(settings)
        with serving(app, settings) as address:
            yield address, key_to(app)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Being asked to end by the system is like Ctrl-C, so that nothing is left behind.

    Ctrl-C itself is heard too where whoever started the program had it ignored, as shells do for what runs behind.
    """

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_for_ever() -> None:
    never = Event()
    # In steps, because a wait without end cannot be interrupted on every system.
    while not never.wait(1.0):
        pass
