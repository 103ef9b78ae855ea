"""What is written in notices."""

from collections.abc import Mapping

from deltacrown_host.mail.letters import Letter
from deltacrown_host.mail.texts import Filled, Links, Text
from deltacrown_host.notices.choices import Notice, leave_token


def match_ready(filled: Filled, links: Links) -> Letter:
    """That a match can be played."""
    return _of(filled, links, Notice.MATCH_READY, "Your match can be played", f"{filled['match']}{_where(filled)}")


def match_soon(filled: Filled, links: Links) -> Letter:
    """That a match begins."""
    return _of(filled, links, Notice.MATCH_SOON, "Your match begins soon", f"{filled['match']}{_where(filled)}")


def result_claimed(filled: Filled, links: Links) -> Letter:
    """That a result is to be confirmed."""
    said = f"{filled['match']}: the other side has said what the result is. Confirm it, or contest it."
    return _of(filled, links, Notice.RESULT, "A result to confirm", said)


def dispute_opened(filled: Filled, links: Links) -> Letter:
    """That a match is contested."""
    return _of(filled, links, Notice.DISPUTE, "Your match is contested", f"{filled['match']}: say what you know of it.")


def dispute_ruled(filled: Filled, links: Links) -> Letter:
    """That there is a ruling."""
    return _of(filled, links, Notice.DISPUTE, "There is a ruling", f"{filled['match']}: the dispute is decided.")


def check_in_soon(filled: Filled, links: Links) -> Letter:
    """That check-in opens."""
    return _of(filled, links, Notice.CHECK_IN, "Check-in opens soon", f"Be there from then on.{_starts(filled)}")


def check_in_open(filled: Filled, links: Links) -> Letter:
    """That check-in is open."""
    return _of(filled, links, Notice.CHECK_IN, "Check-in is open", f"Say that you are there.{_starts(filled)}")


def check_in_closing(filled: Filled, links: Links) -> Letter:
    """That check-in closes."""
    said = f"You have not said that you are there. Who has not may lose their place.{_starts(filled)}"
    return _of(filled, links, Notice.CHECK_IN, "Check-in closes soon", said)


def digest(filled: Filled, links: Links) -> Letter:
    """What happened, and what needs whoever organizes."""
    subject = f"Your tournaments in the week to {filled['until']}"
    return _signed(filled, links, Notice.DIGEST, Letter(subject, tuple(filled["said"].split("\n\n")), links.public_url))


def _of(filled: Filled, links: Links, notice: Notice, subject: str, said: str) -> Letter:
    page = f"{links.public_url}/t/{filled['tournament']}"
    return _signed(filled, links, notice, Letter(f"{filled['name']}: {subject}", (said,), page))


def _signed(filled: Filled, links: Links, notice: Notice, letter: Letter) -> Letter:
    """The letter, with what ends letters of its kind."""
    token = leave_token(links.key, filled["account"], notice)
    by_click, by_hand = f"{links.public_url}/api/unsubscribe?token={token}", f"{links.public_url}/account#leave={token}"
    return Letter(letter.subject, letter.paragraphs, letter.link, by_click, by_hand)


def _where(filled: Filled) -> str:
    at, station = filled["at"].replace("T", " ").replace("+00:00", " UTC"), filled["station"]
    return "".join([f", at {at}" if at else "", f", {station}" if station else ""])


def _starts(filled: Filled) -> str:
    at = filled["starts_at"].replace("T", " ").replace("+00:00", " UTC")
    return f" It begins at {at}." if at else ""


_ALL: tuple[Text, ...] = (
    match_ready,
    match_soon,
    result_claimed,
    dispute_opened,
    dispute_ruled,
    check_in_soon,
    check_in_open,
    check_in_closing,
    digest,
)
NOTICES: Mapping[str, Text] = {text.__name__: text for text in _ALL}
"""Every kind of notice, by its name."""
