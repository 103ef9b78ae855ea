"""Reading and writing display names."""

from collections.abc import Mapping

from deltacrown import CommandReused
from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.registrations.tables import entrant_names


def names_of(connection: Connection, tournament: str) -> Mapping[str, str]:
    """The names in a tournament, by entrant. Whoever has none goes by their id."""
    wanted = select(entrant_names.c.entrant, entrant_names.c.name).where(entrant_names.c.tournament_id == tournament)
    return {row.entrant: row.name for row in connection.execute(wanted)}


def write_name(connection: Connection, tournament: str, entrant: str, name: str, command_id: str) -> None:
    """Give an entrant this name, which came with this command, in place of any other."""
    mine = (entrant_names.c.tournament_id == tournament) & (entrant_names.c.entrant == entrant)
    connection.execute(delete(entrant_names).where(mine))
    connection.execute(
        insert(entrant_names).values(tournament_id=tournament, entrant=entrant, name=name, order=command_id)
    )


def compare_name(connection: Connection, tournament: str, name: str, command_id: str) -> None:
    """Raise CommandReused where the command came with another name.

    A name that another command has replaced since is kept nowhere, so that it is not compared.
    """
    mine = (entrant_names.c.tournament_id == tournament) & (entrant_names.c.order == command_id)
    if connection.execute(select(entrant_names.c.name).where(mine)).scalar() not in (None, name):
        raise CommandReused(command_id)
