"""Finding a match, and who may see what is not for everybody."""

from http import HTTPStatus

from deltacrown import Match, Problem, Refused, Tournament

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Permission
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.stages.routes import find_stage


def find_match(tournament: Tournament, stage: str, match: str) -> Match:
    """The match. Raises Refused where there is no such stage or match."""
    found = find_stage(tournament, stage).matches.get(match)
    if found is None:
        raise Refused([Problem("match.unknown", f"there is no match {match!r} in this stage", "match")])
    return found


def for_sides(caller: Caller, match: Match, permission: Permission) -> None:
    """Turn away whoever neither acts for a side nor has the permission. Raises TurnedAway: 403."""
    if not caller.may(permission) and not any(caller.acts_for([side]) for side in match.present):
        message = f"only the sides of the match see this, and whoever has the permission {permission.value!r}"
        raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("access.permission", message))
