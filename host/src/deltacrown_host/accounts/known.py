"""Callers who are known: whoever has just been let in is not looked up again for every request.

What this process writes about people is seen at once: it forgets everyone then. What another process writes is seen
within a second, for nobody is known for longer.
"""

from datetime import datetime, timedelta
from typing import TypeAlias

from deltacrown_host.access.caller import Caller
from deltacrown_host.accounts.credentials import Credential

ABOUT_PEOPLE = frozenset(
    {
        "accounts",
        "api_keys",
        "entrant_accounts",
        "entrant_teams",
        "refresh_tokens",
        "sessions",
        "staff",
        "team_members",
    }
)
"""The tables that say who somebody is and what they may do in a tournament."""
LASTS = timedelta(seconds=1)
MOST = 10_000

Asked: TypeAlias = tuple[Credential, str]
"""What somebody showed, and the tournament that they ask about."""


class KnownCallers:
    """Read on the event loop; forgotten on the thread that has written."""

    def __init__(self) -> None:
        self._known: dict[Asked, tuple[Caller, datetime]] = {}

    @property
    def state(self) -> object:
        """Another one whenever something was written about people."""
        return self._known

    def find(self, asked: Asked, now: datetime) -> Caller | None:
        """Who they are, if they were let in a moment ago."""
        caller, since = self._known.get(asked, (None, now))
        return caller if timedelta() <= now - since < LASTS else None

    def keep(self, asked: Asked, caller: Caller, now: datetime, state: object) -> None:
        """Know them for a moment, unless something was written about people since that state."""
        known = self._known
        if known is state:
            if len(known) >= MOST:
                known.clear()
            known[asked] = caller, now

    def written(self, tables: frozenset[str]) -> None:
        """Forget everyone, where these tables say who may do what."""
        if not ABOUT_PEOPLE.isdisjoint(tables):
            self._known = {}
