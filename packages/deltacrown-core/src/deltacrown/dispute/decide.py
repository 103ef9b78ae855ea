"""Whether a match may be contested, and what a ruling does."""

from collections.abc import Iterable

from deltacrown.correction.amending import amend_history
from deltacrown.deciding import Decision
from deltacrown.dispute.commands import (
    AddEvidence,
    CloseDispute,
    CommentOnDispute,
    EscalateDispute,
    OpenDispute,
    ResolveDispute,
    ReviewDispute,
)
from deltacrown.dispute.events import DisputeCommented, DisputeMoved, DisputeOpened, DisputeResolved, EvidenceAdded
from deltacrown.dispute.state import Comment, Dispute, DisputeState, Ruling
from deltacrown.match.commands import ReportResult
from deltacrown.match.decide import complete, scored
from deltacrown.match.rules import AboutMatch, found, score_problems, side_problems, there_problems
from deltacrown.match.scores import Score
from deltacrown.match.state import Match
from deltacrown.problems import Problem
from deltacrown.stage.progression import proceed
from deltacrown.tournament.state import Phase


def open_problems(command: OpenDispute, decision: Decision) -> Iterable[Problem]:
    """Why the match cannot be contested."""
    missing = there_problems(command, decision)
    if missing:
        return missing
    _, match = found(command, decision)
    problems = list(side_problems(match, command.entrant))
    if not command.reason.strip():
        problems.append(Problem("reason.empty", "say why", "reason"))
    if not match.known or (match.outcome is not None and not match.outcome.order):
        problems.append(Problem("dispute.nothing_to_contest", f"nobody has played match {match.key!r}", "match"))
    if match.progress.dispute is not None and match.progress.dispute.unsettled:
        problems.append(Problem("dispute.open_already", f"match {match.key!r} is disputed already", "match"))
    return problems


def open_(command: OpenDispute, decision: Decision) -> None:
    """The match is contested."""
    at = decision.envelope.at
    decision.record(DisputeOpened(command.stage, command.match, at, command.entrant, command.reason))


def unsettled_problems(command: AboutMatch, decision: Decision) -> Iterable[Problem]:
    """Why there is no dispute to work on."""
    missing = there_problems(command, decision)
    if missing:
        return missing
    dispute = found(command, decision)[1].progress.dispute
    if dispute is None or not dispute.unsettled:
        return [Problem("dispute.none", f"match {command.match!r} is not disputed", "match")]
    return []


def add_evidence(command: AddEvidence, decision: Decision) -> None:
    """One more file."""
    decision.record(EvidenceAdded(command.stage, command.match, command.file))


def comment_problems(command: CommentOnDispute, decision: Decision) -> Iterable[Problem]:
    """Why this cannot be said here."""
    problems = list(unsettled_problems(command, decision))
    if problems:
        return problems
    comments = [comment.id for comment in _dispute(found(command, decision)[1]).comments]
    if not command.comment or command.comment in comments:
        problems.append(Problem("comment.id", "a comment needs an id of its own", "comment"))
    if command.reply_to and command.reply_to not in comments:
        problems.append(Problem("comment.unknown", f"there is no comment {command.reply_to!r}", "reply_to"))
    return problems


def comment(command: CommentOnDispute, decision: Decision) -> None:
    """One more contribution."""
    said = Comment(command.comment, decision.envelope.actor, decision.envelope.at, command.reply_to)
    decision.record(DisputeCommented(command.stage, command.match, said))


def review_problems(command: ReviewDispute, decision: Decision) -> Iterable[Problem]:
    """Why the dispute cannot be taken up."""
    problems = list(unsettled_problems(command, decision))
    if not problems and _dispute(found(command, decision)[1]).state is not DisputeState.OPEN:
        return [Problem("dispute.taken_up", "somebody has taken it up already", "match")]
    return problems


def review(command: ReviewDispute, decision: Decision) -> None:
    """Somebody looks at it."""
    decision.record(DisputeMoved(command.stage, command.match, DisputeState.UNDER_REVIEW))


def escalate(command: EscalateDispute, decision: Decision) -> None:
    """Somebody higher looks at it."""
    decision.record(DisputeMoved(command.stage, command.match, DisputeState.ESCALATED))


def close_problems(command: CloseDispute, decision: Decision) -> Iterable[Problem]:
    """Why the dispute cannot be put away."""
    missing = there_problems(command, decision)
    if missing:
        return missing
    dispute = found(command, decision)[1].progress.dispute
    if dispute is None or dispute.state is not DisputeState.RESOLVED:
        return [Problem("dispute.not_resolved", f"match {command.match!r} has no resolved dispute", "match")]
    return []


def close(command: CloseDispute, decision: Decision) -> None:
    """It is put away."""
    decision.record(DisputeMoved(command.stage, command.match, DisputeState.CLOSED))


def resolve_problems(command: ResolveDispute, decision: Decision) -> Iterable[Problem]:
    """Why there cannot be such a ruling."""
    problems = list(unsettled_problems(command, decision))
    if problems:
        return problems
    stage, match = found(command, decision)
    if command.applied and not decision.replayed:
        problems.append(Problem("ruling.applied", "a ruling is applied by what follows from it", "applied"))
    if (command.score is not None) != (command.ruling is Ruling.REPLACE):
        problems.append(Problem("ruling.score", "a result is replaced by a score, and by nothing else", "score"))
    if command.score is not None:
        problems += score_problems(stage, match, command.score)
    if command.ruling is Ruling.KEEP and match.outcome is None and not match.progress.claims:
        problems.append(Problem("ruling.nothing_to_keep", "nobody has reported a result", "ruling"))
    if _changes(command) and match.outcome is not None and not match.outcome.order:
        message = f"match {match.key!r} was settled without a report since: what stands can only be kept"
        problems.append(Problem("ruling.nothing_reported", message, "ruling"))
    if _contests(command, match) and not any(decision.history()):
        message = "within a corrected past nothing can be ruled that changes it: correct the result itself"
        problems.append(Problem("ruling.within_correction", message, "ruling"))
    return problems


def resolve(command: ResolveDispute, decision: Decision) -> None:
    """The ruling, with what it changes: of a match still open, or of the past."""
    stage, match = found(command, decision)
    score = _ruled(command, match)
    if _contests(command, match):
        _change_the_past(command, match, score, decision)
    if any(unsettled_problems(command, decision)):
        return  # In the amended past nobody could contest the match, which is settled by more than its report.
    decision.record(DisputeResolved(stage.key, match.key, command.ruling))
    stage, match = found(command, decision)
    if match.ready and score is not None and not command.applied:
        complete(decision, stage, match, scored(decision, match, score))
    elif decision.tournament.phase is Phase.LIVE:
        proceed(decision, [], stage.key)


def _changes(command: ResolveDispute) -> bool:
    """Whether the ruling is still to change something, whatever stands."""
    return command.ruling is not Ruling.KEEP and not command.applied


def _contests(command: ResolveDispute, match: Match) -> bool:
    """Whether the ruling changes a result that stands."""
    if match.outcome is None or not _changes(command):
        return False
    return command.ruling is Ruling.VOID or match.outcome.score != command.score


def _change_the_past(command: ResolveDispute, match: Match, score: Score | None, decision: Decision) -> None:
    """The command that decided the match is replaced; where it was a ruling itself, by this ruling."""
    assert match.outcome is not None
    order = match.outcome.order
    decider = next(entry.command for entry in decision.history() if entry.order == order)
    instead: ReportResult | ResolveDispute | None = ReportResult(command.stage, match.key, score) if score else None
    if isinstance(decider, ResolveDispute):
        instead = command
    open_again = (command.stage, match.key) if command.ruling is Ruling.VOID else None
    amend_history(decision, order, instead, f"ruling: {command.ruling.value}", open_again)


def _ruled(command: ResolveDispute, match: Match) -> Score | None:
    """The score that counts after the ruling."""
    if command.ruling is Ruling.KEEP and match.progress.claims:
        return match.progress.claims[0].score
    return command.score


def _dispute(match: Match) -> Dispute:
    assert match.progress.dispute is not None
    return match.progress.dispute
