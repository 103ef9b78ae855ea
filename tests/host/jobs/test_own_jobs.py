"""What the host does later by itself, with a clock that is moved by hand."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from deltacrown_host.accounts import records
from deltacrown_host.accounts.sessions import open_session
from deltacrown_host.accounts.tables import refresh_tokens, sessions
from deltacrown_host.accounts.tokens import issue
from deltacrown_host.bootstrap import keeping_of
from deltacrown_host.cli.jobs import jobs as jobs_command
from deltacrown_host.jobs.kinds import delete_expired
from deltacrown_host.jobs.queue import enqueue
from deltacrown_host.jobs.runner import Kind
from deltacrown_host.jobs.tables import jobs
from deltacrown_host.moderation.keeping import let_go
from deltacrown_host.settings import Settings
from sqlalchemy import func, select, update

from tests.host.conftest import Cup

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
KEEPING = keeping_of(Settings())


@pytest.fixture
def now() -> list[datetime]:
    """What the clock says."""
    return [NOON]


@pytest.fixture
def timed(serve: Any, now: list[datetime]) -> Any:
    """Runs a host by that clock."""
    return lambda: serve(clock=lambda: now[0], poll_s=0.01)


def give(cup: Cup, type_: str, **fields: Any) -> dict[str, Any]:
    """Give a command; answers what happened."""
    answer = cup.post("commands", {"type": type_, **fields})
    assert answer.status_code == 200, answer.text
    done: dict[str, Any] = answer.json()
    return done


def until(cup: Cup, event: str) -> dict[str, Any]:
    """The first event of this type, once there is one."""
    for _ in range(2000):
        for line in cup.get("events").json()["events"]:
            if line["event"]["type"] == event:
                found: dict[str, Any] = line
                return found
    raise AssertionError


def types(cup: Cup) -> set[str]:
    """The types of everything that has happened."""
    return {line["event"]["type"] for line in cup.get("events").json()["events"]}


def claimed(cup: Cup) -> None:
    """One side says what the result of the first match is."""
    give(cup, "ClaimResult", stage="ko", match="R1-1", entrant="a", score={"points": [1, 0]})


def test_a_claim_that_nobody_answers_stands_in_time(timed: Any, now: list[datetime]) -> None:
    """`confirm_within_s` after it, and no moment earlier, though hosts end and start meanwhile."""
    with timed() as running:
        cup = running.cup(confirm_within_s=600)
        claimed(cup)
        now[0] += timedelta(seconds=599)
    with timed() as running:
        cup = Cup(running, cup.id)
        other = running.cup(confirm_within_s=0)
        claimed(other)
        until(other, "MatchCompleted")
        assert "MatchCompleted" not in types(cup)
        now[0] += timedelta(seconds=1)
        line = until(cup, "MatchCompleted")
        assert (line["event"]["match"], line["at"]) == ("R1-1", "2026-01-01T12:10:00Z")


def test_a_claim_that_is_contested_does_not_stand(timed: Any, now: list[datetime]) -> None:
    """What somebody has answered is theirs, and the judges', to settle."""
    with timed() as running:
        cup = running.cup(confirm_within_s=600)
        claimed(cup)
        give(cup, "ClaimResult", stage="ko", match="R1-1", entrant="d", score={"points": [0, 1]})
        now[0] += timedelta(seconds=601)
        other = running.cup(confirm_within_s=0)
        claimed(other)
        until(other, "MatchCompleted")
        assert "MatchCompleted" not in types(cup)


def test_what_falls_due_while_all_stands_still_is_done_afterwards(timed: Any, now: list[datetime]) -> None:
    """A frozen tournament confirms nothing; once it goes on, what is overdue stands."""
    with timed() as running:
        cup = running.cup(confirm_within_s=600)
        claimed(cup)
        give(cup, "FreezeTournament", reason="rain")
        now[0] += timedelta(seconds=601)
        other = running.cup(confirm_within_s=0)
        claimed(other)
        until(other, "MatchCompleted")
        assert "MatchCompleted" not in types(cup)
        give(cup, "UnfreezeTournament")
        until(cup, "MatchCompleted")


def test_check_in_opens_by_itself(timed: Any, now: list[datetime]) -> None:
    """So long before the start as the settings say, were they changed meanwhile too."""
    starts_at = NOON + timedelta(hours=2)
    settings = {"starts_at": starts_at.isoformat(), "check_in": {"opens_before_s": 1800}}
    with timed() as running:
        cup = running.cup((), **settings)
        changed = dict(cup.get().json()["settings"])
        changed["starts_at"] = (starts_at + timedelta(hours=1)).isoformat()
        give(cup, "ChangeSettings", settings=changed)
        now[0] = starts_at
        other = running.cup((), starts_at=now[0].isoformat(), check_in={})
        until(other, "CheckInOpened")
        assert cup.get().json()["phase"] == "registration"
        now[0] += timedelta(minutes=30)
        until(cup, "CheckInOpened")


def test_what_has_expired_is_deleted(serve: Any) -> None:
    """Sessions and tokens that open nothing any more; those that do stay."""
    with serve() as running, running.host.database.begin() as connection:
        account = records.create(connection, "ann@example.org", "Ann", NOON)
        for made in (NOON, NOON + timedelta(days=10)):
            open_session(connection, account.id, "", made)
            issue(connection, "key" * 20, account.id, made)
        for days, sessions_left, tokens_left in ((6, 2, 2), (7, 2, 1), (14, 1, 1), (24, 0, 0)):
            delete_expired(connection, NOON + timedelta(days=days))
            let_go(connection, KEEPING, NOON + timedelta(days=days))
            found = [
                connection.execute(select(func.count()).select_from(t)).scalar() for t in (sessions, refresh_tokens)
            ]
            assert found == [sessions_left, tokens_left]


def test_what_was_given_up_is_seen_and_put_back(serve: Any, database_url: str) -> None:
    """Over HTTP and from the command line, by administrators; nothing is done while the host stands still."""
    done = asyncio.Event()

    async def work(job: str, payload: Any) -> None:
        del job, payload
        done.set()

    with serve(poll_s=0.01) as running:
        http, host = running.http, running.host
        host.runner.learn({"test.work": Kind(work)})
        with host.database.begin() as connection:
            for id_ in ("one", "two"):
                enqueue(connection, "test.work", {}, NOON, id_)
                connection.execute(update(jobs).where(jobs.c.id == id_).values(dead_at=NOON, last_error="Boom"))
        assert {(one["id"], one["error"]) for one in http.get("/api/jobs").json()["jobs"]} == {
            ("one", "Boom"),
            ("two", "Boom"),
        }
        assert http.post("/api/jobs/none/again").status_code == 404
        assert http.put("/api/emergency-stop", json={"reason": "rain"}).status_code == 200
        said = CliRunner().invoke(jobs_command, ["again", "one", "--database", database_url])
        assert (said.exit_code, said.output) == (0, "one is put back.\n")
        assert host.runner.still()
        assert not done.is_set()
        assert http.delete("/api/emergency-stop").status_code == 200
        assert http.post("/api/jobs/two/again").status_code == 204
        while running.http.get("/api/jobs").json()["jobs"] or not done.is_set():
            pass
        assert CliRunner().invoke(jobs_command, ["list", "--database", database_url]).output == ""
        assert running.deeds.count("job.again") == 2
