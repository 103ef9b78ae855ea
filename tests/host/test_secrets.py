"""What opens something, and where mail reaches people, is in no line of the log: whatever is done, and whatever fails."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace

import httpx
from deltacrown import Notifier, hookimpl
from deltacrown_host import HostDependency
from deltacrown_host.accounts.credentials import COOKIE
from deltacrown_host.edge.logs import JsonLines, configure_logs
from litestar import get
from sqlalchemy import text
from websockets.sync.client import connect

from tests.host.conftest import KNOCKOUT, Deaf, Running, client
from tests.host.mail.conftest import letters
from tests.host.receiving import Receiver
from tests.host.webhooks.conftest import receiver, sending

__all__ = ["receiver", "sending"]
Sending = Callable[..., AbstractContextManager[Running]]

ANN = "ann@example.org"
HOOK = "a-secret-address"
ASKED = "what a statement asks for"
PASSWORDS = ("a passphrase of Ann", "a slip of Ann's fingers", "another passphrase of Ann")
SETTINGS = {
    "metrics_token": "for-prometheus",
    "smtp_password": "of-the-mail-server",
    "oidc_client_secret": "of-the-issuer",
}


@get("/api/failing")
async def failing(host: HostDependency) -> None:
    """A statement that the database refuses, with something in it that is nobody's business."""
    half = text("insert into tournaments (id) values (:id)")
    await host.database.transaction(lambda connection: connection.execute(half, {"id": ASKED}))


@hookimpl
def register_routes() -> list[object]:
    return [failing]


@hookimpl
def register_notifiers() -> list[Notifier]:
    return [Deaf()]


PLUGIN = SimpleNamespace(__name__="failing", register_routes=register_routes, register_notifiers=register_notifiers)


@contextmanager
def log() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as a host writes it."""
    written, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    # Those of pytest are put aside, so that none of them is closed.
    root.handlers = []
    configure_logs()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root.handlers = [handler]
    try:
        yield written
    finally:
        root.handlers = handlers
        root.setLevel(level)


def lived(host: Running, folder: Path, receiver: Receiver) -> set[str]:
    """What was shown or made in a life in which everything is done that takes a secret, rightly and wrongly."""
    with client(host.url) as ann:
        ann.headers["origin"] = host.url
        ann.post("/api/accounts", json={"email": ANN, "name": "Ann", "password": PASSWORDS[0]})
        assert _signed_in(ann, PASSWORDS[1]).status_code == 401
        cookie = _signed_in(ann, PASSWORDS[0]).cookies[COOKIE]
        pair = ann.post("/api/tokens", json={"email": ANN, "password": PASSWORDS[0]}).json()
        next_pair = ann.post("/api/tokens/refresh", json={"refresh_token": pair["refresh_token"]}).json()
        key = ann.post("/api/me/keys", json={"name": "mine"}).json()["secret"]
        assert ann.get("/api/me", headers={"Authorization": f"Bearer {key}x"}).status_code == 401
        reset = _reset(host, ann, folder)
    made = host.http.post("/api/tournaments", json={"id": "cup", "name": "Cup", "stages": KNOCKOUT})
    assert made.status_code == 201
    webhook = {"url": f"{receiver.url}/{HOOK}"}
    secret = host.http.post("/api/tournaments/cup/webhooks", json=webhook).json()["secret"]
    host.http.post("/api/tournaments/cup/open-registration")
    receiver.next()
    ticket = host.http.post("/api/tournaments/cup/ticket").json()["ticket"]
    with connect(f"{host.url.replace('http', 'ws')}/ws/tournament/cup?after=0") as socket:
        for _ in range(2):
            socket.send(f'{{"type": "auth", "ticket": "{ticket}"}}')
    assert host.http.get("/api/failing").status_code == 500
    assert host.http.get(
        "/api/session/nowhere/callback", params={"code": "a-code-of-theirs", "state": "x"}
    ).is_client_error
    assert host.host
    shown = {cookie, key, reset, secret, ticket, host.host.signing_key, host.http.headers["Authorization"][7:]}
    return shown | {one[name] for one in (pair, next_pair) for name in ("access_token", "refresh_token")}


def _signed_in(http: httpx.Client, password: str) -> httpx.Response:
    return http.post("/api/session", json={"email": ANN, "password": password})


def _reset(host: Running, http: httpx.Client, folder: Path) -> str:
    """The link of a letter, once it was used."""
    http.post("/api/password/reset", json={"email": ANN})
    while host.http.get("/api/mails").json()["mails"]:
        pass
    bodies = [body.get_content() for letter in letters(folder) if (body := letter.get_body(("plain",)))]
    link = next(found[1] for text in bodies if (found := re.search(r"#reset=(\S+)", text)))
    assert http.put("/api/password/reset", json={"token": link, "password": PASSWORDS[2]}).status_code == 204
    return link


def test_nothing_that_opens_something_is_logged(sending: Sending, receiver: Receiver, tmp_path: Path) -> None:
    """Neither of people, nor of programs, nor of the host's own settings; nor what statements asked for that failed."""
    with log() as written, sending(plugins=[PLUGIN], mail_folder=tmp_path, **SETTINGS) as host:
        secrets = lived(host, tmp_path, receiver)
    said = written.getvalue()
    for sign_of_life in ('"/api/password/reset"', "not delivered", "unexpected error", "insert into tournaments"):
        assert sign_of_life in said
    private = {*secrets, *PASSWORDS, *SETTINGS.values(), ASKED, HOOK, "$argon2", "a-code-of-theirs", ANN}
    assert [one for one in private if one in said] == []
