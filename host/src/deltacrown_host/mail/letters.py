"""From a text to an e-mail: plain and HTML, with the headers that machines and people expect (RFC 5322, RFC 3834)."""

from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from html import escape

from attrs import field, frozen

from deltacrown_host.jobs.runner import GivenUp


@frozen
class Letter:
    """What is written: a subject, paragraphs, and a link where there is something to do.

    `unsubscribe` is where a mail program may end letters of this kind (RFC 8058), `choices` where a person may.
    """

    subject: str
    paragraphs: tuple[str, ...]
    link: str = field(default="", repr=False)
    unsubscribe: str = field(default="", repr=False)
    choices: str = field(default="", repr=False)


@frozen
class Envelope:
    """Who writes to whom, and when: the same letter has the same id, however often it is sent."""

    id: str
    sender: str
    address: str = field(repr=False)
    at: datetime


def message_of(letter: Letter, envelope: Envelope) -> EmailMessage:
    """The e-mail. Raises GivenUp where the address is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender
    message["To"] = _address(envelope.address)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = envelope.at
    message["Message-ID"] = f"<{envelope.id}@{domain_of(envelope.sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(plain(letter), cte="quoted-printable")
    message.add_alternative(html(letter), subtype="html", cte="quoted-printable")
    return message


def plain(letter: Letter) -> str:
    """The letter as plain text."""
    parts = [*letter.paragraphs, *filter(None, [letter.link])]
    foot = f"\n-- \nNo more of these: {letter.choices}\n" if letter.choices else ""
    return "\n\n".join(parts) + "\n" + foot


def html(letter: Letter) -> str:
    """The letter as HTML: it loads nothing, so that nobody learns when it is read."""
    parts = [f"<p>{escape(text).replace(chr(10), '<br>')}</p>" for text in letter.paragraphs]
    if letter.link:
        parts.append(f'<p><a href="{escape(letter.link)}">{escape(letter.link)}</a></p>')
    if letter.choices:
        parts.append(f'<hr><p><small><a href="{escape(letter.choices)}">No more of these</a></small></p>')
    head = '<!doctype html><html lang="en"><meta charset="utf-8">'
    return f'{head}<body style="font-family:sans-serif;max-width:36em">{"".join(parts)}</body></html>\n'


def domain_of(sender: str) -> str:
    """The domain of who writes."""
    return parseaddr(sender)[1].rpartition("@")[2]


def _address(text: str) -> Address:
    try:
        return Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        message = "this is no address that mail can go to"
        raise GivenUp(message) from None
