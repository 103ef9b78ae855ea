"""When matches are played and where they are shown, for everyone: a list by days, in the order of play."""

from collections.abc import Mapping

from attrs import frozen
from deltacrown import Engine, Tournament
from sqlalchemy import Connection, select

from deltacrown_host.lobbies.tables import lobbies
from deltacrown_host.registrations.names import names_of
from deltacrown_host.web.view.lines import MatchLine, match_lines
from deltacrown_host.web.view.words import match_address


@frozen
class ShownLine:
    """A match that has a time or is shown somewhere, and where."""

    match: MatchLine
    stream: str


@frozen
class ScheduleView:
    """Everything that has a time, and what else is shown now. `open` is what is not over."""

    tournament: str
    tournament_name: str
    open: tuple[ShownLine, ...]
    over: tuple[ShownLine, ...]


def schedule_view(engine: Engine, tournament: Tournament, connection: Connection) -> ScheduleView:
    """The schedule as it stands."""
    shown = streams_of(connection, tournament.id)
    lines = [
        ShownLine(line, shown.get(line.to, ""))
        for line in match_lines(engine, tournament, names_of(connection, tournament.id))
        if line.at or (line.to in shown and not line.over)
    ]
    lines.sort(key=lambda one: (one.match.at is None, one.match.at and one.match.at.timestamp()))
    return ScheduleView(
        tournament.id,
        tournament.settings.name,
        tuple(one for one in lines if not one.match.over),
        tuple(one for one in reversed(lines) if one.match.over),
    )


def streams_of(connection: Connection, tournament: str) -> Mapping[str, str]:
    """Where matches are shown, by the address of their page."""
    mine = (lobbies.c.tournament_id == tournament) & (lobbies.c.stream != "")
    rows = connection.execute(select(lobbies.c.stage, lobbies.c.match, lobbies.c.stream).where(mine))
    return {match_address(tournament, row.stage, row.match): row.stream for row in rows}
