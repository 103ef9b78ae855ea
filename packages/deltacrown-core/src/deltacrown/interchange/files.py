"""Files of others by what is in them, and the kinds that a tournament can be written as."""

from collections.abc import Callable, Mapping

from deltacrown import wire
from deltacrown.errors import Malformed
from deltacrown.interchange import brackets_manager, open_bracket, tables
from deltacrown.interchange.record import Part, Player, Record
from deltacrown.problems import Problem

WRITERS: Mapping[str, Callable[[Record], str]] = {
    "open-bracket": lambda record: wire.dumps(open_bracket.write(record)),
    "brackets-manager": lambda record: wire.dumps(brackets_manager.write(record)),
    "entrants": tables.entrants_csv,
    "results": tables.results_csv,
    "standings": tables.standings_csv,
}
"""The kinds by name: Open Bracket Format, the tables of brackets-manager, and three tables as CSV."""


def read(text: str, *, format_: str = "", name: str = "Tournament") -> Record:
    """The record in a file: Open Bracket Format, tables of brackets-manager, or a CSV of entrants.

    `format_` and `name` are for what a file does not say: how it is played, and what it is called. Raises Malformed.
    """
    if not text.lstrip().startswith("{"):
        lines = tables.read_entrants(text)
        players = tuple(
            Player(line.entrant, line.name, seed, rating="" if line.rating is None else str(line.rating))
            for seed, line in enumerate(lines, 1)
        )
        return Record(name, players, (Part("main", format_ or "single_elimination"),))
    data = wire.loads(text)
    if "sets" in data:
        return open_bracket.read(text)
    if "participant" in data:
        return brackets_manager.read(text)
    known = "neither Open Bracket Format (`sets`) nor tables of brackets-manager (`participant`)"
    raise Malformed([Problem("interchange.unknown", f"this is {known}")])
