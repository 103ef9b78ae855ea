"""Every event."""

from typing import TypeAlias

from deltacrown.correction.events import HistoryAmended
from deltacrown.match.events import MatchCompleted
from deltacrown.registration.events import EntrantRegistered, EntrantWithdrawn
from deltacrown.stage.events import (
    MatchesAdded,
    StageCompleted,
    StageOpened,
    StageParked,
    StageResumed,
    TieDecided,
    TieFound,
)
from deltacrown.tournament.events import (
    RegistrationOpened,
    TournamentCancelled,
    TournamentCompleted,
    TournamentCreated,
    TournamentStarted,
)

__all__ = [
    "EntrantRegistered",
    "EntrantWithdrawn",
    "Event",
    "HistoryAmended",
    "MatchCompleted",
    "MatchesAdded",
    "RegistrationOpened",
    "StageCompleted",
    "StageOpened",
    "StageParked",
    "StageResumed",
    "TieDecided",
    "TieFound",
    "TournamentCancelled",
    "TournamentCompleted",
    "TournamentCreated",
    "TournamentStarted",
]

Event: TypeAlias = (
    TournamentCreated
    | RegistrationOpened
    | EntrantRegistered
    | EntrantWithdrawn
    | TournamentStarted
    | StageOpened
    | MatchesAdded
    | MatchCompleted
    | StageParked
    | StageResumed
    | StageCompleted
    | TieFound
    | TieDecided
    | TournamentCompleted
    | TournamentCancelled
    | HistoryAmended
)
