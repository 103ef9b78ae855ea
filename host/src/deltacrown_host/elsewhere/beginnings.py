"""What is remembered of a sign-in between its beginning here and its answer from elsewhere."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from attrs import field, frozen
from deltacrown import Problem, Refused
from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.accounts.secret import digest_of, new_secret
from deltacrown_host.elsewhere.tables import sign_ins

LASTS = timedelta(minutes=10)


@frozen
class Beginning:
    """A sign-in that has begun.

    state     comes back with the answer
    browser   stays in the browser, so that nobody is signed in by a link that somebody else has begun
    nonce     comes back within the identity token, so that no other token is taken
    verifier  shows with the code that it is we who asked for it (RFC 7636)
    account   to which the identity is added; empty where somebody signs in
    """

    provider: str
    account: str = ""
    state: str = field(factory=new_secret, repr=False)
    browser: str = field(factory=new_secret, repr=False)
    nonce: str = field(factory=new_secret, repr=False)
    verifier: str = field(factory=new_secret, repr=False)

    @property
    def challenge(self) -> str:
        """What is said of the verifier beforehand."""
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).decode().rstrip("=")


def remember(connection: Connection, begun: Beginning, now: datetime) -> None:
    """Keep it until it is answered."""
    values = {"provider": begun.provider, "nonce": begun.nonce, "verifier": begun.verifier}
    digests = {"digest": digest_of(begun.state), "browser": digest_of(begun.browser)}
    row = insert(sign_ins).values(account=begun.account or None, expires_at=now + LASTS, **digests, **values)
    connection.execute(row)


def recall(connection: Connection, provider: str, state: str, browser: str, now: datetime) -> Beginning:
    """The sign-in that this answers, once. Raises Refused."""
    mine = (sign_ins.c.digest == digest_of(state)) & (sign_ins.c.browser == digest_of(browser))
    mine &= (sign_ins.c.provider == provider) & (sign_ins.c.expires_at > now)
    row = connection.execute(select(sign_ins).where(mine)).first()
    if row is None or not connection.execute(delete(sign_ins).where(mine)).rowcount:
        message = "this sign-in did not begin in this browser, or took too long: begin again"
        raise Refused([Problem("sign_in.not_begun", message, "state")])
    return Beginning(provider, row.account or "", state, browser, row.nonce, row.verifier)


def forget_old(connection: Connection, now: datetime) -> None:
    """Delete what was never answered."""
    connection.execute(delete(sign_ins).where(sign_ins.c.expires_at <= now))
