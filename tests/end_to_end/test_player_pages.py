"""Players on their telephones: register, be there, play, report, confirm, contest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from playwright.sync_api import Page, expect

from tests.end_to_end.walking import WAYS, join, press, sound

CUP = {
    "id": "cup",
    "name": "Friday Night Cup",
    "stages": [{"key": "ko", "format": "single_elimination"}],
    "capacity": 2,
    "waitlist": True,
    "check_in": {},
    "fee": {"currency": "EUR", "amount": 500},
    "fields": [
        {"key": "tag", "label": "Name in the game", "required": True},
        {"key": "on", "kind": "choice", "label": "Plays on", "choices": ["PC", "Console"]},
        {"key": "card", "kind": "file", "label": "Student card"},
    ],
}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file to show."""
    file = tmp_path / "proof.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return file


def register(page: Page, address: str, tag: str) -> None:
    page.goto(f"{address}/t/cup")
    page.get_by_role("link", name="Take part").click()
    page.get_by_label("Name in the game").fill(tag)
    press(page, "Register")
    expect(page.get_by_role("status").first).to_have_text("You are registered.")


@frozen
class Cup:
    """A tournament that three people come to."""

    address: str
    api: httpx.Client
    look: Callable[[Page], None]
    picture: Path
    ann: Page
    bob: Page
    cat: Page

    def command(self, kind: str) -> None:
        answer = self.api.post("/api/tournaments/cup/commands", json={"type": kind})
        assert answer.status_code == 200, answer.text

    def part(self, page: Page) -> None:
        page.goto(f"{self.address}/t/cup/part")


@pytest.mark.parametrize(("width", "script"), WAYS, ids=["telephone", "no script"])
def test_from_registering_to_a_dispute(
    host: Any, visit: Callable[..., Any], picture: Path, width: int, *, script: bool
) -> None:
    """Each step is one press from where one is, says what it did, and shows the other side what is theirs to do."""
    key = {"Authorization": f"Bearer {host.key}"}
    with httpx.Client(base_url=host.address, headers=key, timeout=30) as api:
        assert api.post("/api/tournaments", json=CUP).status_code == 201
        assert api.post("/api/tournaments/cup/commands", json={"type": "PublishTournament"}).status_code == 200
        pages = [visit(f"{host.address}/t/cup/part", width=width, script=script, still=True).page for _ in range(3)]
        cup = Cup(host.address, api, sound if script else lambda _: None, picture, *pages)
        cup.command("OpenRegistration")
        first(cup)
        others(cup)
        room = report(cup, script=script)
        contest(cup, room)
        stranger = visit(room, width=width, script=script).page
    expect(stranger.get_by_text("Contested", exact=True)).to_be_visible()
    expect(stranger.get_by_text("The server was fine.")).to_have_count(0)


def first(cup: Cup) -> None:
    """Whoever registers is told what is missing, and may pay."""
    ann = cup.ann
    expect(ann.get_by_text("Registration is not open yet.")).to_be_visible()
    join(ann, cup.address, "Ann")
    cup.part(ann)
    expect(ann.get_by_text("2 of 2 places are free.")).to_be_visible()
    ann.get_by_label("Name in the game").fill(" ")
    press(ann, "Register")
    expect(ann.get_by_label("Name in the game")).to_have_accessible_description("'Name in the game' is required.")
    cup.look(ann)
    ann.get_by_label("Name in the game").fill("annihilator")
    ann.get_by_label("Plays on").select_option("PC")
    ann.get_by_label("Student card").set_input_files(cup.picture)
    press(ann, "Register")
    expect(ann.get_by_text("Taking part", exact=True)).to_be_visible()
    cup.look(ann)
    ann.get_by_label("Proof of payment").set_input_files(cup.picture)
    press(ann, "Send the proof")
    expect(ann.get_by_text("Your proof is being looked at")).to_be_visible()


def others(cup: Cup) -> None:
    """Whoever comes late waits in a line, and has the place of whoever leaves."""
    bob, cat = cup.bob, cup.cat
    join(bob, cup.address, "Bob")
    register(bob, cup.address, "bobcat")
    join(cat, cup.address, "Cat")
    cup.part(cat)
    expect(cat.get_by_text("You would be number 1 on the waiting list.")).to_be_visible()
    register(cat, cup.address, "cathode")
    expect(cat.get_by_text("Waiting list: number 1")).to_be_visible()
    answers = cup.api.get("/api/tournaments/cup/answers").json()["answers"]
    assert [line["answers"]["tag"] for line in answers] == ["annihilator", "bobcat", "cathode"]
    bob.get_by_text("Withdraw", exact=True).click()
    press(bob, "Withdraw Bob")
    expect(bob.get_by_text("Withdrawn", exact=True)).to_be_visible()
    cup.command("OpenCheckIn")
    for page in (cup.ann, cat):
        cup.part(page)
        press(page, "I am here")
        expect(page.get_by_text("Checked in", exact=True)).to_be_visible()
    cup.look(cat)
    cup.command("StartTournament")


def report(cup: Cup, *, script: bool) -> str:
    """What one side reports, the other sees at once and may confirm."""
    ann, cat = cup.ann, cup.cat
    ann.goto(f"{cup.address}/me")
    cup.look(ann)
    ann.get_by_role("link", name="Play, then report").click()
    cup.look(ann)
    room = ann.url
    cat.goto(room)
    if script:
        expect(cat.locator("#connection")).to_have_text("Live")
    ann.get_by_label("Ann", exact=True).first.fill("2")
    ann.get_by_label("Cat", exact=True).first.fill("1")
    press(ann, "Report it")
    expect(ann.get_by_text("The other side has yet to confirm it.")).to_be_visible()
    if not script:
        cat.goto(room)
    expect(cat.get_by_role("button", name="That is right")).to_be_visible()
    cup.look(cat)
    return room


def contest(cup: Cup, room: str) -> None:
    """A dispute has words and evidence, which its sides see and nobody else."""
    ann, cat = cup.ann, cup.cat
    cat.get_by_text("Contest it").first.click()
    cat.get_by_label("What happened").fill("It was one all,\nthen the server fell.")
    cat.locator("#dispute-file").set_input_files(cup.picture)
    press(cat, "Contest it")
    expect(cat.get_by_role("status").filter(has_text="The match is contested")).to_be_visible()
    expect(cat.get_by_role("link", name="Evidence 1")).to_be_visible()
    cup.look(cat)
    ann.goto(room)
    ann.get_by_label("Your words").fill("The server was fine.")
    press(ann, "Say it")
    expect(ann.get_by_role("list", name="What was said")).to_contain_text("The server was fine.")
