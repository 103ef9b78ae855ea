"""The life of a tournament as one table: which command fits which phase."""

from collections.abc import Iterable

from deltacrown.correction.commands import Amend
from deltacrown.dispute.commands import (
    AddEvidence,
    CloseDispute,
    CommentOnDispute,
    EscalateDispute,
    OpenDispute,
    ResolveDispute,
    ReviewDispute,
)
from deltacrown.match.commands import (
    CheckInToMatch,
    ClaimResult,
    ConfirmOverdue,
    ConfirmResult,
    ForfeitMatch,
    ReportGame,
    ReportResult,
    ScheduleMatch,
    SetBestOf,
    StartMatch,
    VetoMap,
)
from deltacrown.prize.commands import AllotPrizes
from deltacrown.problems import Problem
from deltacrown.registration.commands import (
    CheckIn,
    DisqualifyEntrant,
    DropNoShows,
    RegisterEntrant,
    ReplaceEntrant,
    UndoCheckIn,
    WithdrawEntrant,
)
from deltacrown.stage.commands import DecideTie
from deltacrown.tournament.commands import (
    ArchiveTournament,
    CancelTournament,
    ChangeSettings,
    CommitToDraw,
    ContinueTournament,
    CreateTournament,
    FreezeTournament,
    OpenCheckIn,
    OpenRegistration,
    PublishTournament,
    StartTournament,
    UnfreezeTournament,
)
from deltacrown.tournament.state import Phase, Tournament

_BEFORE_PLAY = (Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION, Phase.CHECK_IN)
_WITH_ENTRANTS = (Phase.REGISTRATION, Phase.CHECK_IN, Phase.LIVE)

FITS: dict[type, tuple[Phase, ...]] = {
    CreateTournament: (Phase.NEW,),
    ChangeSettings: _BEFORE_PLAY,
    PublishTournament: (Phase.DRAFT,),
    OpenRegistration: (Phase.DRAFT, Phase.PUBLISHED),
    RegisterEntrant: _WITH_ENTRANTS,
    WithdrawEntrant: _WITH_ENTRANTS,
    DisqualifyEntrant: _WITH_ENTRANTS,
    ReplaceEntrant: _WITH_ENTRANTS,
    CommitToDraw: (Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION),
    OpenCheckIn: (Phase.REGISTRATION,),
    CheckIn: (Phase.CHECK_IN,),
    UndoCheckIn: (Phase.CHECK_IN,),
    DropNoShows: (Phase.CHECK_IN,),
    StartTournament: (Phase.REGISTRATION, Phase.CHECK_IN),
    ReportResult: (Phase.LIVE,),
    ScheduleMatch: (Phase.LIVE,),
    SetBestOf: (Phase.LIVE,),
    CheckInToMatch: (Phase.LIVE,),
    StartMatch: (Phase.LIVE,),
    VetoMap: (Phase.LIVE,),
    ReportGame: (Phase.LIVE,),
    ClaimResult: (Phase.LIVE,),
    ConfirmResult: (Phase.LIVE,),
    ConfirmOverdue: (Phase.LIVE,),
    ForfeitMatch: (Phase.LIVE,),
    OpenDispute: (Phase.LIVE, Phase.COMPLETED),
    AddEvidence: (Phase.LIVE, Phase.COMPLETED),
    CommentOnDispute: (Phase.LIVE, Phase.COMPLETED),
    ReviewDispute: (Phase.LIVE, Phase.COMPLETED),
    EscalateDispute: (Phase.LIVE, Phase.COMPLETED),
    ResolveDispute: (Phase.LIVE, Phase.COMPLETED),
    CloseDispute: (Phase.LIVE, Phase.COMPLETED),
    DecideTie: (Phase.LIVE,),
    ContinueTournament: (Phase.LIVE,),
    FreezeTournament: (*_BEFORE_PLAY, Phase.LIVE),
    UnfreezeTournament: (*_BEFORE_PLAY, Phase.LIVE),
    CancelTournament: (*_BEFORE_PLAY, Phase.LIVE),
    AllotPrizes: (Phase.COMPLETED,),
    Amend: (*_WITH_ENTRANTS, Phase.COMPLETED),
    ArchiveTournament: (Phase.COMPLETED, Phase.CANCELLED),
}
_WHILE_FROZEN = (UnfreezeTournament, CancelTournament)


def phase_problems(command: object, tournament: Tournament) -> Iterable[Problem]:
    """Why the command does not fit where the tournament stands in its life."""
    fits = FITS[type(command)]
    if tournament.phase not in fits:
        expected = " or ".join(phase.value for phase in fits)
        yield Problem("tournament.wrong_phase", f"the tournament is {tournament.phase.value}, this needs {expected}")
    if tournament.frozen and not isinstance(command, _WHILE_FROZEN):
        yield Problem("tournament.frozen", f"the tournament is frozen: {tournament.frozen}")
