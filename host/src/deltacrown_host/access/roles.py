"""Roles on the host, and permissions in a tournament."""

from enum import StrEnum


class Role(StrEnum):
    """What an account may do everywhere; each role may do what those before it may."""

    SPECTATOR = "spectator"
    PLAYER = "player"
    ORGANIZER = "organizer"
    ADMIN = "admin"

    def reaches(self, other: "Role") -> bool:
        """Whether this role may do what the other may."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER = list(Role)


class Permission(StrEnum):
    """What somebody may do in one tournament. Who organizes it may do everything; staff what they were given."""

    MANAGE = "manage"
    """Settings, the life of the tournament, corrections, staff, webhooks."""
    REGISTRATIONS = "registrations"
    """Register and check in others, drop no-shows, substitutes, disqualification."""
    SCHEDULE = "schedule"
    """When and where matches are played, lobbies, referees, streams."""
    RESULTS = "results"
    """Start matches, report and confirm results, forfeits."""
    DISPUTES = "disputes"
    """Take disputes up and rule on them."""
    PAYMENTS = "payments"
    """Verify, reject and refund entry fees."""
    PRIZES = "prizes"
    """Settle prizes and pay them."""
    CERTIFICATES = "certificates"
    """Issue and revoke certificates."""
    ANALYTICS = "analytics"
    """See numbers, the audit trail and exports."""
    PLAY = "play"
    """Act for entrants of one's own: register, check in, claim results, contest them."""


STAFF = tuple(permission for permission in Permission if permission is not Permission.PLAY)
"""What can be given to staff."""
