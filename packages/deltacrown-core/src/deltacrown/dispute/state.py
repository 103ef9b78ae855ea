"""A dispute over a match. Texts and files live beside the journal: here are only their ids."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from deltacrown.stage.slots import EntrantId


class DisputeState(StrEnum):
    """Where a dispute stands."""

    OPEN = "open"
    UNDER_REVIEW = "under_review"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    CLOSED = "closed"


UNSETTLED = frozenset({DisputeState.OPEN, DisputeState.UNDER_REVIEW, DisputeState.ESCALATED})
"""While a dispute is in one of these, the match is disputed and its stage cannot end."""


class Ruling(StrEnum):
    """How a dispute is resolved."""

    KEEP = "keep"
    """What was recorded or claimed first stands."""
    REPLACE = "replace"
    """Another result takes its place."""
    VOID = "void"
    """There is no result: the match is played again."""


@frozen
class Comment:
    """A contribution, by the id of its text; `reply_to` is the id of the one it answers."""

    id: str
    actor: str
    at: datetime
    reply_to: str = ""


@frozen
class Dispute:
    """What is contested, by whom, and how far it has come. `entrant` is empty where reports contradict each other."""

    opened_at: datetime
    entrant: EntrantId = ""
    reason: str = ""
    state: DisputeState = DisputeState.OPEN
    evidence: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    ruling: Ruling | None = None

    @property
    def unsettled(self) -> bool:
        """Whether it still stands in the way."""
        return self.state in UNSETTLED
