"""Numbers: of a tournament for its staff, of a person for themselves, and how many watch."""

import asyncio
import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve
from deltacrown import Tournament, hookimpl, load
from deltacrown_host import hookspecs
from deltacrown_host.access.roles import Role
from deltacrown_host.accounts.service_account import service_key
from deltacrown_host.analytics.audience import BITS, Audience, days_of, visitors
from deltacrown_host.analytics.export import BOM, COLUMNS
from deltacrown_host.analytics.offered_figures import with_figures_of_tournament
from deltacrown_host.analytics.organizer import TournamentFigures
from deltacrown_host.analytics.refreshing import work_out, write
from deltacrown_host.delivery.patience import Patience
from deltacrown_host.settings import Settings
from deltacrown_host.store.journal import SqlJournal
from sqlalchemy import create_engine

from tests.host.beside.conftest import PNG
from tests.host.conftest import Cup, Running, Serve, client, run
from tests.host.test_settings import run as command
from tests.servers import NewDatabase

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
FEE = {"currency": "BDT", "amount": 250}
PRIZE = {"pool": {"currency": "EUR", "amount": 1000}, "rule": "winner_takes_all"}


@pytest.fixture(scope="module")
def clock() -> list[datetime]:
    """What the clock of the shared host says."""
    return [NOON]


@pytest.fixture
def now(clock: list[datetime]) -> list[datetime]:
    """What the clock says; noon when a test begins."""
    clock[0] = NOON
    return clock


@pytest.fixture(scope="module")
def url(new_database: NewDatabase) -> str:
    return new_database()


@pytest.fixture(scope="module")
def house(url: str, clock: list[datetime], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A host by that clock, whose jobs come when somebody asks for them."""
    files = str(tmp_path_factory.mktemp("files"))
    with run(Settings(database_url=url, poll_s=600, files=files), clock=lambda: clock[0]) as running:
        yield running


def give(cup: Cup, type_: str, **fields: Any) -> None:
    answer = cup.post("commands", {"type": type_, **fields})
    assert answer.status_code == 200, answer.text


def played(house: Running, now: list[datetime]) -> Cup:
    """A cup of four: a semi-final of ten minutes that was contested, one that was forfeited, a final; b was dropped."""
    start = (NOON + timedelta(hours=1)).isoformat()
    cup = house.cup((), prize=PRIZE, game="", starts_at=start, check_in={"opens_before_s": 3600}, capacity=5, fee=FEE)
    for entrant in ("a", "b", "c", "d", "=1+1"):
        assert cup.register(entrant, "=SUM(A1)" if entrant == "a" else entrant).status_code == 201
    for entrant in ("a", "c"):
        proof = {"file": ("receipt.png", PNG, "image/png")}
        paid = house.http.post(f"{cup.path}/entrants/{entrant}/payment/proof", files=proof)
        assert paid.status_code == 201, paid.text
        assert cup.post(f"entrants/{entrant}/payment/verify").status_code == 200
    give(cup, "OpenCheckIn")
    give(cup, "CheckIn", entrants=["a", "c", "d", "=1+1"])
    give(cup, "DropNoShows")
    assert cup.post("start").status_code == 200
    give(cup, "StartMatch", stage="ko", match="R1-1")
    now[0] += timedelta(minutes=10)
    assert cup.report("R1-1", 2, 0).status_code == 200
    give(cup, "OpenDispute", stage="ko", match="R1-1", entrant="a", reason="rules")
    give(cup, "ResolveDispute", stage="ko", match="R1-1", ruling="keep")
    sides = next(one for one in cup.get("matches").json()["matches"] if one["key"] == "R1-2")["entrants"]
    give(cup, "ForfeitMatch", stage="ko", match="R1-2", entrants=[sides[1]], no_show=True)
    assert cup.report("final", 1, 0).status_code == 200
    return cup


def test_the_numbers_of_a_tournament_are_kept_for_a_quarter_of_an_hour(house: Running, now: list[datetime]) -> None:
    """Fourteen numbers, live where none are kept or they are too old, else as they were kept, with their age."""
    cup = played(house, now)
    live = cup.get("analytics").json()
    assert (live["source"], live["age_minutes"]) == ("live", 0)
    assert live["figures"] == {
        "registrations": 5,
        "participants": 4,
        "check_in_rate": 0.8,
        "no_shows": 2,
        "matches": 3,
        "completed_matches": 3,
        "disputes": 1,
        "dispute_rate": 0.3333,
        "forfeits": 1,
        "average_match_s": 600,
        "prize_pool": 1000,
        "prizes_paid": 1000,
        "fees_verified": 2,
        "spectators": 0,
        "currency": "EUR",
        "revenue": 500,
        "fee_currency": "BDT",
    }
    refresh(house, cup, now[0])
    for minutes, source in ((0, "precomputed"), (15, "precomputed"), (16, "live")):
        now[0] = NOON + timedelta(minutes=10 + minutes)
        found = cup.get("analytics").json()
        assert (found["source"], found["age_minutes"]) == (source, minutes if source == "precomputed" else 0)
        assert found["figures"] == live["figures"]


def refresh(house: Running, cup: Cup, at: datetime) -> bool:
    """Work the numbers out, as a job does."""
    assert house.host
    engine, database = house.host.desk.engine, house.host.database
    with database.connect() as connection:
        entries = SqlJournal(connection, cup.id).read()
        worked = work_out(connection, engine.apply(Tournament(), (entry.event for entry in entries)), at)
    with database.begin() as connection:
        return write(connection, worked)


def test_of_two_who_refresh_the_newer_numbers_stay(house: Running, now: list[datetime]) -> None:
    """What is of an earlier moment does not replace what is of a later one."""
    cup = played(house, now)
    assert refresh(house, cup, NOON + timedelta(minutes=12))
    assert not refresh(house, cup, NOON + timedelta(minutes=11))
    now[0] = NOON + timedelta(minutes=13)
    assert cup.get("analytics").json()["age_minutes"] == 1


def test_everybody_sees_their_own_numbers(house: Running, now: list[datetime]) -> None:
    """Eleven numbers over all tournaments: here one that was won, with its prize, and one that was lost at once."""
    assert house.host
    with house.host.database.begin() as connection:
        key = service_key(connection, "ann", Role.PLAYER, NOON)
    with client(house.url, key) as ann:
        nothing = ann.get("/api/me/analytics").json()["figures"]
        assert (nothing["tournaments"], nothing["win_rate"], nothing["placements"]) == (0, None, [])
        cups = []
        for wins in (True, False):
            cup = house.cup((), prize=PRIZE)
            assert ann.post(f"{cup.path}/entrants", json={"entrant": "ann"}).status_code == 201
            assert cup.register("bob").status_code == 201
            assert cup.post("start").status_code == 200
            now[0] += timedelta(minutes=1)
            assert cup.report("final", int(wins), int(not wins)).status_code == 200
            cups.append({"tournament": cup.id, "rank": 1 if wins else 2})
            refresh(house, cup, now[0])
        assert cup.get("analytics").json()["source"] == "precomputed"
        assert client_status(house, cup) == (401, 403)
        answer = ann.get("/api/me/analytics").json()
    assert (answer["source"], answer["age_minutes"]) == ("precomputed", 1)
    assert answer["figures"] == {
        "tournaments": 2,
        "matches": 2,
        "wins": 1,
        "losses": 1,
        "win_rate": 0.5,
        "placements": cups[::-1],
        "best_placement": 1,
        "tournaments_by_game": {"": 2},
        "total_winnings": {"EUR": 1000},
        "certificates": 0,
        "current_streak": -1,
    }


def client_status(house: Running, cup: Cup) -> tuple[int, int]:
    """How nobody, and somebody else, is turned away from the numbers of a tournament."""
    assert house.host
    with house.host.database.begin() as connection:
        key = service_key(connection, "stranger", Role.ORGANIZER, NOON)
    with client(house.url) as nobody, client(house.url, key) as stranger:
        where = f"{cup.path}/analytics"
        return nobody.get(where).status_code, stranger.get(where).status_code


def test_entrants_are_exported_for_spreadsheets(house: Running, now: list[datetime]) -> None:
    """Twelve columns with a mark for UTF-8; what a spreadsheet would run begins with an apostrophe."""
    cup = played(house, now)
    answer = cup.get("analytics/entrants.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(BOM.encode())
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(COLUMNS) == 12
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["entrant"], rows[0]["name"], rows[0]["payment"]) == ("a", "'=SUM(A1)", "verified")
    assert (rows[0]["matches"], rows[0]["won"], rows[0]["rank"], rows[0]["prize"]) == ("2", "2", "1", "1000")
    assert rows[1]["status"] == "withdrawn"
    assert rows[4]["entrant"] == "'=1+1"


def test_the_command_works_numbers_out(house: Running, now: list[datetime], url: str, tmp_path: Path) -> None:
    """A dry run keeps nothing; a run keeps them, and says of which; of what is not there it says so."""
    cup = played(house, now)
    asked = ("analytics", "refresh", "--tournament", cup.id, "--database", url)
    assert "1 tournament would be refreshed." in command(*asked, "--dry-run", folder=tmp_path).stdout
    assert cup.get("analytics").json()["source"] == "live"
    assert f"{cup.id}: 4 take part, 3 of 3 played" in command(*asked, folder=tmp_path).stdout
    now[0] = datetime.now(UTC)
    assert cup.get("analytics").json()["source"] == "precomputed"
    missing = command("analytics", "refresh", "--tournament", "nowhere", "--database", url, folder=tmp_path)
    assert (missing.exit_code, "there is no tournament 'nowhere'" in missing.stderr) == (1, True)


def test_numbers_are_worked_out_by_themselves(serve: Serve, now: list[datetime]) -> None:
    """The job that comes every hour finds every tournament whose numbers may be others by now."""
    with serve(clock=lambda: now[0], poll_s=0.01) as running:
        cup = running.cup()
        now[0] += timedelta(hours=2)
        for _ in range(2000):
            if cup.get("analytics").json()["source"] == "precomputed":
                break
        else:
            raise AssertionError


def test_who_watches_is_counted_and_not_known(house: Running, now: list[datetime]) -> None:
    """Different visitors a day and the most at once, over processes, without a trace of who it was."""
    assert house.host
    cup = house.cup(())
    patience = Patience(1, 1)
    both = [Audience(house.host.database, lambda: now[0], patience) for _ in range(2)]
    for process, visits in zip(both, (range(60), range(40, 100)), strict=True):
        process.secret = "s" * 64
        for number in visits:
            process.came(cup.id, f"10.0.0.{number}", number)
            process.came(cup.id, f"10.0.0.{number}", 1)
        process.came("nowhere", "10.0.0.1", 1)
        asyncio.run(process.write())
        asyncio.run(process.write())
    with house.socket(cup.id):
        pass
    with house.host.database.connect() as connection:
        (day,) = days_of(connection, cup.id)
    assert (day.day, day.peak) == (NOON.date(), 99)
    assert abs(day.visitors - 100) <= 3
    assert cup.get("analytics").json()["figures"]["spectators"] == day.visitors
    assert visitors(0) == 0
    assert visitors((1 << BITS) - 1) > BITS


def test_a_plugin_that_tells_nonsense_or_fails_costs_its_own_numbers_only(caplog: pytest.LogCaptureFixture) -> None:
    """The first that tells whole numbers of those there are is heard; the others are named in the log."""

    def plugin(name: str, answer: object) -> SimpleNamespace:
        def told() -> object:
            if isinstance(answer, Exception):
                raise answer
            return answer

        return SimpleNamespace(__name__=name, figures_of_tournament=hookimpl(told))

    answers = {"fails": ValueError(), "half": {"prizes_paid": 0.5}, "more": {"matches": 9}, "tells": {"prizes_paid": 7}}
    plugins = [plugin(name, answer) for name, answer in answers.items()]
    registry = load(plugins, installed=False, specs=[hookspecs])
    none = TournamentFigures(0, 0, None, 0, 0, 0, 0, None, 0, None, None, None, 0, 0, "")
    with create_engine("sqlite://").connect() as connection:
        found = with_figures_of_tournament(registry, connection, Tournament(), none)
    assert found == evolve(none, prizes_paid=7)
    assert {getattr(record, "plugin", "") for record in caplog.records} == {"fails", "half", "more"}
