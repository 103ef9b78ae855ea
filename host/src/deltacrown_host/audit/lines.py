"""The trail as it is read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen


@frozen
class Line:
    """Something that was done.

    id          what no other line has
    actor       the account; empty for the host itself and its command line
    name        what the account is called now; empty where it is gone
    action      such as "payment.verify"
    object      what it was done to, such as "match/ko/final"
    tournament  empty for none
    version     the number of the command's first event in the tournament's journal; null for what was done to rows
    before      how what was changed stood before; null where nothing is kept of that
    after       how it stands after; of a command, its fields
    address     from where it came, for administrators and for as long as it is kept
    """

    id: str
    at: datetime
    actor: str
    name: str
    action: str
    object: str
    tournament: str
    version: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    address: str | None


@frozen
class Page:
    """Lines, the newest first. `cursor` leads on to the next page; empty at the end.

    A page may be short, even empty, and lead on all the same: where few lines are wanted of many, each looks at some.
    """

    lines: tuple[Line, ...]
    cursor: str


@frozen
class Wanted:
    """Which lines; whatever is empty is not asked for. `until` is not included."""

    tournament: str = ""
    actor: str = ""
    action: str = ""
    object: str = ""
    since: datetime | None = None
    until: datetime | None = None
    addresses: bool = False
