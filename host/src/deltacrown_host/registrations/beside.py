"""What is written beside a registration: the name that people see, who acts for the entrant, what they answered."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from attrs import field, frozen
from deltacrown import Problem, Roster
from sqlalchemy import Connection, delete, insert

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Permission
from deltacrown_host.edge.turned_away import TurnedAway
from deltacrown_host.registrations.answers import compare_answers, write_answers
from deltacrown_host.registrations.names import compare_name, write_name
from deltacrown_host.registrations.rosters import write_roster
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.store.desk import Beside
from deltacrown_host.teams.bodies import Team
from deltacrown_host.teams.records import acting_for, known
from deltacrown_host.teams.tables import entrant_teams


@frozen
class Acting:
    """Who acts for an entrant: an account, or those who lead a team; and what they have answered, and when."""

    at: datetime
    account: str = ""
    team: str = ""
    answers: Mapping[str, Any] = field(factory=dict)
    roster: Roster | None = None


def owner_of(caller: Caller, named: str = "") -> str:
    """Who will act for the entrant: whoever registers; where they may register others, whom they name."""
    return named if caller.may(Permission.REGISTRATIONS) else caller.user


def team_of(connection: Connection, team: str, caller: Caller) -> Team:
    """The team that is to be registered. Raises TurnedAway for whoever does not act for it, and Refused."""
    if not caller.may(Permission.REGISTRATIONS) and not acting_for(connection, team, caller.user):
        message = "only its captain and managers register a team"
        raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("team.place", message))
    return known(connection, team)


def registering(tournament: str, entrant: str, name: str, command_id: str, acting: Acting) -> Beside:
    """The rows of a registration."""

    def beside(connection: Connection, *, repeated: bool) -> None:
        if repeated:
            compare_name(connection, tournament, name, command_id)
            compare_answers(connection, tournament, acting.answers, command_id)
            return
        write_name(connection, tournament, entrant, name, command_id)
        write_answers(connection, tournament, entrant, acting.answers, command_id, acting.at)
        write_roster(connection, tournament, entrant, acting.roster)
        for table in (entrant_accounts, entrant_teams):
            mine = (table.c.tournament_id == tournament) & (table.c.entrant == entrant)
            connection.execute(delete(table).where(mine))
        place = {"tournament_id": tournament, "entrant": entrant}
        if acting.team:
            connection.execute(insert(entrant_teams).values(team=acting.team, **place))
        elif acting.account:
            connection.execute(insert(entrant_accounts).values(account=acting.account, **place))

    return beside
