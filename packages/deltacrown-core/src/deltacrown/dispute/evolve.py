"""How events change a dispute."""

from collections.abc import Callable

from attrs import evolve

from deltacrown.dispute.events import DisputeCommented, DisputeMoved, DisputeOpened, DisputeResolved, EvidenceAdded
from deltacrown.dispute.state import Dispute, DisputeState, Ruling
from deltacrown.match.evolve import progressed
from deltacrown.match.progress import Progress
from deltacrown.tournament.state import Tournament


def opened(tournament: Tournament, event: DisputeOpened) -> Tournament:
    """The match is contested."""
    dispute = Dispute(event.at, event.entrant, event.reason)
    return progressed(tournament, event.stage, event.match, lambda old: evolve(old, dispute=dispute))


def evidence_added(tournament: Tournament, event: EvidenceAdded) -> Tournament:
    """One more file."""
    return _changed(tournament, event, lambda dispute: evolve(dispute, evidence=(*dispute.evidence, event.file)))


def commented(tournament: Tournament, event: DisputeCommented) -> Tournament:
    """One more contribution."""
    return _changed(tournament, event, lambda dispute: evolve(dispute, comments=(*dispute.comments, event.comment)))


def moved(tournament: Tournament, event: DisputeMoved) -> Tournament:
    """It stands elsewhere."""
    return _changed(tournament, event, lambda dispute: evolve(dispute, state=event.state))


def resolved(tournament: Tournament, event: DisputeResolved) -> Tournament:
    """There is a ruling; where it voids the result, what was claimed and played counts no more."""

    def rule(old: Progress) -> Progress:
        assert old.dispute is not None
        dispute = evolve(old.dispute, state=DisputeState.RESOLVED, ruling=event.ruling)
        kept = old if event.ruling is not Ruling.VOID else evolve(old, claims=(), games=(), started_at=None)
        return evolve(kept, dispute=dispute)

    return progressed(tournament, event.stage, event.match, rule)


def _changed(
    tournament: Tournament,
    event: EvidenceAdded | DisputeCommented | DisputeMoved,
    change: Callable[[Dispute], Dispute],
) -> Tournament:
    def with_dispute(old: Progress) -> Progress:
        assert old.dispute is not None
        return evolve(old, dispute=change(old.dispute))

    return progressed(tournament, event.stage, event.match, with_dispute)
