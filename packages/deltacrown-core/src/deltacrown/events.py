"""Every event."""

from typing import TypeAlias

from deltacrown.correction.events import HistoryAmended
from deltacrown.dispute.events import (
    DisputeCommented,
    DisputeMoved,
    DisputeOpened,
    DisputeResolved,
    EvidenceAdded,
)
from deltacrown.match.events import (
    BestOfSet,
    GameReported,
    MapVetoed,
    MatchCheckedIn,
    MatchCompleted,
    MatchScheduled,
    MatchStarted,
    ResultClaimed,
)
from deltacrown.prize.events import PrizesAllotted
from deltacrown.registration.events import (
    CheckInUndone,
    EntrantDisqualified,
    EntrantJoined,
    EntrantPromoted,
    EntrantRegistered,
    EntrantReplaced,
    EntrantsCheckedIn,
    EntrantWaitlisted,
    EntrantWithdrawn,
)
from deltacrown.stage.events import (
    MatchesAdded,
    PairingTakenBack,
    StageCompleted,
    StageOpened,
    StageParked,
    StageResumed,
    TieDecided,
    TieFound,
)
from deltacrown.tournament.events import (
    CheckInOpened,
    DrawCommitted,
    RegistrationOpened,
    SettingsChanged,
    TournamentArchived,
    TournamentCancelled,
    TournamentCompleted,
    TournamentCreated,
    TournamentFrozen,
    TournamentPublished,
    TournamentStarted,
    TournamentUnfrozen,
)

__all__ = [
    "BestOfSet",
    "CheckInOpened",
    "CheckInUndone",
    "DisputeCommented",
    "DisputeMoved",
    "DisputeOpened",
    "DisputeResolved",
    "DrawCommitted",
    "EntrantDisqualified",
    "EntrantJoined",
    "EntrantPromoted",
    "EntrantRegistered",
    "EntrantReplaced",
    "EntrantWaitlisted",
    "EntrantWithdrawn",
    "EntrantsCheckedIn",
    "Event",
    "EvidenceAdded",
    "GameReported",
    "HistoryAmended",
    "MapVetoed",
    "MatchCheckedIn",
    "MatchCompleted",
    "MatchScheduled",
    "MatchStarted",
    "MatchesAdded",
    "PairingTakenBack",
    "PrizesAllotted",
    "RegistrationOpened",
    "ResultClaimed",
    "SettingsChanged",
    "StageCompleted",
    "StageOpened",
    "StageParked",
    "StageResumed",
    "TieDecided",
    "TieFound",
    "TournamentArchived",
    "TournamentCancelled",
    "TournamentCompleted",
    "TournamentCreated",
    "TournamentFrozen",
    "TournamentPublished",
    "TournamentStarted",
    "TournamentUnfrozen",
]

Event: TypeAlias = (
    TournamentCreated
    | SettingsChanged
    | TournamentPublished
    | RegistrationOpened
    | EntrantRegistered
    | EntrantWaitlisted
    | EntrantPromoted
    | EntrantJoined
    | EntrantWithdrawn
    | EntrantDisqualified
    | EntrantReplaced
    | DrawCommitted
    | CheckInOpened
    | EntrantsCheckedIn
    | CheckInUndone
    | TournamentStarted
    | StageOpened
    | MatchesAdded
    | PairingTakenBack
    | MatchScheduled
    | BestOfSet
    | MatchCheckedIn
    | MatchStarted
    | MapVetoed
    | GameReported
    | ResultClaimed
    | MatchCompleted
    | DisputeOpened
    | EvidenceAdded
    | DisputeCommented
    | DisputeMoved
    | DisputeResolved
    | StageParked
    | StageResumed
    | StageCompleted
    | TieFound
    | TieDecided
    | TournamentCompleted
    | PrizesAllotted
    | TournamentFrozen
    | TournamentUnfrozen
    | TournamentCancelled
    | TournamentArchived
    | HistoryAmended
)
