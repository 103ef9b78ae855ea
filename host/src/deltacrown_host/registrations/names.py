"""Reading and writing display names."""

from collections.abc import Mapping

from deltacrown import CommandReused
from sqlalchemy import Connection, delete, insert, select

from deltacrown_host.registrations.tables import entrant_names


def names_of(connection: Connection, tournament: str) -> Mapping[str, str]:
    """The names in a tournament, by entrant. Whoever has none goes by their id."""
    wanted = select(entrant_names.c.entrant, entrant_names.c.name).where(entrant_names.c.tournament_id == tournament)
    return {row.entrant: row.name for row in connection.execute(wanted)}


def write_name(connection: Connection, tournament: str, entrant: str, name: str) -> None:
    """Give an entrant this name, in place of any other."""
    mine = (entrant_names.c.tournament_id == tournament) & (entrant_names.c.entrant == entrant)
    connection.execute(delete(entrant_names).where(mine))
    connection.execute(insert(entrant_names).values(tournament_id=tournament, entrant=entrant, name=name))


def compare_name(connection: Connection, tournament: str, entrant: str, name: str, command_id: str) -> None:
    """Raise CommandReused where the entrant was registered under another name."""
    if names_of(connection, tournament).get(entrant, name) != name:
        raise CommandReused(command_id)
