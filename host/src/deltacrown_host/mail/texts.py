"""What is written in letters, all in one place."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import field, frozen

from deltacrown_host.mail.letters import Letter

Filled: TypeAlias = Mapping[str, str]


@frozen
class Links:
    """Makes the links in letters: where the host is reached, and what they are signed with."""

    public_url: str
    key: str = field(repr=False)


Text: TypeAlias = Callable[[Filled, Links], Letter]


def trial(filled: Filled, links: Links) -> Letter:
    """That mail works."""
    del filled
    return Letter("Mail works", (f"This host sends mail: {links.public_url}", "Nothing is to be done."))


TEXTS: Mapping[str, Text] = {"trial": trial}
"""Every kind of letter, by its name."""
