"""A real mail server on this machine, and the letters that a host has sent."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from attrs import define, field


@define
class MailServer:
    """Takes mail. `answers` are what it says to the next letters, before it takes any."""

    port: int = 0
    arrived: Queue[tuple[list[str], EmailMessage]] = field(factory=Queue)
    answers: list[str] = field(factory=list)
    tried: int = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        self.tried += 1
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, _class=EmailMessage, policy=default)
        self.arrived.put((envelope.rcpt_tos, letter))
        return "250 taken"

    def next(self) -> tuple[list[str], EmailMessage]:
        """Whom the next letter is for, and the letter."""
        return self.arrived.get(timeout=20)


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, login: tuple[bytes, bytes] | None = None) -> Iterator[MailServer]:
    """A mail server; with TLS it takes nothing without, with a login nothing from strangers."""

    def authenticate(*asked: Any) -> AuthResult:
        shown = asked[-1]
        return AuthResult(success=isinstance(shown, LoginPassword) and (shown.login, shown.password) == login)

    found = MailServer()
    options = {"tls_context": tls, "require_starttls": tls is not None}
    if login:
        options |= {"authenticator": authenticate, "auth_required": True}
    controller = Controller(found, hostname="127.0.0.1", port=0, **options)
    # The library asks port 0 whether it is up, so it is told the real one.
    controller.start = _start(controller, found)  # type: ignore[method-assign]
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


def _start(controller: Controller, found: MailServer) -> Callable[[], None]:
    whole, trigger = controller.start, controller._trigger_server  # noqa: SLF001 - as above

    def trigger_server() -> None:
        assert controller.server
        found.port = controller.port = controller.server.sockets[0].getsockname()[1]
        trigger()

    controller._trigger_server = trigger_server  # type: ignore[method-assign] # noqa: SLF001 - as above
    return whole


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that takes everything from everyone."""
    with mail_server() as server:
        yield server


def letters(folder: Path) -> list[EmailMessage]:
    """What is in a folder of mail, the oldest first."""
    return [
        message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
        for file in sorted(folder.glob("*.eml"))
    ]
