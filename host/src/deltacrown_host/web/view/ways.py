"""Where one can go from a tournament's page, by who one is."""

from collections.abc import Iterator

from attrs import frozen
from deltacrown import Phase, Tournament

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import STAFF
from deltacrown_host.web.language import say

_OPEN = {Phase.PUBLISHED, Phase.REGISTRATION, Phase.CHECK_IN}


@frozen
class Way:
    """A link, and what it says."""

    to: str
    says: str


def ways(tournament: Tournament, caller: Caller) -> tuple[Way, ...]:
    """The ways, the likeliest first."""
    return tuple(_ways(tournament, caller))


def _ways(tournament: Tournament, caller: Caller) -> Iterator[Way]:
    page = f"/t/{tournament.id}"
    if caller.permissions.intersection(STAFF):
        yield Way(f"{page}/run", say("Control room"))
    if any(not tournament.entrants[one].withdrawn for one in caller.entrants if one in tournament.entrants):
        yield Way(f"{page}/part", say("Your part"))
    elif tournament.phase in _OPEN:
        yield Way(f"{page}/part", say("Take part"))
