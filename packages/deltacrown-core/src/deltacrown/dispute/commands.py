"""What can be asked about a contested match. Texts and files are given by the ids they have beside the journal."""

from attrs import frozen

from deltacrown.dispute.state import Ruling
from deltacrown.match.scores import Score
from deltacrown.stage.slots import EntrantId


@frozen
class OpenDispute:
    """Contest the result of a match, or what was claimed of it."""

    stage: str
    match: str
    entrant: EntrantId
    reason: str


@frozen
class AddEvidence:
    """Lay a file before whoever decides."""

    stage: str
    match: str
    file: str


@frozen
class CommentOnDispute:
    """Say something; `reply_to` is the id of the comment it answers."""

    stage: str
    match: str
    comment: str
    reply_to: str = ""


@frozen
class ReviewDispute:
    """Take the dispute up."""

    stage: str
    match: str


@frozen
class EscalateDispute:
    """Hand the dispute to somebody higher."""

    stage: str
    match: str


@frozen
class ResolveDispute:
    """Rule: keep what stands, replace it by `score`, or void it so that the match is played again.

    After a ruling that voids no earlier report of the match counts, those that a correction had dropped included.
    `applied` is for the core alone: the past was amended by this ruling already, and only the dispute is settled. So it
    stands in a history that has been amended by it.
    """

    stage: str
    match: str
    ruling: Ruling
    score: Score | None = None
    applied: bool = False


@frozen
class CloseDispute:
    """Put a resolved dispute away."""

    stage: str
    match: str
