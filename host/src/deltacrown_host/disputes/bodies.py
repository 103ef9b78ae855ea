"""What is sent and answered about disputes."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen
from deltacrown import DisputeState, Ruling

from deltacrown_host.files.records import StoredFile


class Ground(StrEnum):
    """What a dispute is about."""

    RESULT = "result"
    """The score is not what was played."""
    RULES = "rules"
    """A rule of the game or the tournament was broken."""
    CONDUCT = "conduct"
    """Somebody behaved in a way that nobody must put up with."""
    TECHNICAL = "technical"
    """A machine, a connection or a server failed."""
    OTHER = "other"
    """The text says it."""


@frozen
class NewDispute:
    """Contest a match, for one of its sides."""

    entrant: str
    ground: Ground
    text: str


@frozen
class NewComment:
    """Something to say; `reply_to` is the id of the comment that it answers."""

    text: str
    reply_to: str = ""


@frozen
class CommentLine:
    """Something said. `text` is null once it was erased, and where it came without one."""

    id: str
    account: str
    name: str
    at: datetime
    reply_to: str
    text: str | None


@frozen
class EvidenceLine:
    """A file. `file` is null where the host does not keep it: it lies elsewhere, or was erased."""

    id: str
    file: StoredFile | None


@frozen
class Thread:
    """A dispute with everything that was said and shown.

    entrant   who contests the match; empty where two reports contradict each other
    name      the same as a display name
    ground    what it is about; whatever was given as the reason where it was not opened here
    text      why, in words; null where they were erased, or never given
    """

    state: DisputeState
    entrant: str
    name: str
    ground: str
    text: str | None
    opened_at: datetime
    ruling: Ruling | None
    comments: tuple[CommentLine, ...]
    evidence: tuple[EvidenceLine, ...]
