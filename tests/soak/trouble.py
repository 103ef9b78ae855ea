"""What goes wrong in a soak: one thing at a time, by a seed."""

import os
import signal
from collections.abc import Callable
from threading import Event

from deltacrown.fuzzing.luck import Luck

from tests.soak.asking import Book
from tests.soak.house import House

_PAUSE_S = (2, 12)


def trouble(house: House, seed: str, over: Event, book: Book) -> None:
    """Make trouble until it is over; then everything is there again."""
    number = 0
    while not over.wait(Luck(f"{seed}/pause/{number}").between(*_PAUSE_S)):
        luck = Luck(f"{seed}/trouble/{number}")
        number += 1
        incident = luck.weighted(_LIKELY)
        book.count(f"trouble: {incident.__name__}")
        try:
            incident(house, luck, over)
            house.quiet()
        except Exception as error:  # noqa: BLE001 - whatever does not come back is a finding
            book.found(f"after {incident.__name__} ({number}): {type(error).__name__}: {error}")
    house.clock.write_text("0")


def _killed(house: House, luck: Luck, over: Event) -> None:
    seat = luck.pick(house.seats)
    seat.kill()
    over.wait(luck.below(4))
    seat.start()


def _restarted(house: House, luck: Luck, _: Event) -> None:
    seat = luck.pick(house.seats)
    seat.stop()
    seat.start()


def _worker_killed(house: House, luck: Luck, over: Event) -> None:
    """Its supervisor starts another."""
    luck.pick(house.seats).send(signal.SIGKILL)
    over.wait(2)


def _worker_hangs(house: House, luck: Luck, over: Event) -> None:
    """Longer than a lease lasts: whatever it had taken is taken by others, and it wakes up believing it has it."""
    pid = luck.pick(house.seats).send(signal.SIGSTOP)
    over.wait(4)
    try:
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        """Its supervisor has lost its patience and replaced it."""


def _database_away(house: House, luck: Luck, over: Event) -> None:
    house.postgresql.stop()
    over.wait(luck.below(4))
    house.postgresql.start()


def _redis_away(house: House, luck: Luck, over: Event) -> None:
    house.redis.stop()
    over.wait(luck.below(6))
    house.start_redis()


def _clock_jumps(house: House, luck: Luck, _: Event) -> None:
    """Ahead by up to an hour, or back by a little."""
    before = float(house.clock.read_text())
    written = house.clock.with_suffix(".new")
    written.write_text(str(before - luck.between(1, 20) if luck.once_in(2) else before + luck.between(1, 3600)))
    written.rename(house.clock)


def _disk_full(house: House, luck: Luck, over: Event) -> None:
    seat = luck.pick(house.seats)
    seat.let_write(100)
    over.wait(4)
    seat.let_write()


_LIKELY: dict[Callable[[House, Luck, Event], None], int] = {
    _killed: 4,
    _restarted: 2,
    _worker_killed: 3,
    _worker_hangs: 2,
    _database_away: 2,
    _redis_away: 3,
    _clock_jumps: 3,
    _disk_full: 2,
}
