"""What is sent and answered about teams."""

from datetime import datetime
from enum import StrEnum

from attrs import evolve, frozen


class Place(StrEnum):
    """What somebody is in a team."""

    CAPTAIN = "captain"
    """One a team. May do everything, and acts for it in tournaments."""
    MANAGER = "manager"
    """Acts for the team in tournaments, invites, and removes players."""
    PLAYER = "player"


@frozen
class TeamName:
    """What the team is called."""

    name: str


@frozen
class Somebody:
    """An account."""

    account: str


@frozen
class NewPlace:
    """What a member is from now on. Whoever becomes captain takes the place of the captain, who becomes a player."""

    place: Place


@frozen
class Member:
    """Somebody in a team."""

    account: str
    name: str
    place: Place
    since: datetime


@frozen
class Team:
    """A team: its members, the longest first; `invited` is for those who lead it: accounts that have not answered."""

    id: str
    name: str
    members: tuple[Member, ...]
    invited: tuple[str, ...]

    def place_of(self, account: str) -> Place | None:
        """What the account is in it."""
        return next((member.place for member in self.members if member.account == account), None)

    def seen_by(self, account: str) -> "Team":
        """What the account may see of it."""
        return self if self.place_of(account) in {Place.CAPTAIN, Place.MANAGER} else evolve(self, invited=())


@frozen
class MyTeams:
    """The teams that one is in, and those that have asked one to join."""

    teams: tuple[Team, ...]
    invitations: tuple[Team, ...]
