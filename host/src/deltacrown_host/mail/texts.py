"""What is written in letters, all in one place."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import field, frozen

from deltacrown_host.accounts.links import LASTS, Purpose, token_of
from deltacrown_host.mail.letters import Letter

Filled: TypeAlias = Mapping[str, str]


@frozen
class Links:
    """Makes the links in letters: where the host is reached, and what they are signed with."""

    public_url: str
    key: str = field(repr=False)

    def one_use(self, purpose: Purpose, id_: str) -> str:
        """A link that does something once."""
        # Behind the #: what stands there is sent to no server, so it is in no log.
        return f"{self.public_url}/account#{purpose.value}={token_of(self.key, purpose, id_)}"


Text: TypeAlias = Callable[[Filled, Links], Letter]


def trial(filled: Filled, links: Links) -> Letter:
    """That mail works."""
    del filled
    return Letter("Mail works", (f"This host sends mail: {links.public_url}", "Nothing is to be done."))


def confirm(filled: Filled, links: Links) -> Letter:
    """Whether an address is somebody's."""
    asked = f"Somebody, hopefully you, uses this address for an account at {links.public_url}. Is it yours?"
    days = LASTS[Purpose.CONFIRM].days
    until = f"If so, open this within {days} days. If not, do nothing: without it the address is not used."
    return Letter("Confirm your address", (asked, until), links.one_use(Purpose.CONFIRM, filled["link"]))


def address_taken(filled: Filled, links: Links) -> Letter:
    """That there is an account already, to whom it belongs alone."""
    del filled
    said = f"Somebody, perhaps you, wanted to use this address at {links.public_url}. It has an account there already."
    return Letter("You have an account already", (said, f"If you forgot the password, ask for a new one. {_NOT_YOU}"))


def reset(filled: Filled, links: Links) -> Letter:
    """The way to another password."""
    asked = f"Somebody, hopefully you, asked for a new password at {links.public_url}."
    until = f"Open this within an hour to choose one. {_NOT_YOU}"
    return Letter("A new password", (asked, until), links.one_use(Purpose.RESET, filled["link"]))


def address_changed(filled: Filled, links: Links) -> Letter:
    """To the address that was the account's."""
    del filled
    return Letter("Your address was changed", (f"Your account at {links.public_url} has another address now.", _ALARM))


def password_changed(filled: Filled, links: Links) -> Letter:
    """That there is another password."""
    del filled
    said = f"Your account at {links.public_url} has a new password, and every sign-in has ended."
    return Letter("Your password was changed", (said, _ALARM))


def identity_added(filled: Filled, links: Links) -> Letter:
    """That there is another way in."""
    said = f"Your account at {links.public_url} opens by signing in at {filled['issuer']} too from now on."
    return Letter("Another way to sign in", (said, _ALARM))


_NOT_YOU = "If it was not you, do nothing: nothing changes."
_ALARM = "If it was not you, ask for a new password at once, and write to whoever runs this host."
_OF_ACCOUNTS: tuple[Text, ...] = (
    trial,
    confirm,
    address_taken,
    reset,
    address_changed,
    password_changed,
    identity_added,
)
TEXTS: Mapping[str, Text] = {text.__name__: text for text in _OF_ACCOUNTS}
"""Every kind of letter, by its name."""
