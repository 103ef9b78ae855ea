"""Every command, and the envelope it comes in."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from deltacrown.correction.commands import Amend
from deltacrown.match.commands import ReportResult
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
from deltacrown.stage.commands import DecideTie
from deltacrown.tournament.commands import (
    ArchiveTournament,
    CancelTournament,
    ChangeSettings,
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
    "AllotPrizes",
    "Amend",
    "ArchiveTournament",
    "CancelTournament",
    "ChangeSettings",
    "CheckIn",
    "Command",
    "ContinueTournament",
    "CreateTournament",
    "DecideTie",
    "DisqualifyEntrant",
    "DropNoShows",
    "Envelope",
    "FreezeTournament",
    "OpenCheckIn",
    "OpenRegistration",
    "PublishTournament",
    "RegisterEntrant",
    "ReplaceEntrant",
    "ReportResult",
    "StartTournament",
    "UndoCheckIn",
    "UnfreezeTournament",
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
    | OpenCheckIn
    | CheckIn
    | UndoCheckIn
    | DropNoShows
    | StartTournament
    | ReportResult
    | DecideTie
    | ContinueTournament
    | FreezeTournament
    | UnfreezeTournament
    | CancelTournament
    | ArchiveTournament
    | AllotPrizes
    | Amend
)


@frozen
class Envelope:
    """A command with what the core will not make up: its id, when it was given, and by whom.

    `id` makes a repeated delivery harmless. `at` carries a time zone. `actor` is an id, never personal data.
    """

    id: str
    at: datetime
    actor: str
    command: Command
