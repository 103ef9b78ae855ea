"""Deliveries: at least once, in order, and nobody's failure is anybody else's."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any, ClassVar

import pytest
from deltacrown import Entry, Notifier, hookimpl
from deltacrown_host.delivery.patience import Patience
from deltacrown_host.delivery.tables import notifier_cursors
from sqlalchemy import select


class Hearing(Notifier):
    """Remembers what it was told; `refuse` may raise, and `until` says how many events it waits for."""

    name: ClassVar[str] = "hearing"

    def __init__(self, refuse: Callable[[Entry], None] = lambda _: None, until: int = 1) -> None:
        self.heard: list[tuple[str, int]] = []
        self.done = Event()
        self._refuse = refuse
        self._until = until

    def notify(self, tournament: str, entry: Entry) -> None:
        self._refuse(entry)
        self.heard.append((tournament, entry.seq))
        if len(self.heard) >= self._until:
            self.done.set()


class Deaf(Notifier):
    """Never hears anything."""

    name = "deaf"

    def notify(self, tournament: str, entry: Entry) -> None:
        message = f"{tournament} {entry.seq}"
        raise ConnectionError(message)


class Bringing:
    """A plugin that brings notifiers."""

    def __init__(self, *notifiers: Notifier) -> None:
        self._notifiers = notifiers

    @hookimpl
    def register_notifiers(self) -> Any:
        return self._notifiers


def test_every_event_is_delivered_in_order(serve: Any) -> None:
    """A notifier hears of every event of a tournament, once each while nothing fails, in their order."""
    hearing = Hearing(until=9)
    with serve([Bringing(hearing)]) as running:
        cup = running.cup()
        assert hearing.done.wait(20)
    assert hearing.heard == [(cup.id, seq) for seq in range(1, 10)]


def test_a_notifier_that_raises_breaks_neither_the_commit_nor_the_others(serve: Any) -> None:
    """One that always fails is tried again later; commits and other notifiers go on."""
    hearing = Hearing(until=9)
    with serve([Bringing(Deaf(), hearing)]) as running:
        cup = running.cup()
        assert hearing.done.wait(20)
        assert cup.version == 9
        with running.host.database.connect() as connection:
            mine = notifier_cursors.c.notifier == "deaf"
            cursor = connection.execute(select(notifier_cursors).where(mine)).one()
    assert cursor.delivered_seq == 0
    assert cursor.attempts >= 1
    assert cursor.last_error == f"ConnectionError: {cup.id} 1"


def test_a_failed_delivery_is_tried_again_from_where_it_failed(serve: Any) -> None:
    """What was delivered before the failure does not come again, and what comes after it waits for it."""
    failures = [1, 2]

    def refuse(entry: Entry) -> None:
        if entry.seq == 3 and failures:
            message = f"failure {failures.pop()}"
            raise OSError(message)

    hearing = Hearing(refuse, until=9)
    with serve([Bringing(hearing)], retry_first_s=0.001) as running:
        cup = running.cup()
        assert hearing.done.wait(20)
    assert failures == []
    assert hearing.heard == [(cup.id, seq) for seq in range(1, 10)]


def test_deliveries_go_on_after_the_database_was_away(serve: Any) -> None:
    """A failure of the database is tried again like any other; nothing is lost."""
    hearing = Hearing(until=9)
    with serve([Bringing(hearing)], retry_first_s=0.001) as running:
        with running.host.database.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE notifier_cursors RENAME TO away")
        cup = running.cup()
        with running.host.database.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO notifier_cursors")
        assert hearing.done.wait(20)
    assert hearing.heard == [(cup.id, seq) for seq in range(1, 10)]


def test_what_was_committed_before_a_crash_is_delivered_after_it(serve: Any) -> None:
    """The journal is the outbox: a host that ended before it delivered anything is made good by the next one."""
    with serve([Bringing(Deaf())], retry_first_s=0) as running:
        cup = running.cup()
    recovered = Hearing(until=9)
    recovered.name = "deaf"  # type: ignore[misc] - the same notifier, on a better day
    with serve([Bringing(recovered)]):
        assert recovered.done.wait(20)
    assert recovered.heard == [(cup.id, seq) for seq in range(1, 10)]


def test_a_new_notifier_is_spared_the_past(serve: Any) -> None:
    """A notifier that is installed later hears of what happens from then on."""
    with serve() as running:
        cup = running.cup()
    hearing = Hearing(until=1)
    with serve([Bringing(hearing)]) as running:
        type(cup)(running, cup.id).report("R1-1", 1, 0)
        assert hearing.done.wait(20)
    assert hearing.heard == [(cup.id, 10)]


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 1), (2, 2), (3, 4), (5, 10), (1000, 10)])
def test_the_pause_doubles_up_to_a_limit(attempts: int, seconds: int) -> None:
    """Who fails again and again is asked less and less often, but never given up."""
    assert Patience(1, 10).pause(attempts) == timedelta(seconds=seconds)
