"""What becomes of an address and a password by letter. Nobody learns from an answer whose address has an account."""

from datetime import datetime

from deltacrown import Problem, Refused
from sqlalchemy import Connection

from deltacrown_host.access.roles import Role
from deltacrown_host.accounts import attempts, records, sessions, tokens
from deltacrown_host.accounts.links import Purpose, make_link, use_link, void_links
from deltacrown_host.accounts.records import Account
from deltacrown_host.mail.posting import post


def join(  # noqa: PLR0913, PLR0917 - what an account begins with
    connection: Connection, email: str, name: str, role: Role, password: str, now: datetime, *, secretly: bool
) -> Account | None:
    """A new account, whose address is asked to confirm.

    `secretly`, whoever has one already is told by letter and nobody else: None. Otherwise it raises Refused.
    """
    if secretly:
        attempts.count_letter(connection, email, now)
        known = records.find(connection, email)
        if known is not None:
            post(connection, "address_taken", {}, now, account=known.id, address=email)
            return None
    made = records.create(connection, email, name, now, role=role, password=password)
    _ask(connection, made.id, email, now)
    return made


def ask_again(connection: Connection, email: str, now: datetime) -> None:
    """Ask once more to confirm an address, where there is something to confirm. Raises TurnedAway (429)."""
    attempts.count_letter(connection, email, now)
    account = records.find(connection, email)
    if account is not None and account.email_confirmed_at is None:
        _ask(connection, account.id, email, now)


def ask_for_change(connection: Connection, account: str, email: str, now: datetime) -> None:
    """Ask at a new address whether it is this account's; the old one stays until then. Raises TurnedAway (429)."""
    attempts.count_letter(connection, email, now)
    known = records.find(connection, email)
    if known is None or known.id == account:
        _ask(connection, account, email, now)
    else:
        post(connection, "address_taken", {}, now, account=known.id, address=email)


def confirm(connection: Connection, key: str, token: str, now: datetime) -> Account:
    """The address is the account's, as whoever reads its mail says. The old one is told of a new. Raises Refused.

    Answers the account as it was.
    """
    link = use_link(connection, key, Purpose.CONFIRM, token, now)
    account, holder = records.known(connection, link.account), records.find(connection, link.address)
    if holder is not None and holder.id != account.id:
        raise Refused([Problem("account.email_taken", "there is an account with this address already", "token")])
    if account.email is not None and account.email != link.address:
        void_links(connection, Purpose.RESET, account.id)
        post(connection, "address_changed", {}, now, account=account.id, address=account.email)
    records.change(connection, account.id, now, email=link.address, email_confirmed_at=now)
    return account


def ask_for_reset(connection: Connection, email: str, now: datetime) -> None:
    """Send a link to another password, where there is an account. Raises TurnedAway (429)."""
    attempts.count_letter(connection, email, now)
    account = records.find(connection, email)
    if account is not None:
        link = make_link(connection, Purpose.RESET, account.id, email, now)
        post(connection, "reset", {"link": link}, now, account=account.id, address=email)


def reset(connection: Connection, key: str, token: str, password: str, now: datetime) -> Account:
    """Give the account another password (as it is kept) and end every sign-in of it. Raises Refused."""
    link = use_link(connection, key, Purpose.RESET, token, now)
    account = records.known(connection, link.account)
    # Whoever reads the mail of the address has just shown it.
    values = {"password": password, "email_confirmed_at": account.email_confirmed_at or now}
    records.change(connection, account.id, now, **values)
    end_sign_ins(connection, account.id, now)
    attempts.forget_failures(connection, link.address)
    tell_of_password(connection, account, now)
    return account


def tell_of_password(connection: Connection, account: Account, now: datetime) -> None:
    """The password is another one: whoever owns the account is told, and links to a new one end."""
    void_links(connection, Purpose.RESET, account.id)
    if account.email is not None and account.email_confirmed_at is not None:
        post(connection, "password_changed", {}, now, account=account.id)


def end_sign_ins(connection: Connection, account: str, now: datetime) -> None:
    """End every session and token of an account."""
    sessions.close_all_sessions(connection, account)
    tokens.end_all_tokens(connection, account, now)


def _ask(connection: Connection, account: str, email: str, now: datetime) -> None:
    link = make_link(connection, Purpose.CONFIRM, account, email, now)
    post(connection, "confirm", {"link": link}, now, account=account, address=email)
