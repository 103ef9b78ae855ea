"""Whoever makes a request, as far as the host knows."""

from collections.abc import Collection
from enum import StrEnum

from attrs import frozen

from deltacrown_host.access.roles import STAFF, Permission, Role


class Via(StrEnum):
    """What somebody showed to be let in."""

    NOTHING = ""
    SESSION = "session"
    """A browser's cookie."""
    TOKEN = "token"  # noqa: S105 - a word
    """A short-lived access token."""
    KEY = "key"
    """An API key."""


@frozen
class Caller:
    """Who asks, and what they may do where they ask it.

    user         the id of the account; empty where nobody signed in
    role         the account's role
    permissions  what they may do in the tournament that the request is about, within what their key allows
    entrants     the entrants of that tournament that they act for
    """

    user: str = ""
    role: Role = Role.SPECTATOR
    via: Via = Via.NOTHING
    permissions: frozenset[Permission] = frozenset()
    entrants: frozenset[str] = frozenset()

    @property
    def signed_in(self) -> bool:
        """Whether it is known who asks."""
        return bool(self.user)

    def may(self, permission: Permission) -> bool:
        """Whether they have the permission in the tournament of the request."""
        return permission in self.permissions

    def acts_for(self, entrants: Collection[str]) -> bool:
        """Whether all of these are entrants of theirs, and they may act for them."""
        return bool(entrants) and self.may(Permission.PLAY) and self.entrants.issuperset(entrants)


NOBODY = Caller()


def granted(role: Role, staff: Collection[Permission], allowed: Collection[Permission] | None) -> frozenset[Permission]:
    """What somebody may do in a tournament: by their role, as its staff, within what their key allows (None: all)."""
    mine = {Permission.PLAY} if role.reaches(Role.PLAYER) else set()
    mine |= set(STAFF) if role is Role.ADMIN else set(staff)
    return frozenset(mine if allowed is None else mine.intersection(allowed))
