"""DeltaCrown: tournaments that can be re-run and checked. The public names of the core."""

from deltacrown.commands import (
    Amend,
    CancelTournament,
    Command,
    ContinueTournament,
    CreateTournament,
    DecideTie,
    Envelope,
    OpenRegistration,
    RegisterEntrant,
    ReportResult,
    StartTournament,
    WithdrawEntrant,
)
from deltacrown.contracts.format import Format, NoOptions
from deltacrown.contracts.notifier import Notifier
from deltacrown.contracts.seeding import Seeding
from deltacrown.contracts.tie_breaker import TieBreaker
from deltacrown.correction.effect import Effect, effect
from deltacrown.deciding import Decision
from deltacrown.director import Director
from deltacrown.draws import Draw
from deltacrown.engine import Engine
from deltacrown.errors import (
    BrokenChain,
    CommandReused,
    DeltaCrownError,
    JournalError,
    Malformed,
    NameTaken,
    PluginError,
    PluginFault,
    Refused,
    StaleVersion,
)
from deltacrown.events import (
    EntrantRegistered,
    EntrantWithdrawn,
    Event,
    HistoryAmended,
    MatchCompleted,
    MatchesAdded,
    RegistrationOpened,
    StageCompleted,
    StageOpened,
    StageParked,
    StageResumed,
    TieDecided,
    TieFound,
    TournamentCancelled,
    TournamentCompleted,
    TournamentCreated,
    TournamentStarted,
)
from deltacrown.journal import Entry, FileJournal, Journal, MemoryJournal, read_lines
from deltacrown.match.state import How, Match, Outcome, Score
from deltacrown.plugins.hookspecs import hookimpl, hookspec
from deltacrown.plugins.registry import Registry, load
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import Number, Ranking, Standing, Step
from deltacrown.registration.state import Entrant
from deltacrown.results import Points, Results, Side
from deltacrown.stage.layout import Column, Layout, Section
from deltacrown.stage.slots import NOBODY, Bye, EntrantId, LoserOf, PlacedIn, Seed, Slot, WinnerOf
from deltacrown.stage.state import Source, Stage, StageSettings
from deltacrown.table import Table
from deltacrown.tournament.state import Phase, Tournament, TournamentSettings
from deltacrown.verification import Finding, Verdict, verify

__all__ = [
    "NOBODY",
    "Amend",
    "BrokenChain",
    "Bye",
    "CancelTournament",
    "Column",
    "Command",
    "CommandReused",
    "ContinueTournament",
    "CreateTournament",
    "DecideTie",
    "Decision",
    "DeltaCrownError",
    "Director",
    "Draw",
    "Effect",
    "Engine",
    "Entrant",
    "EntrantId",
    "EntrantRegistered",
    "EntrantWithdrawn",
    "Entry",
    "Envelope",
    "Event",
    "FileJournal",
    "Finding",
    "Format",
    "HistoryAmended",
    "How",
    "Journal",
    "JournalError",
    "Layout",
    "LoserOf",
    "Malformed",
    "Match",
    "MatchCompleted",
    "MatchesAdded",
    "MemoryJournal",
    "NameTaken",
    "NoOptions",
    "Notifier",
    "Number",
    "OpenRegistration",
    "Outcome",
    "Phase",
    "PlacedIn",
    "PluginError",
    "PluginFault",
    "Points",
    "Problem",
    "Ranking",
    "Refusal",
    "Refused",
    "RegisterEntrant",
    "RegistrationOpened",
    "Registry",
    "ReportResult",
    "Results",
    "Score",
    "Section",
    "Seed",
    "Seeding",
    "Side",
    "Slot",
    "Source",
    "Stage",
    "StageCompleted",
    "StageOpened",
    "StageParked",
    "StageResumed",
    "StageSettings",
    "StaleVersion",
    "Standing",
    "StartTournament",
    "Step",
    "Table",
    "TieBreaker",
    "TieDecided",
    "TieFound",
    "Tournament",
    "TournamentCancelled",
    "TournamentCompleted",
    "TournamentCreated",
    "TournamentSettings",
    "TournamentStarted",
    "Verdict",
    "WinnerOf",
    "WithdrawEntrant",
    "effect",
    "hookimpl",
    "hookspec",
    "load",
    "read_lines",
    "verify",
]
