"""Walking through the pages as people do: what a page must never have wrong, and signing in."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page, expect

PASSWORD = "correct horse battery"  # noqa: S105 - of people who do not exist
WAYS = [(390, True), (1440, False)]
"""A telephone, and a large screen without a script."""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
# Walks are long, and other tests run beside them.
expect.set_options(timeout=20_000)
RUN = "axe.run(document, {resultTypes: ['violations']})"


def sound(page: Page) -> None:
    """Nothing hangs over the edge, and axe finds nothing, in the light and in the dark."""
    assert page.evaluate(OVERFLOW) <= 0, page.url
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found: list[dict[str, Any]] = page.evaluate(RUN)["violations"]
        wrong = [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
        assert not wrong, (page.url, scheme, wrong)


def join(page: Page, address: str, name: str) -> None:
    """Make an account through the page, and be signed in."""
    page.goto(f"{address}/join")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name.lower()}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Make an account")


def press(page: Page, name: str, **more: Any) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True, **more).click()
