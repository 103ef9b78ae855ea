"""An organizer makes a tournament and runs it from a telephone, and from a large screen without a script."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from attrs import frozen
from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.walking import WAYS, join, press, sound

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@frozen
class Day:
    """An organizer's page, and the API beside it for what others do."""

    address: str
    api: httpx.Client
    look: Callable[[Page], None]
    page: Page

    def done(self, says: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=says)).to_be_visible()


@pytest.mark.parametrize(("width", "script"), WAYS, ids=["telephone", "no script"])
def test_a_day_from_the_draft_to_the_archive(host: Any, visit: Callable[..., Any], width: int, *, script: bool) -> None:
    """Whatever needs the organizer stands first in the control room, with what to do about it."""
    key = {"Authorization": f"Bearer {host.key}"}
    with httpx.Client(base_url=host.address, headers=key, timeout=30) as api:
        page = visit(f"{host.address}/new", width=width, script=script).page
        day = Day(host.address, api, sound if script else lambda _: None, page)
        tournament = made(day)
        entrants = gathered(day, tournament)
        started(day, tournament, entrants)
        planned(day, tournament)
        played(day, tournament)
        helped(day, tournament)


def made(day: Day) -> str:
    """The laboratory says what a format would be like, before it is chosen."""
    page = day.page
    join(page, day.address, "Olga")
    (olga,) = [one for one in day.api.get("/api/accounts").json()["accounts"] if one["name"] == "Olga"]
    assert day.api.put(f"/api/accounts/{olga['id']}/role", json={"role": "organizer"}).status_code == 200
    page.goto(f"{day.address}/me")
    page.get_by_role("link", name="New tournament").first.click()
    page.locator("#name").fill("Spring Open")
    page.get_by_label("Entrants").fill("8")
    press(page, "Ask the laboratory")
    table = page.get_by_role("table", name="Formats compared")
    expect(table.get_by_role("row").filter(has_text="Single elimination").get_by_role("cell").first).to_have_text("7")
    expect(page.locator("#name")).to_have_value("Spring Open")
    day.look(page)
    page.get_by_label("Everyone checks in").check()
    page.get_by_label("Entry fee").fill("much")
    press(page, "Make it")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Entry fee").fill("500")
    press(page, "Make it")
    day.done("as a draft")
    return urlsplit(page.url).path.split("/")[2]


def gathered(day: Day, tournament: str) -> list[str]:
    """Entrants come, and one of them shows a payment."""
    page = day.page
    press(page, "Open registration")
    page.get_by_role("link", name="Entrants").click()
    for name in ("Ada", "Ben", "Cay", "Dot"):
        page.get_by_label("Name").fill(name)
        press(page, "Add")
        expect(page.get_by_text(name, exact=True)).to_be_visible()
    day.look(page)
    lines = day.api.get(f"/api/tournaments/{tournament}/entrants").json()["entrants"]
    ada = lines[0]["entrant"]
    sent = day.api.post(
        f"/api/tournaments/{tournament}/entrants/{ada}/payment/proof", files={"file": ("x.png", PNG, "image/png")}
    )
    assert sent.status_code == 201
    return [line["entrant"] for line in lines]


def started(day: Day, tournament: str, entrants: list[str]) -> None:
    """What is missing needs the organizer, and is gone once it is seen to."""
    page = day.page
    page.get_by_role("link", name="Control room").click()
    expect(page.get_by_text("Payments to verify")).to_be_visible()
    of_ada(page, "It is paid").click()
    expect(page.get_by_text("Payments to verify")).to_have_count(0)
    press(page, "Open check-in")
    expect(page.get_by_text("Not checked in: 4")).to_be_visible()
    day.look(page)
    page.get_by_role("link", name="Entrants").click()
    of_ada(page, "Is here").click()
    day.done("checked in")
    rest = {"type": "CheckIn", "entrants": entrants[1:]}
    assert day.api.post(f"/api/tournaments/{tournament}/commands", json=rest).status_code == 200
    page.get_by_role("link", name="Control room").click()
    press(page, "Start")
    day.done("It has started")


def of_ada(page: Page, button: str) -> Locator:
    """Her button among those of everyone."""
    return page.get_by_role("button", name=re.compile(rf"^{button} ?: Ada$"))


def planned(day: Day, tournament: str) -> None:
    """A plan is shown before it is in force; matches whose time is over are late."""
    page = day.page
    page.get_by_role("link", name="Schedule").click()
    page.get_by_label("Stations").fill("Court 1")
    page.get_by_label("First match").fill("2026-01-01T12:00")
    press(page, "Show the plan")
    press(page, "Put it in force")
    day.done("The plan is in force")
    day.look(page)
    times = day.api.get(f"/api/tournaments/{tournament}/schedule").json()["matches"]
    assert {line["station"] for line in times} == {"Court 1"}


def played(day: Day, tournament: str) -> None:
    """Two taps from the control room a result is recorded; a correction says first what it changes."""
    page = day.page
    page.get_by_role("link", name="Control room").click()
    expect(page.get_by_role("heading", name="Late matches")).to_be_visible()
    day.look(page)
    page.get_by_role("link", name="See to it").first.click()
    page.locator("#record-points-0").fill("3")
    page.locator("#record-points-1").fill("1")
    press(page, "Record it")
    day.done("The result is recorded")
    page.locator("#correct-points-0").fill("1")
    page.locator("#correct-points-1").fill("3")
    page.locator("#correct-reason").fill("swapped")
    day.look(page)
    press(page, "See the effect")
    expect(page.get_by_role("list").filter(has_text="ends otherwise")).to_be_visible()
    day.look(page)
    press(page, "Correct it")
    day.done("The result is corrected")
    page.goto(f"{day.address}/t/{tournament}/run/matches")
    expect(page.get_by_role("heading", name="Decided: 1")).to_be_visible()
    day.look(page)


def helped(day: Day, tournament: str) -> None:
    """Whoever is put on the staff sees the control room, with what they may do."""
    page = day.page
    made = {"email": "hal@example.org", "name": "Hal", "password": "correct horse battery"}
    hal = day.api.post("/api/accounts", json=made).json()["id"]
    page.get_by_role("link", name="Staff").click()
    page.get_by_label("Number of their account").fill("nobody")
    press(page, "Appoint")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Number of their account").fill(hal)
    page.get_by_label("Start matches, record results").check()
    press(page, "Appoint")
    expect(page.get_by_text("Hal", exact=True)).to_be_visible()
    day.look(page)
    staff = day.api.get(f"/api/tournaments/{tournament}/staff").json()["staff"]
    assert [one["permissions"] for one in staff if one["name"] == "Hal"] == [["results"]]
