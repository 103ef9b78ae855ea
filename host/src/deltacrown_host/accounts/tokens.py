"""Tokens for programs: a signed one that is shown with every request and soon expires, and one to get the next with.

A refresh token is used once. Shown again it was stolen, or its owner's answer was lost: nobody can tell which, so all
that came of the same sign-in ends (RFC 9700, 4.14.2). A short grace forgives two tabs that ask at once.
"""

from datetime import datetime, timedelta

import jwt
from attrs import frozen
from deltacrown import Problem
from sqlalchemy import Connection, insert, select, update

from deltacrown_host.accounts.secret import digest_of, new_id, new_secret
from deltacrown_host.accounts.tables import refresh_tokens

ACCESS_LASTS = timedelta(minutes=60)
REFRESH_LASTS = timedelta(days=7)
LEEWAY = timedelta(seconds=60)
GRACE = timedelta(seconds=10)
_ALGORITHM = "HS256"
_AUDIENCE = "deltacrown"


class BadToken(Exception):
    """The token does not open anything; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


@frozen
class TokenPair:
    """What a program keeps. `expires_in` is the life of the access token in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme (RFC 6750)


def sign(key: str, account: str, family: str, now: datetime) -> str:
    """An access token."""
    claims = {"sub": account, "sid": family, "aud": _AUDIENCE, "typ": "access", "iat": now, "exp": now + ACCESS_LASTS}
    return jwt.encode(claims, key, _ALGORITHM)


def read(key: str, token: str, now: datetime) -> tuple[str, str]:
    """Whose access token it is, and its family. Raises BadToken."""
    # The library reads the machine's clock; ours is an argument, so times are compared here.
    options = {"require": ["sub", "sid", "exp", "typ"], "verify_exp": False, "verify_iat": False}
    try:
        claims = jwt.decode(token, key, [_ALGORITHM], options=options, audience=_AUDIENCE)  # type: ignore[arg-type]
    except jwt.InvalidTokenError as error:
        raise BadToken(Problem("access.token_invalid", "this token is not one of ours")) from error
    if claims["typ"] != "access":
        raise BadToken(Problem("access.token_invalid", "this token is for something else"))
    if now.timestamp() > claims["exp"] + LEEWAY.total_seconds():
        raise BadToken(Problem("access.token_expired", "this token has expired: get a new one with the refresh token"))
    return claims["sub"], claims["sid"]


def issue(connection: Connection, key: str, account: str, now: datetime, family: str = "") -> TokenPair:
    """A pair of tokens, of a new sign-in unless the family is given."""
    family, secret = family or new_id(), new_secret()
    values = {"digest": digest_of(secret), "family": family, "account": account}
    connection.execute(insert(refresh_tokens).values(created_at=now, expires_at=now + REFRESH_LASTS, **values))
    return TokenPair(sign(key, account, family, now), secret, int(ACCESS_LASTS.total_seconds()))


def refresh(connection: Connection, key: str, secret: str, now: datetime) -> TokenPair | BadToken:
    """The next pair. BadToken is answered, not raised: what it ended must be committed."""
    mine = refresh_tokens.c.digest == digest_of(secret)
    row = connection.execute(select(refresh_tokens).where(mine).with_for_update()).first()
    if row is None:
        return BadToken(Problem("access.token_invalid", "there is no such refresh token"))
    if row.revoked_at is not None or row.expires_at <= now:
        return BadToken(Problem("access.token_expired", "this refresh token has ended: sign in again"))
    if row.used_at is not None and now - row.used_at > GRACE:
        end_family(connection, row.family, now)
        return BadToken(
            Problem("access.token_reused", "this refresh token was used before: everything of this sign-in has ended")
        )
    connection.execute(update(refresh_tokens).where(mine).values(used_at=row.used_at or now))
    return issue(connection, key, row.account, now, row.family)


def end_family(connection: Connection, family: str, now: datetime) -> None:
    """End everything that came of one sign-in."""
    mine = (refresh_tokens.c.family == family) & refresh_tokens.c.revoked_at.is_(None)
    connection.execute(update(refresh_tokens).where(mine).values(revoked_at=now))


def end_all_tokens(connection: Connection, account: str, now: datetime) -> None:
    """End everything of an account."""
    mine = (refresh_tokens.c.account == account) & refresh_tokens.c.revoked_at.is_(None)
    connection.execute(update(refresh_tokens).where(mine).values(revoked_at=now))


def ended(connection: Connection, family: str) -> bool:
    """Whether the sign-in has been ended: its access tokens then open nothing, though they have not expired."""
    mine = (refresh_tokens.c.family == family) & refresh_tokens.c.revoked_at.is_not(None)
    return connection.execute(select(refresh_tokens.c.family).where(mine).limit(1)).scalar() is not None
