"""How a letter leaves: by a mail server (SMTP), or into a folder that whoever runs the host can read."""

import os
import smtplib
import ssl
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from attrs import field, frozen

from deltacrown_host.jobs.runner import GivenUp

_FOR_GOOD = 500
_OWN_FOLDER, _OWN_FILE = 0o700, 0o600


class NotSent(Exception):
    """It was not taken; the message says why, without whom it was for."""


class Carrier(Protocol):
    """Carries letters away."""

    def carry(self, message: EmailMessage, address: str) -> None:
        """Carry one to this address. Blocks. Raises NotSent, and GivenUp where trying again is of no use."""


@frozen
class MailServer:
    """A mail server, asked anew for every letter."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str
    timeout_s: float
    trust: ssl.SSLContext = field(factory=ssl.create_default_context)

    def carry(self, message: EmailMessage, address: str) -> None:
        """Hand the letter to the server."""
        try:
            with self._open() as server:
                server.send_message(message, to_addrs=[address])
        except smtplib.SMTPRecipientsRefused as refused:
            code = max((code for code, _ in refused.recipients.values()), default=0)
            raise _refusal(code) from None
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            reason = "the mail server cannot do what this needs: encryption, signing in, or letters outside ASCII"
            raise NotSent(reason) from None
        except smtplib.SMTPResponseException as refused:
            reason = f"the mail server answered {refused.smtp_code} ({type(refused).__name__})"
            raise NotSent(reason) from None
        except (smtplib.SMTPException, OSError) as error:
            reason = f"{self.host}, port {self.port}: {type(error).__name__}: {error}".replace(address, "…")
            raise NotSent(reason) from None

    def _open(self) -> smtplib.SMTP:
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=self.trust)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        try:
            if self.security == "starttls":
                server.starttls(context=self.trust)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


@frozen
class Outbox:
    """A folder with a file for each letter, which any mail program opens. Nobody but its owner reads it."""

    folder: Path

    def carry(self, message: EmailMessage, address: str) -> None:
        """Put the letter there; the same letter once more is the same file."""
        del address
        at = parsedate_to_datetime(message["Date"]).astimezone(UTC)
        id_ = message["Message-ID"].strip("<>").partition("@")[0]
        whole, part = self.folder / f"{at:%Y%m%dT%H%M%SZ}-{id_}.eml", self.folder / f".{uuid4().hex}"
        try:
            self.folder.mkdir(_OWN_FOLDER, parents=True, exist_ok=True)
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWN_FILE), "wb") as file:
                file.write(message.as_bytes())
            part.replace(whole)
        except OSError as error:
            reason = f"the folder {str(self.folder)!r} cannot be written to: {error.strerror}"
            raise NotSent(reason) from None


def _refusal(code: int) -> Exception:
    """What a mail server's answer means: it will never take the letter, or not now (RFC 5321, 4.2.1)."""
    reason = f"the mail server refused it with {code}"
    return GivenUp(reason) if code >= _FOR_GOOD else NotSent(reason)
