"""A row of the table: who is let in, and what they bring along."""

from typing import Any

from attrs import frozen

EVERYONE = {"nobody", "player", "entrant", "helper", "other", "owner", "admin"}
"""See `tests.host.doors.scene`: `helper` is staff for schedule and results, `other` organizes other tournaments."""
SIGNED_IN = EVERYONE - {"nobody"}
ORGANIZERS = {"other", "owner", "admin"}
STAFF = {"owner", "admin"}
HELPERS = {"helper", *STAFF}
ENTRANT = {"entrant", *STAFF}
SIDES = {"entrant", *HELPERS}
TEAM = {"entrant"}
"""Nobody but its captain changes a team, administrators included. Whoever is not asked, or not in it, is told so."""
ADMIN = {"admin"}


@frozen
class Door:
    """Who is let in, with which body or whether with a file; `ends` where little is left of the scene afterwards."""

    to: set[str]
    body: Any = None
    file: bool = False
    ends: bool = False
