"""A real browser on a real host: nothing is simulated but the visitor."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from attrs import define, field, frozen
from deltacrown_host.accounts.service_account import key_to
from deltacrown_host.app import create_app
from deltacrown_host.demo.playing import TOURNAMENT, Api, announce, play, start
from deltacrown_host.demo.world_cup import WorldCup, world_cup
from deltacrown_host.in_background import serving
from deltacrown_host.settings import Settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER = (
    "These tests need Chromium: install it (Debian: apt-get install chromium), "
    "or set DELTACROWN_CHROMIUM to the program of one that is installed."
)


# Playwright keeps notes on whoever listens, so there must be room for them.
@define(slots=False)
class Visit:
    """A page that is open, with everything that went wrong on it and everything it asked for."""

    page: Page
    errors: list[str] = field(factory=list)
    requests: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._request)
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)


Visiting = Callable[..., Visit]


@frozen
class Hosted:
    """A host that runs, and a key to it."""

    address: str
    key: str

    @property
    def api(self) -> Api:
        """A client of its API."""
        return Api(self.address, self.key)


Hosting = Callable[..., AbstractContextManager[Hosted]]


# Not for the whole session: while Playwright is open its event loop runs, and no other test can run one of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = os.environ.get("DELTACROWN_CHROMIUM") or shutil.which("chromium")
    if not program or not Path(program).exists():
        pytest.fail(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visiting]:
    contexts = []

    def open_page(address: str, *, width: int = 1440, script: bool = True, still: bool = False) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce" if still else "no-preference",
        )
        contexts.append(context)
        visit = Visit(context.new_page())
        visit.page.goto(address)
        return visit

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def cup() -> WorldCup:
    return world_cup()


@contextmanager
def hosted(folder: Path, port: int = 0) -> Iterator[Hosted]:
    settings = Settings(database_url=f"sqlite:///{folder / 'host.db'}", port=port)
    app = create_app(settings)
    with serving(app, settings) as address:
        yield Hosted(address, key_to(app))


@pytest.fixture(scope="session")
def hosting() -> Hosting:
    return hosted


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Hosted]:
    """A host on which nothing has happened yet."""
    with hosted(tmp_path) as host:
        yield host


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, cup: WorldCup) -> Iterator[str]:
    """The page of a World Cup that is over."""
    with hosted(tmp_path_factory.mktemp("played")) as host:
        with host.api as api:
            announce(api, cup)
            start(api)
            for _ in play(api, cup):
                pass
        yield f"{host.address}/t/{TOURNAMENT}"
