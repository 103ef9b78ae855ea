"""What accounts want to be told by mail: everything, until they say otherwise."""

from collections.abc import Iterable
from enum import StrEnum

from deltacrown import Problem, Refused
from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.accounts.signing import signed, signed_text
from deltacrown_host.accounts.tables import accounts
from deltacrown_host.notices.tables import notice_choices

_PURPOSE = "unsubscribe"


class Notice(StrEnum):
    """A kind of notice that an account may have or not."""

    MATCH_READY = "match_ready"
    """Against whom, and that it can be played."""
    MATCH_SOON = "match_soon"
    """A match that has a time begins soon."""
    CHECK_IN = "check_in"
    """Check-in opens soon, is open, or closes soon for whoever is not there yet."""
    RESULT = "result"
    """The other side has said what the result is: confirm it, or contest it."""
    DISPUTE = "dispute"
    """A match is contested, or there is a ruling."""
    DIGEST = "digest"
    """Once a week, for whoever organizes: what happened, and what needs them."""


def choices_of(connection: Connection, account: str) -> dict[Notice, bool]:
    """Every notice, and whether the account wants it."""
    mine = select(notice_choices).where(notice_choices.c.account == account)
    kept = {row.notice: bool(row.wanted) for row in connection.execute(mine)}
    return {notice: kept.get(notice.value, True) for notice in Notice}


def choose(connection: Connection, account: str, notice: Notice, *, wanted: bool) -> None:
    """Remember what the account wants."""
    forget_choices(connection, account, notice)
    connection.execute(insert(notice_choices).values(account=account, notice=notice.value, wanted=wanted))


def forget_choices(connection: Connection, account: str, notice: Notice | None = None) -> None:
    """Forget what the account wants, of one notice or of all."""
    mine = notice_choices.c.account == account
    if notice is not None:
        mine &= notice_choices.c.notice == notice.value
    connection.execute(delete(notice_choices).where(mine))


def who_wants(connection: Connection, notice: Notice, asked: Iterable[str]) -> list[str]:
    """Those of these accounts that are told: they want it, and their address is known to be theirs."""
    ids = sorted(set(asked))
    unwanted = select(notice_choices.c.account).where(
        notice_choices.c.notice == notice.value, notice_choices.c.wanted.is_(False)
    )
    mine = accounts.c.id.in_(ids) & accounts.c.email_confirmed_at.is_not(None) & accounts.c.deleted_at.is_(None)
    wanted = select(accounts.c.id).where(mine, accounts.c.id.not_in(unwanted)).order_by(accounts.c.id)
    return list(connection.execute(wanted).scalars()) if ids else []


def leave_token(key: str, account: str, notice: Notice) -> str:
    """What ends these notices to this account, for as long as it is there. It opens nothing else."""
    return signed(key, _PURPOSE, f"{account}/{notice.value}")


def leave(connection: Connection, key: str, token: str) -> None:
    """End what the token is for. Raises Refused."""
    account, _, notice = (signed_text(key, _PURPOSE, token) or "").partition("/")
    known = select(accounts.c.id).where(accounts.c.id == account, accounts.c.deleted_at.is_(None))
    if connection.execute(known).first() is None:
        raise Refused(
            [Problem("link.invalid", "this link ends nothing: it is incomplete, or the account is gone", "token")]
        )
    choose(connection, account, Notice(notice), wanted=False)
