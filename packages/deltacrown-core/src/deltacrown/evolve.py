"""evolve: what a tournament becomes when an event happens. It asks no plugin, so a journal replays for ever."""

from collections.abc import Callable
from typing import Any

import attrs

from deltacrown.correction import evolve as correction
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
from deltacrown.registration import evolve as registration
from deltacrown.stage import evolve as stage
from deltacrown.tournament import evolve as lifecycle
from deltacrown.tournament.state import Tournament

_EVOLVE: dict[type, Callable[[Tournament, Any], Tournament]] = {
    TournamentCreated: lifecycle.created,
    RegistrationOpened: lifecycle.registration_opened,
    TournamentStarted: lifecycle.started,
    TournamentCompleted: lifecycle.completed,
    TournamentCancelled: lifecycle.cancelled,
    EntrantRegistered: registration.registered,
    EntrantWithdrawn: registration.withdrawn,
    StageOpened: stage.opened,
    MatchesAdded: stage.matches_added,
    MatchCompleted: stage.match_completed,
    StageParked: stage.parked,
    StageResumed: stage.resumed,
    StageCompleted: stage.completed,
    TieFound: stage.tie_found,
    TieDecided: stage.tie_decided,
    HistoryAmended: correction.amended,
}


def evolve(tournament: Tournament, event: Event) -> Tournament:
    """The tournament after the event. The event must be one that was decided on this tournament."""
    changed = _EVOLVE[type(event)](tournament, event)
    return attrs.evolve(changed, version=tournament.version + 1)
