"""Every command, and the envelope it comes in."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

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
from deltacrown.making import quick
from deltacrown.match.commands import (
    CheckInToMatch,
    ClaimResult,
    ConfirmOverdue,
    ConfirmResult,
    ForfeitMatch,
    ReportGame,
    ReportResult,
    ScheduleMatch,
    ScheduleMatches,
    SetBestOf,
    StartMatch,
    VetoMap,
)
from deltacrown.prize.commands import AllotPrizes
from deltacrown.registration.commands import (
    CheckIn,
    DisqualifyEntrant,
    DropNoShows,
    RegisterEntrant,
    ReplaceEntrant,
    UndoCheckIn,
    WithdrawEntrant,
)
from deltacrown.stage.commands import ArrangeMatch, CloseStage, DecideTie, PairAgain
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

__all__ = [
    "AddEvidence",
    "AllotPrizes",
    "Amend",
    "ArchiveTournament",
    "ArrangeMatch",
    "CancelTournament",
    "ChangeSettings",
    "CheckIn",
    "CheckInToMatch",
    "ClaimResult",
    "CloseDispute",
    "CloseStage",
    "Command",
    "CommentOnDispute",
    "CommitToDraw",
    "ConfirmOverdue",
    "ConfirmResult",
    "ContinueTournament",
    "CreateTournament",
    "DecideTie",
    "DisqualifyEntrant",
    "DropNoShows",
    "Envelope",
    "EscalateDispute",
    "ForfeitMatch",
    "FreezeTournament",
    "OpenCheckIn",
    "OpenDispute",
    "OpenRegistration",
    "PairAgain",
    "PublishTournament",
    "RegisterEntrant",
    "ReplaceEntrant",
    "ReportGame",
    "ReportResult",
    "ResolveDispute",
    "ReviewDispute",
    "ScheduleMatch",
    "ScheduleMatches",
    "SetBestOf",
    "StartMatch",
    "StartTournament",
    "UndoCheckIn",
    "UnfreezeTournament",
    "VetoMap",
    "WithdrawEntrant",
]

Command: TypeAlias = (
    CreateTournament
    | ChangeSettings
    | PublishTournament
    | OpenRegistration
    | RegisterEntrant
    | WithdrawEntrant
    | DisqualifyEntrant
    | ReplaceEntrant
    | CommitToDraw
    | OpenCheckIn
    | CheckIn
    | UndoCheckIn
    | DropNoShows
    | StartTournament
    | ReportResult
    | CheckInToMatch
    | ClaimResult
    | ConfirmOverdue
    | ConfirmResult
    | ForfeitMatch
    | ReportGame
    | ScheduleMatch
    | ScheduleMatches
    | SetBestOf
    | StartMatch
    | VetoMap
    | AddEvidence
    | CloseDispute
    | CommentOnDispute
    | EscalateDispute
    | OpenDispute
    | ResolveDispute
    | ReviewDispute
    | ArrangeMatch
    | CloseStage
    | PairAgain
    | DecideTie
    | ContinueTournament
    | FreezeTournament
    | UnfreezeTournament
    | CancelTournament
    | ArchiveTournament
    | AllotPrizes
    | Amend
)


@quick
@frozen(weakref_slot=False)
class Envelope:
    """A command with what the core will not make up: its id, when it was given, and by whom.

    `id` makes a repeated delivery harmless. `at` carries a time zone. `actor` is an id, never personal data.
    """

    id: str
    at: datetime
    actor: str
    command: Command
