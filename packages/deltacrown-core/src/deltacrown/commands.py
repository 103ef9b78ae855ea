"""Every command, and the envelope it comes in."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from deltacrown.correction.commands import Amend
from deltacrown.match.commands import ReportResult
from deltacrown.registration.commands import RegisterEntrant, WithdrawEntrant
from deltacrown.stage.commands import DecideTie
from deltacrown.tournament.commands import (
    CancelTournament,
    ContinueTournament,
    CreateTournament,
    OpenRegistration,
    StartTournament,
)

__all__ = [
    "Amend",
    "CancelTournament",
    "Command",
    "ContinueTournament",
    "CreateTournament",
    "DecideTie",
    "Envelope",
    "OpenRegistration",
    "RegisterEntrant",
    "ReportResult",
    "StartTournament",
    "WithdrawEntrant",
]

Command: TypeAlias = (
    CreateTournament
    | OpenRegistration
    | RegisterEntrant
    | WithdrawEntrant
    | StartTournament
    | ReportResult
    | DecideTie
    | ContinueTournament
    | CancelTournament
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
