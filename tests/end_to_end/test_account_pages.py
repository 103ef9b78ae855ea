"""Somebody makes an account, changes it, and comes in again: on a telephone, and without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.walking import PASSWORD, WAYS, join, press, sound


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


@pytest.mark.parametrize(("width", "script"), WAYS, ids=["telephone", "no script"])
def test_an_account_from_its_making_to_its_end(
    host: Any, visit: Callable[..., Any], width: int, *, script: bool
) -> None:
    """Every mistake is said beside its field, everything done is said, and the header knows who is there."""
    page: Page = visit(f"{host.address}/sign-in?next=/me/account", width=width, script=script).page
    look = sound if script else lambda _: None
    look(page)
    sign_in(page, PASSWORD)
    expect(page.get_by_role("alert")).to_have_text("There is no account with this address and password.")
    expect(page.get_by_label("E-mail address")).to_have_value("ann@example.org")
    look(page)

    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Name").fill("Ann")
    page.get_by_label("E-mail address").fill("ann@example")
    page.get_by_label("Password").fill("long enough")
    press(page, "Make an account")
    wrong = page.get_by_label("E-mail address")
    expect(wrong).to_have_accessible_description(
        "Only for letters to you; nobody else sees it. Expected an address such as ann@example.org."
    )
    if script:
        expect(wrong).to_be_focused()
    look(page)
    join(page, host.address, "Ann")
    expect(page.get_by_role("status")).to_contain_text("Your account is there")
    expect(page.get_by_role("navigation", name="You")).to_contain_text("Ann")

    page.goto(f"{host.address}/me/account")
    look(page)
    page.get_by_label("What others see").fill("Ann Lee")
    press(page, "Keep the name")
    expect(page.get_by_role("navigation", name="You")).to_contain_text("Ann Lee")
    page.get_by_label("The week in brief").uncheck()
    press(page, "Keep this choice")
    expect(page.get_by_label("The week in brief")).not_to_be_checked()
    expect(page.get_by_label("Check-in")).to_be_checked()

    page.get_by_label("The present one").fill("something else")
    page.get_by_label("The new one").fill("another horse")
    press(page, "Change the password")
    expect(page.get_by_label("The present one")).to_have_accessible_description("This is not the present password.")
    page.get_by_label("The present one").fill(PASSWORD)
    page.get_by_label("The new one").fill("another horse")
    press(page, "Change the password")
    expect(page.get_by_role("status")).to_contain_text("You have a new password")
    sign_in(page, "another horse")
    expect(page.get_by_role("navigation", name="You")).to_contain_text("Ann Lee")
    press(page, "Sign out")
    expect(page.get_by_role("navigation", name="You")).to_have_text("Sign in")
    page.goto(f"{host.address}/me/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
