"""Reading and writing display names."""

from collections.abc import Collection, Mapping

from deltacrown import CommandReused
from sqlalchemy import Connection, bindparam, delete, insert, select

from deltacrown_host.registrations.tables import entrant_names

_NAMES = select(entrant_names.c.entrant, entrant_names.c.name).where(
    entrant_names.c.tournament_id == bindparam("tournament")
)
_SOME = _NAMES.where(entrant_names.c.entrant.in_(bindparam("entrants", expanding=True)))


def names_of(
    connection: Connection, tournament: str, entrants: Collection[str | None] | None = None
) -> Mapping[str, str]:
    """The names in a tournament, by entrant: of these, or of all. Whoever has none goes by their id."""
    if entrants is None:
        found = connection.execute(_NAMES, {"tournament": tournament})
    else:
        found = connection.execute(_SOME, {"tournament": tournament, "entrants": list(filter(None, entrants))})
    return {entrant: name for entrant, name in found}  # noqa: C416 - a row is a pair only to us


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
