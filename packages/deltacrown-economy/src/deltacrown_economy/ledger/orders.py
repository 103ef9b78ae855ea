"""What the ledger can be told to do. An order is one of these, with a key: given again, it answers as it did first."""

from collections.abc import Callable
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any, TypeAlias

from attrs import field, frozen

from deltacrown_economy.ledger.refusals import TextInvalid

NAME_LENGTH = 200
"""Of whatever names something."""
CURRENCY_LENGTH = 60


class Status(StrEnum):
    """What may happen to an account."""

    OPEN = "open"
    FROZEN = "frozen"
    """Money may come in and none leaves."""
    CLOSED = "closed"
    """Nothing at all."""


@frozen
class Leg:
    """One account's part of a transaction: a positive amount comes in, a negative one goes out."""

    account: str
    amount: int


@frozen
class Open:
    """An account is opened.

    account   its name, for ever: `user:42:wallet`, `tournament:9:escrow`
    currency  a currency that was declared
    owner     whose it is, as the embedder names them; empty for nobody's
    floor     it never has less than this, what is held from it counted in; None for as little as may be
    ceiling   nor more than this, what is held for it counted in
    """

    account: str
    currency: str
    owner: str = ""
    floor: int | None = 0
    ceiling: int | None = None


@frozen
class SetLimits:
    """An account's floor and ceiling change."""

    account: str
    floor: int | None = 0
    ceiling: int | None = None


@frozen
class SetStatus:
    """An account is frozen, opened again or closed."""

    account: str
    status: Status = field(converter=Status)


@frozen
class Post:
    """Money moves: two legs or more, which sum to zero in every currency."""

    legs: tuple[Leg, ...]


@frozen
class Hold:
    """An amount is set aside for another account: it cannot be spent, and moves once it is captured.

    lasts_s   it may be expired after so many seconds; None for never
    """

    source: str
    target: str
    amount: int
    lasts_s: int | None = None


@frozen
class Capture:
    """What was held moves, or a part of it, and the rest is free again. `hold` is the transaction that made it."""

    hold: str
    amount: int | None = None


@frozen
class Release:
    """What was held is free again."""

    hold: str


@frozen
class Expire:
    """What was held is free again, because its time is over."""

    hold: str


@frozen
class Reverse:
    """What a transaction moved goes back: all that is left of it, or a part where it has two legs."""

    transaction: str
    amount: int | None = None


Action: TypeAlias = Open | SetLimits | SetStatus | Post | Hold | Capture | Release | Expire | Reverse


def _check_name(name: object, what: str, longest: int = NAME_LENGTH) -> None:
    if not isinstance(name, str) or len(name) > longest or not name.isprintable():
        message = f"it has {longest} printable characters at most, and is not {name!r}"
        raise TextInvalid(message, what)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        fine = False
    else:
        fine = "\0" not in text
    if not fine:
        message = "it has characters that are none, such as the one with the number zero"
        raise TextInvalid(message, "reason")


@frozen(slots=False)
class Order:
    """Something to do, once. Raises TextInvalid where it says something that no database could keep.

    action   what
    key      no other order has it within its scope: given again with the same content it answers what it answered
    scope    keys of two scopes are different: whose they are, such as an account of the API
    about    what the money is for: `tournament:9`
    actor    who gave the order; no personal data
    reason   why, for whoever reads the history
    """

    action: Action
    key: str
    scope: str = field(default="", kw_only=True)
    about: str = field(default="", kw_only=True)
    actor: str = field(default="", kw_only=True)
    reason: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_name(self.key, "key")
        _check_name(self.scope, "scope")
        _check_name(self.about, "about")
        _check_name(self.actor, "actor")
        if "\0" in self.reason or not self.reason.isascii():
            _check_text(self.reason)
        if isinstance(self.action, Open):
            _check_name(self.action.account, "account")
            _check_name(self.action.owner, "owner")
            _check_name(self.action.currency, "currency", CURRENCY_LENGTH)

    @cached_property
    def id(self) -> str:
        """The id of its transaction, which follows from scope and key."""
        return transaction_id(self.key, self.scope)

    @property
    def kind(self) -> str:
        """What is done: `post`, `hold` and so on."""
        return KINDS[type(self.action)]

    @cached_property
    def content(self) -> str:
        """Everything that must be the same where the key is, as JSON."""
        if isinstance(self.action, Post) and all(type(leg.amount) is int for leg in self.action.legs):
            return _posted(self.action, encode_basestring(self.about), encode_basestring(self.reason))
        return canonical({"about": self.about, "reason": self.reason, self.kind: SAID[type(self.action)](self.action)})


def _posted(action: Post, about: str, reason: str) -> str:
    """As `canonical` says it, in a third of the time: most orders by far are of this kind."""
    legs = ",".join([f"[{encode_basestring(leg.account)},{leg.amount}]" for leg in action.legs])
    return f'{{"about":{about},"post":{{"legs":[{legs}]}},"reason":{reason}}}'


KINDS: dict[type, str] = {
    Open: "open",
    SetLimits: "set_limits",
    SetStatus: "set_status",
    Post: "post",
    Hold: "hold",
    Capture: "capture",
    Release: "release",
    Expire: "expire",
    Reverse: "reverse",
}


def _fields(*names: str) -> Callable[[Any], dict[str, Any]]:
    return lambda action: {name: getattr(action, name) for name in names}


SAID: dict[type, Callable[[Any], dict[str, Any]]] = {
    Open: _fields("account", "currency", "owner", "floor", "ceiling"),
    SetLimits: _fields("account", "floor", "ceiling"),
    SetStatus: _fields("account", "status"),
    Post: lambda action: {"legs": [(leg.account, leg.amount) for leg in action.legs]},
    Hold: _fields("source", "target", "amount", "lasts_s"),
    Capture: _fields("hold", "amount"),
    Release: _fields("hold"),
    Expire: _fields("hold"),
    Reverse: _fields("transaction", "amount"),
}
"""What an action says, as data for JSON."""


def transaction_id(key: str, scope: str = "") -> str:
    """The id of the transaction that an order with this key has made, or would make."""
    # As canonical([scope, key]) says it, and several times as fast.
    said = f"[{encode_basestring(scope)},{encode_basestring(key)}]"
    return sha256(said.encode()).hexdigest()[:32]


canonical = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""JSON text that is the same for the same data."""
