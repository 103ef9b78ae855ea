"""The page of a team: who is in it, and where it has played."""

from attrs import frozen
from deltacrown import Phase
from sqlalchemy import Connection, select

from deltacrown_host.teams.records import known
from deltacrown_host.teams.tables import entrant_teams
from deltacrown_host.tournaments.listing import not_hidden
from deltacrown_host.tournaments.tables import tournaments
from deltacrown_host.web.view.page import phase_label
from deltacrown_host.web.view.words import entrant_address


@frozen
class Played:
    """A tournament in which the team is an entrant, and its page there."""

    name: str
    phase: str
    to: str


@frozen
class TeamView:
    """The team and its members, the captain first."""

    name: str
    members: tuple[str, ...]
    played: tuple[Played, ...]


def team_view(connection: Connection, team: str) -> TeamView:
    """The team as it stands. Raises Refused where there is none."""
    found = known(connection, team)
    return TeamView(found.name, tuple(member.name for member in found.members), tuple(_played(connection, team)))


def _played(connection: Connection, team: str) -> list[Played]:
    wanted = (
        select(tournaments.c.id, tournaments.c.name, tournaments.c.phase, entrant_teams.c.entrant)
        .join(entrant_teams, entrant_teams.c.tournament_id == tournaments.c.id)
        .where(entrant_teams.c.team == team, tournaments.c.phase != Phase.DRAFT.value, not_hidden())
        .order_by(tournaments.c.updated_at.desc())
    )
    rows = connection.execute(wanted)
    return [Played(row.name, phase_label(row.phase), entrant_address(row.id, row.entrant)) for row in rows]
