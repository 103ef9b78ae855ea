"""What is sent and answered about accounts."""

from datetime import datetime

from attrs import field, frozen

from deltacrown_host.access.caller import Via
from deltacrown_host.access.roles import Permission, Role
from deltacrown_host.accounts.keys import ApiKey


@frozen
class NewAccount:
    """Somebody who wants to take part. `name` is what others see."""

    email: str
    name: str
    password: str = field(repr=False)


@frozen
class SignIn:
    """An address and its password."""

    email: str
    password: str = field(repr=False)


@frozen
class Refresh:
    """The refresh token of a pair."""

    refresh_token: str = field(repr=False)


@frozen
class Me:
    """Who the request comes from, as the host knows them."""

    id: str
    name: str
    email: str | None
    email_confirmed: bool
    role: Role
    via: Via


@frozen
class Rename:
    """Another name."""

    name: str


@frozen
class NewPassword:
    """Another password; the present one shows that it is really the owner."""

    password: str = field(repr=False)
    present: str = field(repr=False)


@frozen
class Farewell:
    """The password, which shows that it is really the owner who leaves."""

    password: str = field(default="", repr=False)


@frozen
class NewKey:
    """A key for a program. `scopes` keep it to some permissions, wherever its account has them; null for all."""

    name: str
    scopes: tuple[Permission, ...] | None = None
    expires_at: datetime | None = None


@frozen
class MadeKey:
    """A new key. `secret` is shown this once."""

    key: ApiKey
    secret: str = field(repr=False)


@frozen
class KeyList:
    """One's own keys, oldest first."""

    keys: tuple[ApiKey, ...]


@frozen
class AccountLine:
    """An account, for administrators."""

    id: str
    name: str
    role: Role
    created_at: datetime
    suspended_until: datetime | None


@frozen
class AccountPage:
    """Accounts, the newest first. `cursor` leads on to the next page; empty at the end."""

    accounts: tuple[AccountLine, ...]
    cursor: str


@frozen
class Suspension:
    """How long nobody signs in to the account, and why; without an end where there is none."""

    until: datetime | None = None
    reason: str = ""


@frozen
class NewRole:
    """What an account may do everywhere."""

    role: Role


@frozen
class Appointment:
    """What somebody of the staff may do."""

    permissions: tuple[Permission, ...]
