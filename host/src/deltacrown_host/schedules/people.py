"""Who entrants are, over all tournaments: accounts, and the members of teams."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from deltacrown import Phase
from sqlalchemy import Connection, Select, select, union

from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.tables import entrant_teams, team_members
from deltacrown_host.tournaments.tables import tournaments

# Fewer than the parameters that any database takes in a statement.
_AT_ONCE = 500


def people_of(connection: Connection, tournament: str) -> Callable[[str], Collection[str]]:
    """Who each entrant of the tournament is. One that no account stands behind is itself, in this tournament alone."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for wanted in (_accounts(), _members()):
        for row in connection.execute(wanted.where(wanted.selected_columns.tournament_id == tournament)):
            found[row.entrant].add(row.account)
    known: Mapping[str, Collection[str]] = {entrant: frozenset(accounts) for entrant, accounts in found.items()}

    def people(entrant: str) -> Collection[str]:
        return known.get(entrant) or (f"{tournament}\n{entrant}",)

    return people


def elsewhere(connection: Connection, tournament: str, accounts: Collection[str]) -> list[str]:
    """The other tournaments under way in which any of these play, in a stable order."""
    found: set[str] = set()
    asked = sorted(accounts)
    for first in range(0, len(asked), _AT_ONCE):
        some = asked[first : first + _AT_ONCE]
        parts = [
            part.with_only_columns(part.selected_columns.tournament_id).where(part.selected_columns.account.in_(some))
            for part in (_accounts(), _members())
        ]
        playing = union(*parts).subquery()
        live = (tournaments.c.phase == Phase.LIVE.value) & (tournaments.c.id != tournament)
        found.update(
            connection.execute(select(tournaments.c.id).where(live, tournaments.c.id.in_(select(playing)))).scalars()
        )
    return sorted(found)


def _accounts() -> Select[tuple[str, str, str]]:
    rows = entrant_accounts.c
    return select(rows.tournament_id, rows.entrant, rows.account)


def _members() -> Select[tuple[str, str, str]]:
    rows = entrant_teams.c
    return select(rows.tournament_id, rows.entrant, team_members.c.account).join(
        team_members, team_members.c.team == rows.team
    )
