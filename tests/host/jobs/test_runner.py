"""Jobs: each is done once, by whichever process comes first; what fails is tried again; nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from deltacrown_host.delivery.patience import Pace, Patience
from deltacrown_host.jobs.queue import enqueue
from deltacrown_host.jobs.runner import Kind, Later, Runner
from deltacrown_host.jobs.tables import jobs
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate
from sqlalchemy import func, select

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PACE = Pace(Patience(10, 40), timedelta(seconds=60), 0.001)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    migrate(database)
    yield database
    database.close()


def ask(database: Database, *payloads: Mapping[str, Any], at: datetime = NOON) -> None:
    """Have "work" done."""
    with database.begin() as connection:
        for payload in payloads:
            enqueue(connection, "work", payload, at)


def left(database: Database) -> list[Any]:
    """The rows that are there."""
    with database.connect() as connection:
        return list(connection.execute(select(jobs).order_by(jobs.c.run_at)))


async def run_until(done: Callable[[], Awaitable[bool]], *runners: Runner) -> None:
    """Let these runners work until something is so."""
    tasks = [asyncio.create_task(runner.run()) for runner in runners]
    async with asyncio.timeout(30):
        while not await done():
            pass
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def runner(database: Database, clock: Clock, do: Any, **more: Any) -> Runner:
    """A process's runner that knows "work"."""
    return Runner(database, {"work": Kind(do, **more)}, 3, PACE, clock)


def test_each_job_is_done_once_by_many_processes(database: Database, database_url: str) -> None:
    """Two hundred jobs, four processes: nothing twice, nothing left."""
    ask(database, *({"number": number} for number in range(200)))
    done: list[int] = []

    async def do(_: str, payload: Mapping[str, Any]) -> None:
        done.append(payload["number"])

    async def none_left() -> bool:
        return await database.query(lambda connection: not connection.execute(select(func.count(jobs.c.id))).scalar())

    others = [Database(database_url) for _ in range(3)]
    clock = Clock()
    asyncio.run(run_until(none_left, *(runner(each, clock, do) for each in (database, *others))))
    for other in others:
        other.close()
    assert sorted(done) == list(range(200))


def test_a_job_goes_with_its_transaction(database: Database) -> None:
    """What is rolled back leaves no job behind."""

    def work() -> None:
        with database.begin() as connection:
            enqueue(connection, "work", {}, NOON)
            raise LookupError

    with pytest.raises(LookupError):
        work()
    assert left(database) == []


def test_a_job_waits_for_its_time(database: Database) -> None:
    """Before it, nothing is done."""
    ask(database, {}, at=NOON + timedelta(seconds=1))
    clock = Clock()
    done: list[datetime] = []

    async def do(_: str, payload: Mapping[str, Any]) -> None:
        del payload
        done.append(clock.now)

    async def scenario() -> None:
        one = runner(database, clock, do)
        await one.turn()
        assert done == []
        clock.move(1)
        await one.turn()

    asyncio.run(scenario())
    assert (done, left(database)) == ([NOON + timedelta(seconds=1)], [])


def test_what_fails_is_tried_again_and_given_up_in_the_end(database: Database) -> None:
    """After pauses that double; the row of what is given up stays, with the reason."""
    ask(database, {})
    clock = Clock()
    tried: list[float] = []

    async def do(_: str, payload: Mapping[str, Any]) -> None:
        del payload
        tried.append((clock.now - NOON).total_seconds())
        message = "not today"
        raise OSError(message)

    async def scenario() -> None:
        one = runner(database, clock, do)
        for _ in range(60):
            await one.turn()
            clock.move(1)

    asyncio.run(scenario())
    assert tried == [0, 10, 30]
    (row,) = left(database)
    assert (row.last_error, row.dead_at) == ("OSError: not today", NOON + timedelta(seconds=30))


def test_what_a_dead_process_had_taken_is_taken_over(database: Database) -> None:
    """When its lease has run out, not before; and the dead have no say in it any more."""
    ask(database, {})
    clock = Clock()
    done: list[str] = []
    began = asyncio.Event()

    async def hang(_: str, payload: Mapping[str, Any]) -> None:
        del payload
        began.set()
        await asyncio.Event().wait()

    async def do(job: str, payload: Mapping[str, Any]) -> None:
        del payload
        done.append(job)

    async def scenario() -> None:
        dying = asyncio.create_task(runner(database, clock, hang).turn())
        await began.wait()
        other = runner(database, clock, do)
        clock.move(59)
        await other.turn()
        assert done == []
        clock.move(1)
        await other.turn()
        dying.cancel()

    asyncio.run(scenario())
    assert (len(done), left(database)) == (1, [])


def test_a_job_may_ask_for_later(database: Database) -> None:
    """It comes again at that time; that is no failure."""
    ask(database, {})

    async def do(_: str, payload: Mapping[str, Any]) -> None:
        del payload
        raise Later(NOON + timedelta(days=1))

    asyncio.run(runner(database, Clock(), do).turn())
    (row,) = left(database)
    assert (row.run_at, row.attempts, row.holder) == (NOON + timedelta(days=1), 0, None)


def test_what_is_done_again_and_again_has_one_row(database: Database) -> None:
    """However many processes see to it; after each time it waits about so long as it says."""
    clock = Clock()

    async def do(_: str, payload: Mapping[str, Any]) -> None:
        del payload

    runners = [runner(database, clock, do, every=timedelta(hours=1)) for _ in range(2)]
    for one in runners:
        one.introduce()
    asyncio.run(runners[0].turn())
    (row,) = left(database)
    assert timedelta(minutes=54) <= row.run_at - NOON <= timedelta(minutes=66)


def test_nothing_is_taken_while_the_host_stands_still(database: Database) -> None:
    """Mail and the jobs of plugins wait with the rest, and are done once it goes on."""
    ask(database, {"n": 1})
    done: list[Any] = []

    async def do(job: str, payload: Mapping[str, Any]) -> None:
        del job
        done.append(payload)

    one = runner(database, Clock(), do)
    one.still = lambda: True
    assert asyncio.run(one.turn()) == PACE.poll_s
    assert (done, [row.attempts for row in left(database)]) == ([], [0])
    one.still = lambda: False
    asyncio.run(one.turn())
    assert (done, left(database)) == ([{"n": 1}], [])
