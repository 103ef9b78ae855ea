"""What each command needs: the permission for anybody's, and whether entrants may give it for themselves."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from attrs import frozen
from deltacrown import (
    AddEvidence,
    AllotPrizes,
    Amend,
    ArchiveTournament,
    ArrangeMatch,
    CancelTournament,
    ChangeSettings,
    CheckIn,
    CheckInToMatch,
    ClaimResult,
    CloseDispute,
    CloseStage,
    Command,
    CommentOnDispute,
    CommitToDraw,
    ConfirmOverdue,
    ConfirmResult,
    ContinueTournament,
    CreateTournament,
    DecideTie,
    DisqualifyEntrant,
    DropNoShows,
    EscalateDispute,
    ForfeitMatch,
    FreezeTournament,
    OpenCheckIn,
    OpenDispute,
    OpenRegistration,
    PairAgain,
    Problem,
    PublishTournament,
    Refused,
    RegisterEntrant,
    ReplaceEntrant,
    ReportGame,
    ReportResult,
    ResolveDispute,
    ReviewDispute,
    ScheduleMatch,
    ScheduleMatches,
    SetBestOf,
    StartMatch,
    StartTournament,
    Status,
    Tournament,
    UndoCheckIn,
    UnfreezeTournament,
    VetoMap,
    WithdrawEntrant,
)

from deltacrown_host.access.caller import Caller
from deltacrown_host.access.roles import Permission, Role
from deltacrown_host.edge.turned_away import TurnedAway


@frozen
class Need:
    """What a command needs.

    permission  who may give it for anybody
    own         the field that names entrants: whoever acts for them may give it too
    side        whether it is about a match, and whoever acts for one of its sides may give it too
    """

    permission: Permission
    own: str = ""
    side: bool = False


MANAGE = Need(Permission.MANAGE)
NEEDS: Mapping[type, Need] = {
    ChangeSettings: MANAGE,
    PublishTournament: MANAGE,
    OpenRegistration: MANAGE,
    CommitToDraw: MANAGE,
    OpenCheckIn: MANAGE,
    StartTournament: MANAGE,
    ContinueTournament: MANAGE,
    FreezeTournament: MANAGE,
    UnfreezeTournament: MANAGE,
    CancelTournament: MANAGE,
    ArchiveTournament: MANAGE,
    CloseStage: MANAGE,
    PairAgain: MANAGE,
    Amend: MANAGE,
    DecideTie: MANAGE,
    RegisterEntrant: Need(Permission.REGISTRATIONS),
    WithdrawEntrant: Need(Permission.REGISTRATIONS, "entrant"),
    DisqualifyEntrant: Need(Permission.REGISTRATIONS),
    ReplaceEntrant: Need(Permission.REGISTRATIONS),
    CheckIn: Need(Permission.REGISTRATIONS, "entrants"),
    UndoCheckIn: Need(Permission.REGISTRATIONS, "entrant"),
    DropNoShows: Need(Permission.REGISTRATIONS),
    ArrangeMatch: Need(Permission.SCHEDULE, "entrants"),
    ScheduleMatch: Need(Permission.SCHEDULE),
    ScheduleMatches: Need(Permission.SCHEDULE),
    SetBestOf: Need(Permission.SCHEDULE),
    StartMatch: Need(Permission.RESULTS),
    CheckInToMatch: Need(Permission.RESULTS, "entrant"),
    VetoMap: Need(Permission.RESULTS, "entrant"),
    ReportGame: Need(Permission.RESULTS),
    ReportResult: Need(Permission.RESULTS),
    ClaimResult: Need(Permission.RESULTS, "entrant"),
    ConfirmResult: Need(Permission.RESULTS, "entrant"),
    ConfirmOverdue: Need(Permission.RESULTS),
    ForfeitMatch: Need(Permission.RESULTS, "entrants"),
    OpenDispute: Need(Permission.DISPUTES, "entrant"),
    AddEvidence: Need(Permission.DISPUTES, side=True),
    CommentOnDispute: Need(Permission.DISPUTES, side=True),
    ReviewDispute: Need(Permission.DISPUTES),
    EscalateDispute: Need(Permission.DISPUTES),
    ResolveDispute: Need(Permission.DISPUTES),
    CloseDispute: Need(Permission.DISPUTES),
    AllotPrizes: Need(Permission.PRIZES),
}
"""Every command but creating a tournament, which organizers may."""


def authorize(caller: Caller, command: Command, tournament: Tournament) -> None:
    """Turn away whoever may not give this command. Raises TurnedAway: 401 where nobody signed in, else 403."""
    if not caller.signed_in:
        raise TurnedAway(HTTPStatus.UNAUTHORIZED, Problem("access.not_signed_in", "sign in first"))
    if isinstance(command, CreateTournament):
        if not caller.role.reaches(Role.ORGANIZER):
            raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("access.role", "organizers may create tournaments"))
    elif not (caller.may(NEEDS[type(command)].permission) or _for_oneself(caller, command, tournament)):
        need = NEEDS[type(command)]
        own = ", or to act for the entrant" if need.own or need.side else ""
        message = f"{type(command).__name__} needs the permission {need.permission.value!r} in this tournament{own}"
        raise TurnedAway(HTTPStatus.FORBIDDEN, Problem("access.permission", message))
    elif isinstance(command, RegisterEntrant) and not caller.may(Permission.REGISTRATIONS):
        _one_each(caller, command, tournament)


def _one_each(caller: Caller, command: RegisterEntrant, tournament: Tournament) -> None:
    """Whoever registers for themselves takes part once. Raises Refused."""
    gone = {Status.WITHDRAWN}
    mine = [tournament.entrants.get(entrant) for entrant in caller.entrants - {command.entrant}]
    if any(entrant and entrant.status not in gone for entrant in mine):
        raise Refused([Problem("registration.one_each", "you have registered already", "entrant")])


def _for_oneself(caller: Caller, command: Any, tournament: Tournament) -> bool:
    """Whether they give it for an entrant of their own."""
    need = NEEDS[type(command)]
    if isinstance(command, RegisterEntrant):
        new = command.entrant not in tournament.entrants
        return caller.acts_for([command.entrant]) or (new and caller.may(Permission.PLAY))
    if need.side:
        stage = tournament.stage(command.stage)
        match = stage.matches.get(command.match) if stage else None
        return match is not None and any(caller.acts_for([side]) for side in match.present)
    if isinstance(command, ArrangeMatch):
        # Whoever challenges is named first; the others need not agree.
        return caller.acts_for(command.entrants[:1])
    named = getattr(command, need.own) if need.own else ()
    return caller.acts_for((named,) if isinstance(named, str) else named)
