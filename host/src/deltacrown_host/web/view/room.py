"""A match's own page: who meets, what each side says, and what whoever looks may do there."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from deltacrown import Claim, Match, MatchState, Phase, Tournament
from sqlalchemy import Connection

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Permission
from deltacrown_host.bootstrap import Host
from deltacrown_host.matches.finding import find_match
from deltacrown_host.registrations.names import names_of
from deltacrown_host.stages.routes import find_stage
from deltacrown_host.web.language import say
from deltacrown_host.web.view.lines import STATES, stage_name
from deltacrown_host.web.view.matches import MatchView, match_view
from deltacrown_host.web.view.stages import drawn, match_titles
from deltacrown_host.web.view.words import Names, match_address, name_of, score

_DUEL = 2
_UNDER_WAY = {MatchState.READY, MatchState.CHECK_IN, MatchState.LIVE, MatchState.PENDING_RESULT}


@frozen
class ClaimView:
    """What a side says the result is."""

    name: str
    mine: bool
    score: str
    at: datetime


@frozen
class SideOfRoom:
    """A side: who, whether they are here, and whether whoever looks acts for it."""

    entrant: str
    name: str
    here: bool
    mine: bool


@frozen
class RoomView:
    """Everything about the match.

    mine      the side that whoever looks acts for; empty where there is none
    may       the permissions of whoever looks
    contested whether a dispute stands in the way
    order     the command that a correction names
    shootout  whether the form asks for a shoot-out: level points are no result
    """

    tournament: str
    tournament_name: str
    version: int
    stage: str
    key: str
    to: str
    title: str
    stage_name: str
    state: MatchState
    says: str
    match: MatchView
    sides: tuple[SideOfRoom, ...]
    claims: tuple[ClaimView, ...]
    at: datetime | None
    station: str
    best_of: int
    draws: bool
    live: bool
    mine: str
    may: frozenset[str]
    contested: bool
    order: str
    shootout: bool

    @property
    def inside(self) -> bool:
        """Whether whoever looks sees the lobby."""
        return bool(self.mine) or Permission.SCHEDULE in self.may

    @property
    def under_way(self) -> bool:
        """Whether it can be played and reported now."""
        return self.live and self.state in _UNDER_WAY

    @property
    def claimed(self) -> bool:
        """Whether this side has said what the result is."""
        return any(claim.mine for claim in self.claims)

    @property
    def to_claim(self) -> bool:
        """Whether this side says what the result is."""
        return bool(self.mine) and self.under_way and not self.claims

    @property
    def to_confirm(self) -> bool:
        """Whether this side agrees with what the other has said."""
        return bool(self.mine) and self.under_way and bool(self.claims) and not self.claimed

    @property
    def nothing_to_do(self) -> bool:
        """Whether there is nothing here for whoever looks but to watch."""
        helps = self.may.intersection({Permission.RESULTS, Permission.MANAGE})
        return not (self.to_claim or self.claims or (helps and (self.under_way or self.order)))

    @property
    def to_contest(self) -> bool:
        """Whether this side may contest what stands or was said."""
        decided = self.state is MatchState.COMPLETED
        return bool(self.mine) and not self.contested and (decided or self.to_confirm)


def room_view(  # noqa: PLR0913, PLR0917 - where it is, and who looks
    host: Host, tournament: Tournament, connection: Connection, caller: Caller, stage_key: str, key: str
) -> RoomView:
    """The match as it stands. Raises Refused where there is none."""
    stage, match = find_stage(tournament, stage_key), find_match(tournament, stage_key, key)
    names = names_of(connection, tournament.id)
    titles = match_titles(drawn(host.desk.engine, stage))
    mine = next((entrant for entrant in match.present if caller.acts_for([entrant])), "")
    dispute = match.progress.dispute
    return RoomView(
        tournament=tournament.id,
        tournament_name=tournament.settings.name,
        version=tournament.version,
        stage=stage_key,
        key=key,
        to=match_address(tournament.id, stage_key, key),
        title=titles.get(key, key),
        stage_name=stage_name(stage),
        state=match.state,
        says=say(STATES[match.state]),
        match=match_view(stage_key, match, names, titles),
        sides=_sides(match, names, mine),
        claims=tuple(_claim(claim, names, mine) for claim in match.progress.claims),
        at=match.progress.scheduled_at,
        station=match.progress.station,
        best_of=match.best_of,
        draws=match.draws,
        live=tournament.phase is Phase.LIVE and not tournament.frozen,
        mine=mine,
        may=frozenset(caller.permissions),
        contested=dispute is not None and dispute.unsettled,
        order=match.outcome.order if match.outcome else "",
        shootout=not match.draws and match.best_of == 1 and len(match.slots) == _DUEL,
    )


def _sides(match: Match, names: Names, mine: str) -> tuple[SideOfRoom, ...]:
    here: Sequence[str] = match.progress.checked_in
    return tuple(
        SideOfRoom(entrant, name_of(names, entrant), entrant in here, entrant == mine) for entrant in match.present
    )


def _claim(claim: Claim, names: Names, mine: str) -> ClaimView:
    said = score(claim.score.points)
    if claim.score.shootout:
        said = say("{score} ({shootout} shootout)", score=said, shootout=score(claim.score.shootout))
    return ClaimView(name_of(names, claim.entrant), claim.entrant == mine, said, claim.at)
