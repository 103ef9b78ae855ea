"""Everyone who has entered a tournament, or those whose name holds some letters."""

from attrs import frozen
from deltacrown import Tournament
from sqlalchemy import Connection

from deltacrown_host.registrations.names import names_of
from deltacrown_host.web.language import say
from deltacrown_host.web.view.entrant import STATUS
from deltacrown_host.web.view.words import entrant_address, name_of


@frozen
class EntrantRow:
    """Somebody who has entered. `seed` is 0 before the draw."""

    to: str
    name: str
    seed: int
    status: str


@frozen
class EntrantsView:
    """Those who were looked for, by seed, then in the order in which they came; `all` is how many there are."""

    tournament: str
    tournament_name: str
    looked_for: str
    rows: tuple[EntrantRow, ...]
    all: int


def entrants_view(tournament: Tournament, connection: Connection, looked_for: str) -> EntrantsView:
    """The list as it stands."""
    names = names_of(connection, tournament.id)
    seeds = {entrant: number for number, entrant in enumerate(tournament.seeds, 1)}
    wanted = looked_for.casefold()
    rows = [
        EntrantRow(
            entrant_address(tournament.id, one.id),
            name_of(names, one.id),
            seeds.get(one.id, 0),
            say(STATUS[one.status]),
        )
        for one in tournament.entrants.values()
        if wanted in name_of(names, one.id).casefold()
    ]
    rows.sort(key=lambda row: row.seed or len(tournament.entrants) + 1)
    return EntrantsView(tournament.id, tournament.settings.name, looked_for, tuple(rows), len(tournament.entrants))
