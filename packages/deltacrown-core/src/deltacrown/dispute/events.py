"""What can happen to a dispute."""

from datetime import datetime

from attrs import frozen

from deltacrown.dispute.state import Comment, DisputeState, Ruling
from deltacrown.stage.slots import EntrantId


@frozen
class DisputeOpened:
    """The match is contested; by nobody in particular where the reports of the sides contradict each other."""

    stage: str
    match: str
    at: datetime
    entrant: EntrantId
    reason: str


@frozen
class EvidenceAdded:
    """One more file to look at."""

    stage: str
    match: str
    file: str


@frozen
class DisputeCommented:
    """One more contribution."""

    stage: str
    match: str
    comment: Comment


@frozen
class DisputeMoved:
    """The dispute stands elsewhere now: under review, escalated, or closed."""

    stage: str
    match: str
    state: DisputeState


@frozen
class DisputeResolved:
    """There is a ruling. What it changed of the past is in the event before it."""

    stage: str
    match: str
    ruling: Ruling
