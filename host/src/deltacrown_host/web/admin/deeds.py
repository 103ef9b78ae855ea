"""What administrators do with a button or a short form, as the API is asked for it."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from deltacrown_host.web.asking import path_of
from deltacrown_host.web.forms import Filled


@frozen
class AdminDeed:
    """How the API is asked, on which page it is done, and with which fields beside their problems."""

    method: str
    path: Callable[[Filled], str]
    names: tuple[str, ...] = ()
    page: str = ""

    def body(self, form: Filled) -> dict[str, Any] | None:
        """What is sent: the fields that were filled in."""
        return {name: form[name] for name in self.names if form[name]} if self.names else None


def _at(*parts: str) -> Callable[[Filled], str]:
    """An address; what begins with a colon stands in the form."""
    return lambda form: path_of(*(form[part[1:]] if part[0] == ":" else part for part in parts))


ADMIN_DEEDS: Mapping[str, AdminDeed] = {
    "stop": AdminDeed("PUT", _at("emergency-stop"), ("reason",)),
    "go-on": AdminDeed("DELETE", _at("emergency-stop")),
    "job-again": AdminDeed("POST", _at("jobs", ":job", "again")),
    "mail-again": AdminDeed("POST", _at("mails", ":mail", "again")),
    "try-mail": AdminDeed("POST", _at("mails"), ("email",)),
    "review": AdminDeed("POST", _at("reports", ":report", "review"), page="moderation"),
    "resolve": AdminDeed("POST", _at("reports", ":report", "resolve"), ("decision", "note"), "moderation"),
    "hide": AdminDeed("PUT", _at("hidden"), ("object", "reason"), "moderation"),
    "show": AdminDeed("DELETE", _at("hidden"), ("object",), "moderation"),
    "role": AdminDeed("PUT", _at("accounts", ":account", "role"), ("role",), "people"),
    "suspend": AdminDeed("PUT", _at("accounts", ":account", "suspension"), ("reason",), "people"),
    "unsuspend": AdminDeed("DELETE", _at("accounts", ":account", "suspension"), page="people"),
    "sanction": AdminDeed("POST", _at("accounts", ":account", "sanctions"), ("kind", "reason"), "people"),
}
"""What can be done, by the word for it."""
