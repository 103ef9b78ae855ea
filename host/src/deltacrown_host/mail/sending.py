"""Sending what was posted: a runner of its own, so that a mail server that hangs holds up no other work."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from deltacrown_host.delivery.patience import Pace, Patience
from deltacrown_host.jobs.runner import Kind, Runner
from deltacrown_host.mail.carriers import Carrier, MailServer, Outbox
from deltacrown_host.mail.letters import Envelope, message_of
from deltacrown_host.mail.posting import SEND, posted, sent
from deltacrown_host.mail.texts import TEXTS, Links
from deltacrown_host.notices.texts import NOTICES
from deltacrown_host.settings import Settings
from deltacrown_host.store.database import Database

_AT_ONCE = 4


class Mailroom:
    """Runs for as long as the host does. `signing_key` is known once it runs."""

    def __init__(self, database: Database, settings: Settings, pace: Pace, clock: Callable[[], datetime]) -> None:
        self.signing_key = ""
        self._settings = settings
        self._database = database
        self._clock = clock
        self._carrier = carrier_of(settings)
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="mail")
        patience = Patience(settings.mail_retry_first_s, settings.mail_retry_longest_s)
        kinds = {SEND: Kind(self.send, attempts=settings.mail_attempts, patience=patience)}
        self.runner = Runner(database, kinds, settings.mail_attempts, pace, clock)

    @property
    def links(self) -> Links:
        """What makes the links in letters."""
        settings = self._settings
        return Links(settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}", self.signing_key)

    async def run(self) -> None:
        """Send until cancelled."""
        await self.runner.run()

    def close(self) -> None:
        """Let go of the threads, without waiting for a server that hangs."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def send(self, job: str, payload: Mapping[str, Any]) -> None:
        """Send one letter. It bears being sent again: it is the same letter, with the same id."""
        del job
        letter = await self._database.query(posted, payload["mail"])
        if letter is None:
            return
        if letter.address:
            text = {**TEXTS, **NOTICES}[letter.kind](letter.filled_with, self.links)
            envelope = Envelope(letter.id, self._settings.mail_from, letter.address, letter.created_at)
            message = message_of(text, envelope)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._threads, self._carrier.carry, message, letter.address)
        await self._database.transaction(sent, letter.id, self._clock())


def carrier_of(settings: Settings) -> Carrier:
    """What carries letters: the mail server of the settings, or a folder where they name none."""
    if not settings.smtp_host:
        return Outbox(settings.mail_folder)
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password,
        security=settings.smtp_security,
        timeout_s=settings.smtp_timeout_s,
    )
