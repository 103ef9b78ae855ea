"""What is written beside a registration: the name that people see, and who acts for the entrant."""

from sqlalchemy import Connection, delete, insert

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Permission
from deltacrown_host.registrations.names import compare_name, write_name
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.store.desk import Beside


def owner_of(caller: Caller, named: str = "") -> str:
    """Who will act for the entrant: whoever registers; where they may register others, whom they name."""
    return named if caller.may(Permission.REGISTRATIONS) else caller.user


def registering(tournament: str, entrant: str, name: str, command_id: str, owner: str) -> Beside:
    """The rows of a registration."""

    def beside(connection: Connection, *, repeated: bool) -> None:
        if repeated:
            compare_name(connection, tournament, name, command_id)
            return
        write_name(connection, tournament, entrant, name, command_id)
        mine = (entrant_accounts.c.tournament_id == tournament) & (entrant_accounts.c.entrant == entrant)
        connection.execute(delete(entrant_accounts).where(mine))
        if owner:
            connection.execute(
                insert(entrant_accounts).values(tournament_id=tournament, entrant=entrant, account=owner)
            )

    return beside
