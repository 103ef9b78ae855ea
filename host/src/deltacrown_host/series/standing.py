"""The table of a series: who is who across tournaments, and what they have got in each.

An entrant's id belongs to one tournament. Across them whoever acts for an entrant is the same: an account, or a team.
Entrants for whom nobody acts, or whose account acts for several in one tournament, go by their own id.
"""

from collections import Counter
from collections.abc import Mapping

from attrs import evolve, frozen
from deltacrown import Phase, Ranking, Series, SeriesRules, Tournament, series_table
from sqlalchemy import Connection, select

from deltacrown_host.registrations.names import names_of
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.tables import entrant_teams


@frozen
class Finished:
    """A tournament that is over: its ranking by competitor, and what they were called in it."""

    tournament: str
    ranking: Ranking
    names: Mapping[str, str]


def finished(tournament: Tournament, connection: Connection) -> Finished | None:
    """The tournament as a part of a series; None until it is over, and where it was cancelled."""
    if tournament.ranking is None or tournament.phase is Phase.CANCELLED:
        return None
    who, names = _competitors(connection, tournament.id), names_of(connection, tournament.id)
    lines = tuple(evolve(line, entrant=who.get(line.entrant, line.entrant)) for line in tournament.ranking.standings)
    called = {who.get(entrant, entrant): name for entrant, name in names.items()}
    return Finished(tournament.id, Ranking(lines), called)


def table_of(parts: list[Finished], rules: SeriesRules) -> tuple[Series, Mapping[str, str]]:
    """The table, and what everyone was called last."""
    names = {competitor: name for part in parts for competitor, name in part.names.items()}
    return series_table({part.tournament: part.ranking for part in parts}, rules), names


def _competitors(connection: Connection, tournament: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for table, column, kind in (
        (entrant_accounts, entrant_accounts.c.account, "account"),
        (entrant_teams, entrant_teams.c.team, "team"),
    ):
        wanted = select(table.c.entrant, column.label("who")).where(table.c.tournament_id == tournament)
        found |= {row.entrant: f"{kind}/{row.who}" for row in connection.execute(wanted)}
    times = Counter(found.values())
    return {entrant: who for entrant, who in found.items() if times[who] == 1}
