"""What everyone may know of a match beside its score."""

from attrs import frozen
from deltacrown import Engine, Tournament, why_match
from sqlalchemy import Connection

from deltacrown_host.matches.finding import find_match
from deltacrown_host.registrations.names import names_of
from deltacrown_host.stages.routes import find_stage
from deltacrown_host.web.view.calendar import streams_of
from deltacrown_host.web.view.stages import drawn, match_titles
from deltacrown_host.web.view.why import ReasonView, reason_view
from deltacrown_host.web.view.words import entrant_address, match_address, name_of, score


@frozen
class AboutMatch:
    """Why it is played, where it is shown; its games, each a map and a score; the maps that were banned and picked."""

    why: ReasonView
    stream: str
    games: tuple[tuple[str, str], ...]
    vetoes: tuple[tuple[str, str, str], ...]
    sides: tuple[tuple[str, str], ...]


def about_match(engine: Engine, tournament: Tournament, connection: Connection, stage: str, key: str) -> AboutMatch:
    """Everything about a match. Raises Refused where there is none."""
    played, match = find_stage(tournament, stage), find_match(tournament, stage, key)
    names = names_of(connection, tournament.id)
    reason = why_match(engine, tournament, played, match)
    scored = match.outcome.score if match.outcome else None
    return AboutMatch(
        why=reason_view(reason, names, match_titles(drawn(engine, played))),
        stream=streams_of(connection, tournament.id).get(match_address(tournament.id, stage, key), ""),
        games=tuple((game.map, score(game.points)) for game in (scored.games if scored else match.progress.games)),
        vetoes=tuple((veto.map, veto.action, name_of(names, veto.entrant)) for veto in match.progress.vetoes),
        sides=tuple((name_of(names, one), entrant_address(tournament.id, one)) for one in match.present),
    )
