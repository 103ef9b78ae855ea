"""Notices by mail: to whom something matters, when it matters, once, and to nobody who does not want it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import httpx
import pytest
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts import keys, records
from deltacrown_host.jobs.tables import jobs
from sqlalchemy import select

from tests.host.conftest import Cup, Running, Serve, client
from tests.host.mail.conftest import letters

HERE = "https://cup.example.org"
MONDAY = datetime(2026, 1, 5, 12, tzinfo=UTC)
Somebody = Callable[..., httpx.Client]


class Time:
    """A clock that is moved by hand."""

    now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def host(serve: Serve, time: Time) -> Iterator[Running]:
    with serve(clock=time, public_url=HERE, poll_s=0.01) as running:
        yield running


@pytest.fixture
def somebody(host: Running) -> Iterator[Somebody]:
    """Makes somebody whose address is confirmed, unless told otherwise."""
    with ExitStack() as stack:

        def one(name: str, role: Role = Role.PLAYER, *, confirmed: bool = True) -> httpx.Client:
            assert host.host
            now = host.host.clock()
            with host.host.database.begin() as connection:
                made = records.create(connection, f"{name}@example.org", name, now, role=role)
                if confirmed:
                    records.change(connection, made.id, now, email_confirmed_at=now)
                key = keys.make_key(connection, made.id, "key", now)[1]
            return stack.enter_context(client(host.url, key))

        yield one


def idle(host: Running, time: Time) -> bool:
    """Whether nothing is left to do or to send now."""
    assert host.host
    with host.host.database.connect() as connection:
        due = (jobs.c.run_at <= time.now) & jobs.c.dead_at.is_(None)
        return connection.execute(select(jobs.c.id).where(due)).first() is None


def said(host: Running, time: Time) -> list[tuple[str, str]]:
    """Every letter so far, once nothing is left to do: to whom, and about what."""
    return sorted((letter["to"].partition("@")[0], letter["subject"]) for letter in sent(host, time))


def sent(host: Running, time: Time) -> list[EmailMessage]:
    while not idle(host, time):
        pass
    assert host.host
    return letters(host.host.settings.mail_folder)


def news(host: Running, time: Time, before: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was sent since, by whom it is for and the last words of its subject; `before` is brought up to date."""
    now = said(host, time)
    found = list(now)
    for old in before:
        found.remove(old)
    before[:] = now
    return [(to, subject.removeprefix("Cup: ")) for to, subject in found]


def give(cup: Cup, type_: str, **fields: Any) -> None:
    answer = cup.post("commands", {"type": type_, **fields})
    assert answer.status_code == 200, answer.text


def register(cup: Cup, http: httpx.Client, entrant: str) -> None:
    answer = http.post(f"{cup.path}/entrants", json={"entrant": entrant, "name": entrant.upper()})
    assert answer.status_code == 201, answer.text


def test_players_are_told_what_concerns_them(host: Running, somebody: Somebody, time: Time) -> None:
    """Check-in, their matches, results and disputes; not what they do not want, nor where the address is unconfirmed."""
    ann, bob = somebody("ann"), somebody("bob")
    dan = somebody("dan", confirmed=False)
    starts_at = time.now + timedelta(hours=2)
    cup = host.cup((), starts_at=starts_at.isoformat(), check_in={"opens_before_s": 1800})
    for http, entrant in ((ann, "a"), (bob, "b"), (dan, "d")):
        register(cup, http, entrant)
    cup.register("c")
    changed = ann.put("/api/me/notices/match_ready", json={"wanted": False}).json()["notices"]
    assert {line["notice"]: line["wanted"] for line in changed} == {
        "match_ready": False,
        "match_soon": True,
        "check_in": True,
        "result": True,
        "dispute": True,
        "digest": True,
    }
    # What is moved is told of at its new time.
    settings = dict(cup.get().json()["settings"])
    settings["starts_at"] = (starts_at + timedelta(hours=1)).isoformat()
    give(cup, "ChangeSettings", settings=settings)
    heard: list[tuple[str, str]] = []
    time.now = starts_at - timedelta(minutes=45)
    assert news(host, time, heard) == []
    time.now += timedelta(hours=1)
    assert news(host, time, heard) == [("ann", "Check-in opens soon"), ("bob", "Check-in opens soon")]
    time.now += timedelta(minutes=15)
    assert news(host, time, heard) == [("ann", "Check-in is open"), ("bob", "Check-in is open")]
    give(cup, "CheckIn", entrants=["a", "c", "d"])
    time.now += timedelta(minutes=15)
    assert news(host, time, heard) == [("bob", "Check-in closes soon")]
    give(cup, "CheckIn", entrants=["b"])
    time.now += timedelta(minutes=15)
    assert cup.post("start").status_code == 200
    assert news(host, time, heard) == [("bob", "Your match can be played")]
    match = next(one for one in cup.matches() if "b" in one["entrants"])["key"]
    other = next(
        entrant for one in cup.matches() for entrant in one["entrants"] if one["key"] == match and entrant != "b"
    )
    where = {"stage": "ko", "match": match}
    give(cup, "ScheduleMatch", **where, at=(time.now + timedelta(hours=1)).isoformat(), station="hall 2")
    give(cup, "ScheduleMatch", **where, at=(time.now + timedelta(hours=2)).isoformat(), station="hall 2")
    time.now += timedelta(minutes=45)
    assert news(host, time, heard) == []
    time.now += timedelta(hours=1)
    assert ("bob", "Your match begins soon") in news(host, time, heard)
    give(cup, "ClaimResult", **where, entrant=other, score={"points": [1, 0]})
    assert ("bob", "A result to confirm") in news(host, time, heard)
    give(cup, "OpenDispute", **where, entrant="b", reason="no")
    assert ("bob", "Your match is contested") in news(host, time, heard)
    give(cup, "ResolveDispute", **where, ruling="keep")
    assert ("bob", "There is a ruling") in news(host, time, heard)
    assert not any("dan" in to or to == "c" for to, _ in said(host, time))
    assert len(said(host, time)) == len(set(said(host, time))), "nothing twice"


def test_a_notice_is_ended_by_its_link(host: Running, somebody: Somebody, time: Time) -> None:
    """By one click of a mail program, or by hand; only that kind, only for that account, and by nothing else."""
    ann = somebody("ann")
    cup = host.cup(())
    register(cup, ann, "a")
    cup.register("b")
    assert cup.post("start").status_code == 200
    (letter,) = sent(host, time)
    url = letter["list-unsubscribe"].strip("<>")
    assert (letter["list-unsubscribe-post"], url.startswith(HERE)) == ("List-Unsubscribe=One-Click", True)
    body = letter.get_body(("plain",))
    assert body
    token = body.get_content().rpartition(f"{HERE}/account#leave=")[2].strip()
    path = url.removeprefix(HERE)

    def wanted() -> set[str]:
        return {line["notice"] for line in ann.get("/api/me/notices").json()["notices"] if line["wanted"]}

    everything = wanted()
    with client(host.url) as http:
        assert http.post(f"{path}x", data={"List-Unsubscribe": "One-Click"}).status_code == 410
        assert wanted() == everything
        assert http.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 204
        assert everything - wanted() == {"match_ready"}
        ann.put("/api/me/notices/match_ready", json={"wanted": True})
        assert http.put("/api/unsubscribe", json={"token": token}).status_code == 204
    assert everything - wanted() == {"match_ready"}
    assert ann.request("DELETE", "/api/me", json={}).status_code == 204


def test_whoever_organizes_reads_of_the_week_on_monday(host: Running, somebody: Somebody, time: Time) -> None:
    """What happened, and what needs them; once a week, and nothing where there is nothing to say."""
    olga, other = somebody("olga", Role.ORGANIZER), somebody("other", Role.ORGANIZER)
    ours = Running(host.url, olga, host.host)
    cup = ours.cup(("a", "b", "c", "d"))
    assert cup.report("R1-1", 1, 0).status_code == 200
    give(cup, "ClaimResult", stage="ko", match="R1-2", entrant="b", score={"points": [1, 0]})
    assert other.get("/api/me").status_code == 200
    assert sent(host, time) == []
    for _ in range(2):
        time.now = datetime(2026, 1, 12, 8, 1, tzinfo=UTC)
        (letter,) = sent(host, time)
    assert (letter["to"], letter["subject"]) == ("olga@example.org", "Your tournaments in the week to 2026-01-12")
    body = letter.get_body(("plain",))
    assert body
    assert body.get_content().splitlines()[:3] == [
        "Cup",
        "registered: 4, matches decided: 1, started: 1",
        "Needs you: results to confirm: 1",
    ]


def test_who_has_no_account_costs_nothing(host: Running) -> None:
    """Where nobody with an account takes part, no job is left behind."""
    host.cup().play()
    assert host.host
    with host.host.database.connect() as connection:
        assert not [row.kind for row in connection.execute(select(jobs)) if row.kind.startswith("tell")]
