"""evolve: what a tournament becomes when an event happens. It asks no plugin, so a journal replays for ever."""

from collections.abc import Callable
from typing import Any

from deltacrown import events
from deltacrown.correction import evolve as correction
from deltacrown.dispute import evolve as dispute
from deltacrown.events import Event
from deltacrown.match import evolve as match
from deltacrown.prize import evolve as prize
from deltacrown.registration import evolve as registration
from deltacrown.replacing import replacer
from deltacrown.stage import evolve as stage
from deltacrown.tournament import evolve as lifecycle
from deltacrown.tournament.state import Tournament

_EVOLVE: dict[type, Callable[[Tournament, Any], Tournament]] = {
    events.TournamentCreated: lifecycle.created,
    events.SettingsChanged: lifecycle.settings_changed,
    events.TournamentPublished: lifecycle.published,
    events.RegistrationOpened: lifecycle.registration_opened,
    events.EntrantRegistered: registration.registered,
    events.EntrantWaitlisted: registration.waitlisted,
    events.EntrantPromoted: registration.promoted,
    events.EntrantJoined: registration.joined,
    events.EntrantWithdrawn: registration.withdrawn,
    events.EntrantDisqualified: registration.disqualified,
    events.EntrantReplaced: registration.replaced,
    events.DrawCommitted: lifecycle.draw_committed,
    events.CheckInOpened: lifecycle.check_in_opened,
    events.EntrantsCheckedIn: registration.checked_in,
    events.CheckInUndone: registration.check_in_undone,
    events.TournamentStarted: lifecycle.started,
    events.StageOpened: stage.opened,
    events.MatchesAdded: stage.matches_added,
    events.PairingTakenBack: stage.pairing_taken_back,
    events.MatchCompleted: stage.match_completed,
    events.MatchScheduled: match.scheduled,
    events.BestOfSet: match.best_of_set,
    events.MatchCheckedIn: match.checked_in,
    events.MatchStarted: match.started,
    events.MapVetoed: match.vetoed,
    events.GameReported: match.game_reported,
    events.ResultClaimed: match.claimed,
    events.DisputeOpened: dispute.opened,
    events.EvidenceAdded: dispute.evidence_added,
    events.DisputeCommented: dispute.commented,
    events.DisputeMoved: dispute.moved,
    events.DisputeResolved: dispute.resolved,
    events.StageParked: stage.parked,
    events.StageResumed: stage.resumed,
    events.StageCompleted: stage.completed,
    events.TieFound: stage.tie_found,
    events.TieDecided: stage.tie_decided,
    events.TournamentCompleted: lifecycle.completed,
    events.PrizesAllotted: prize.allotted,
    events.TournamentFrozen: lifecycle.froze,
    events.TournamentUnfrozen: lifecycle.unfroze,
    events.TournamentCancelled: lifecycle.cancelled,
    events.TournamentArchived: lifecycle.archived,
    events.HistoryAmended: correction.amended,
}

_at_version = replacer(Tournament, "version")


def evolve(tournament: Tournament, event: Event) -> Tournament:
    """The tournament after the event. The event must be one that was decided on this tournament."""
    changed: Tournament = _at_version(_EVOLVE[type(event)](tournament, event), tournament.version + 1)
    return changed
