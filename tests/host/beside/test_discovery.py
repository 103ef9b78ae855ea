"""Finding tournaments: what they are filtered and sorted by, page by page; and drafts, which only their staff find."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from deltacrown import Engine
from deltacrown_host.access.roles import Role
from deltacrown_host.store.database import Database
from deltacrown_host.store.rebuild import rebuild
from deltacrown_host.tournaments.tables import tournaments
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from websockets.exceptions import ConnectionClosed

from tests.host.beside.conftest import Meet, Scene, code
from tests.host.conftest import Running, client

FORMATS = ("single_elimination", "swiss")
GAMES = ("", "chess", "pubg")
FEES = (None, {"currency": "EUR", "amount": 500}, {"currency": "coins", "amount": 20})
STARTS = (None, "2026-12-01T10:00:00Z", "2026-12-02T10:00:00Z")


def created(http: Any, number: int, place: str) -> dict[str, Any]:
    """A tournament, with everything that it is found by."""
    new: dict[str, Any] = {"name": f"Cup {number % 7}", "region": place, "game": GAMES[number % 3]}
    new |= {"stages": [{"key": "a", "format": FORMATS[number % 2]}], "starts_at": STARTS[number // 3 % 3]}
    new |= {"fee": FEES[number // 2 % 3]}
    id_ = uuid4().hex
    assert http.post("/api/tournaments", json={**new, "id": id_}).status_code == 201
    assert http.post(f"/api/tournaments/{id_}/open-registration").status_code == 200
    return {**new, "id": id_, "format": FORMATS[number % 2]}


@pytest.fixture(scope="module")
def world(keeping: Running) -> tuple[str, list[dict[str, Any]]]:
    """A region of its own, with more tournaments than fit on a page."""
    place = uuid4().hex
    return place, [created(keeping.http, number, place) for number in range(55)]


def listed(keeping: Running, **asked: Any) -> list[dict[str, Any]]:
    """Every line of every page."""
    lines: list[dict[str, Any]] = []
    cursor: str | None = ""
    with client(keeping.url) as http:
        while cursor is not None:
            page = http.get("/api/tournaments", params={**asked, "cursor": cursor})
            assert page.status_code == 200, page.text
            lines += page.json()["tournaments"]
            cursor = page.json()["next"]
    return lines


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    game=st.sampled_from(GAMES),
    format_=st.sampled_from(("", *FORMATS)),
    fee_most=st.sampled_from((None, 0, 20, 499, 500)),
    currency=st.sampled_from(("", "EUR", "coins")),
    starts=st.sampled_from((None, *STARTS[1:])),
    sort=st.sampled_from(("updated", "created", "name", "starts")),
)
def test_exactly_what_fits_is_listed_in_order(
    keeping: Running,
    world: tuple[str, list[dict[str, Any]]],
    game: str,
    format_: str,
    fee_most: int | None,
    currency: str,
    starts: str | None,
    sort: str,
) -> None:
    """Each tournament once that all filters fit, over all pages, in the order that was asked for."""
    place, made = world
    asked = {"region": place, "game": game, "format": format_, "currency": currency, "sort": sort}
    asked |= {"fee_most": fee_most} if fee_most is not None else {}
    asked |= {"starts_from": starts} if starts else {}

    def fits(one: dict[str, Any]) -> bool:
        fee = one["fee"] or {"currency": currency, "amount": 0}
        return (
            game in {"", one["game"]}
            and format_ in {"", one["format"]}
            and (fee_most is None or fee["amount"] <= fee_most)
            and currency in {"", fee["currency"]}
            and (not starts or (one["starts_at"] or "") >= starts)
        )

    lines = listed(keeping, **asked)
    assert sorted(line["id"] for line in lines) == sorted(one["id"] for one in made if fits(one))
    field = {"updated": "updated_at", "created": "created_at", "name": "name", "starts": "starts_at"}[sort]
    for before, after in pairwise(line[field] or "9999" for line in lines):
        assert before >= after if sort in {"updated", "created"} else before <= after


def test_what_is_asked_for_is_read_strictly(keeping: Running) -> None:
    """A time needs its zone; a cursor belongs to its order; text without meaning is refused, not passed on."""
    wrong = {
        "starts_from": ("2026-12-01T10:00:00", "field.invalid"),
        "starts_before": ("0001-01-01T00:00:00+14:00", "field.invalid"),
        "game": ("\x00", "text.invalid"),
        "sort": ("colour", "field.invalid"),
        "fee_most": ("-1", "field.invalid"),
    }
    for name, (value, why) in wrong.items():
        assert code(keeping.http.get("/api/tournaments", params={name: value})) == (400, why), name


def test_what_is_found_follows_from_the_journal(keeping: Running, world: tuple[str, list[dict[str, Any]]]) -> None:
    """A change of the settings is found at once; what is rebuilt is what was kept."""
    place, made = world
    id_ = made[0]["id"]
    change = {key: made[0][key] for key in ("stages", "region", "fee")} | {"name": "Renamed", "game": "dota_2"}
    answer = keeping.http.post(f"/api/tournaments/{id_}/commands", json={"type": "ChangeSettings", "settings": change})
    assert answer.status_code == 200, answer.text
    assert [line["id"] for line in listed(keeping, region=place, game="dota_2", q="name")] == [id_]
    assert keeping.host
    database = Database(keeping.host.settings.database_url)
    with database.begin() as connection:
        kept = connection.execute(select(tournaments).order_by(tournaments.c.id)).all()
        connection.execute(update(tournaments).values(game="x", formats="", fee=7, starts_at=datetime.now(UTC)))
    rebuild(database, Engine(keeping.host.registry))
    with database.connect() as connection:
        assert connection.execute(select(tournaments).order_by(tournaments.c.id)).all() == kept
    database.close()


def test_a_draft_is_there_for_its_staff_only(scene: Scene, meet: Meet, keeping: Running) -> None:
    """Nobody else finds it in a list, on a page, by its address, in a calendar or on a socket; published it is there."""
    owner, admin, stranger = scene.owner, meet(Role.ADMIN), meet(Role.ORGANIZER)
    id_ = uuid4().hex
    new = {"id": id_, "name": f"Secret {id_}", "stages": [{"key": "a", "format": "swiss"}]}
    path = f"/api/tournaments/{id_}"
    assert owner.http.post("/api/tournaments", json=new).status_code == 201
    helper = meet()
    assert owner.http.put(f"{path}/staff/{helper.id}", json={"permissions": ["results"]}).status_code == 200
    reads = ("", "/entrants", "/events", "/journal", "/stages", "/matches", "/schedule.ics", "/stream")
    with client(keeping.url) as nobody:
        for http in (nobody, stranger.http):
            for read in reads:
                assert code(http.get(path + read)) == (404, "tournament.unknown"), read
            for page in ("", "/live"):
                missing = http.get(f"/t/{id_}{page}")
                assert (missing.status_code, "text/html" in missing.headers["content-type"]) == (404, True)
            assert not http.get("/api/tournaments", params={"q": id_}).json()["tournaments"]
            assert id_ not in http.get("/").text
        assert code(stranger.http.post(f"{path}/commands", json={"type": "PublishTournament"}))[0] == 404
        assert code(stranger.http.post(f"{path}/ticket"))[0] == 404
        with keeping.socket(id_) as socket, pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=20)
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 4404
        for person in (owner, helper, admin):
            for read in reads[:-1]:
                assert person.http.get(path + read).status_code == 200, read
            assert person.http.get("/api/tournaments", params={"q": id_}).json()["tournaments"]
        assert owner.http.post(f"{path}/commands", json={"type": "PublishTournament"}).status_code == 200
        assert nobody.get(path).status_code == 200
        assert id_ in nobody.get("/").text
