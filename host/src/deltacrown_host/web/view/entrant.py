"""The page of an entrant: how far it has come, whom it meets, where it stands and why, what it can still reach."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen
from deltacrown import Engine, EntrantId, PluginFault, Problem, Ranking, Refused, Stage, Status, Tournament, look_ahead
from deltacrown.explaining import why_rank
from sqlalchemy import Connection, select

from deltacrown_host.registrations.names import names_of
from deltacrown_host.registrations.rosters import roster_of
from deltacrown_host.teams.tables import entrant_teams, teams
from deltacrown_host.web.language import mark, said, say
from deltacrown_host.web.view.lines import MatchLine, match_lines, stage_name
from deltacrown_host.web.view.stages import drawn, match_titles
from deltacrown_host.web.view.why import ReasonView, reason_view, why_id
from deltacrown_host.web.view.words import Names, name_of, ordinal

STATUS: Mapping[Status, str] = {
    Status.TAKING_PART: mark("Takes part"),
    Status.WAITING: mark("On the waiting list"),
    Status.WITHDRAWN: mark("Has withdrawn"),
    Status.DISQUALIFIED: mark("Disqualified"),
}
_LIMIT = 500


@frozen
class RankView:
    """Where the entrant stands in a stage, or in a table of it. `reach` says what it can still become."""

    id: str
    title: str
    rank: int
    reach: str
    why: ReasonView


@frozen
class EntrantView:
    """Everything on the page. `team` is the address and the name of the team that the entrant is, if it is one."""

    id: str
    tournament: str
    tournament_name: str
    name: str
    status: str
    seed: int
    team: tuple[str, str] | None
    roster: tuple[tuple[str, bool], ...]
    matches: tuple[MatchLine, ...]
    ranks: tuple[RankView, ...]


def entrant_view(engine: Engine, tournament: Tournament, connection: Connection, entrant: EntrantId) -> EntrantView:
    """The entrant as it stands. Raises Refused where there is none."""
    known = tournament.entrants.get(entrant)
    if known is None:
        raise Refused([Problem("entrant.unknown", f"there is no entrant {entrant!r}", "entrant")])
    names = names_of(connection, tournament.id)
    seeds = {seed: number for number, seed in enumerate(tournament.seeds, 1)}
    return EntrantView(
        id=entrant,
        tournament=tournament.id,
        tournament_name=tournament.settings.name,
        name=name_of(names, entrant),
        status=say(STATUS[known.status]),
        seed=seeds.get(entrant, 0),
        team=_team(connection, tournament.id, entrant),
        roster=tuple((line.name, line.substitute) for line in roster_of(connection, tournament.id, entrant)),
        matches=tuple(match_lines(engine, tournament, names, [entrant])),
        ranks=tuple(_ranks(engine, tournament, names, entrant)),
    )


def _team(connection: Connection, tournament: str, entrant: EntrantId) -> tuple[str, str] | None:
    mine = (entrant_teams.c.tournament_id == tournament) & (entrant_teams.c.entrant == entrant)
    wanted = select(teams.c.id, teams.c.name).join(entrant_teams, entrant_teams.c.team == teams.c.id).where(mine)
    found = connection.execute(wanted.where(teams.c.disbanded_at.is_(None))).first()
    return (f"/teams/{found.id}", found.name) if found else None


def _ranks(engine: Engine, tournament: Tournament, names: Names, entrant: EntrantId) -> Iterator[RankView]:
    for stage in tournament.stages:
        if entrant not in stage.entrants:
            continue
        try:
            ranking = engine.ranking(stage)
        except PluginFault:
            continue
        tables = {name: table for name, table in ranking.tables.items() if entrant in _ranked(table)}
        for name, table in (tables or {"": ranking}).items():
            yield _rank(engine, stage, name, table, names, entrant)


def _ranked(ranking: Ranking) -> Iterator[EntrantId]:
    return (line.entrant for line in ranking.standings)


def _rank(  # noqa: PLR0913, PLR0917 - who stands where
    engine: Engine, stage: Stage[Any], table: str, ranking: Ranking, names: Names, entrant: EntrantId
) -> RankView:
    title = stage_name(stage)
    rank = next(line.rank for line in ranking.standings if line.entrant == entrant)
    why = reason_view(why_rank(ranking, entrant), names, match_titles(drawn(engine, stage)))
    called = f"{title}: {said(table)}" if table else title
    return RankView(why_id(stage.key, table), called, rank, _reach(engine, stage, table, entrant), why)


def _reach(engine: Engine, stage: Stage[Any], table: str, entrant: EntrantId) -> str:
    """What the entrant can still become; nothing where that is not known, or settled."""
    if stage.over:
        return ""
    try:
        prospect = look_ahead(engine, stage, table=table, samples=0, limit=_LIMIT).prospects[entrant]
    except (PluginFault, ValueError, KeyError):
        return ""
    if (prospect.best, prospect.worst) == (1, len(stage.entrants)):
        return ""
    if prospect.best == prospect.worst:
        return say("Ends {place}, whatever happens.", place=ordinal(prospect.best))
    return say("Can still end {best} to {worst}.", best=ordinal(prospect.best), worst=ordinal(prospect.worst))
