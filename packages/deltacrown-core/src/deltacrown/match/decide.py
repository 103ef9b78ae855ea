"""Whether a result may be recorded, claimed, confirmed or forfeited, and what follows."""

from collections.abc import Iterable
from datetime import timedelta

from deltacrown.deciding import Decision
from deltacrown.dispute.events import DisputeOpened
from deltacrown.match.commands import (
    ClaimResult,
    ConfirmOverdue,
    ConfirmResult,
    ForfeitMatch,
    ReportResult,
)
from deltacrown.match.events import MatchCompleted, ResultClaimed
from deltacrown.match.progress import Claim
from deltacrown.match.rules import (
    AboutMatch,
    found,
    score_problems,
    side_problems,
    there_problems,
    undecided_problems,
)
from deltacrown.match.scores import Score
from deltacrown.match.state import How, Match, Outcome
from deltacrown.problems import Problem
from deltacrown.stage.progression import proceed
from deltacrown.stage.state import Stage


def play_problems(command: AboutMatch, decision: Decision) -> Iterable[Problem]:
    """Why nothing can be played in the match now."""
    missing = there_problems(command, decision)
    return missing or undecided_problems(found(command, decision)[1])


def complete(decision: Decision, stage: Stage, match: Match, outcome: Outcome) -> None:
    """The match is decided, and whatever waited for it moves on. Who had left a lobby is not ranked in it."""
    key, outcome = stage.settings.key, outcome.without(stage.withdrawn)
    decision.record(MatchCompleted(key, match.key, match.seated, outcome, decision.envelope.at))
    proceed(decision, [(key, [fed for fed, _, _ in stage.feeds.get(match.key, ())])], key)


def scored(decision: Decision, match: Match, score: Score) -> Outcome:
    """The outcome that a score makes, with the id of the command that brought it."""
    ranking = score.ranking(match.entrants, away_goals=match.away_goals)
    return Outcome(ranking, score=score, order=decision.envelope.id)


def report_problems(command: ReportResult, decision: Decision) -> Iterable[Problem]:
    """Why this cannot be the match's result."""
    stage = decision.tournament.stage(command.stage)
    match = stage.matches.get(command.match) if stage else None
    if stage is None or match is None:
        return there_problems(command, decision)
    return [*undecided_problems(match), *score_problems(stage, match, command.score)]


def report(command: ReportResult, decision: Decision) -> None:
    """The match is decided by its score."""
    stage, match = found(command, decision)
    complete(decision, stage, match, scored(decision, match, command.score))


def claim_problems(command: ClaimResult, decision: Decision) -> Iterable[Problem]:
    """Why the entrant cannot claim this."""
    problems = list(play_problems(command, decision))
    if problems:
        return problems
    stage, match = found(command, decision)
    return [*side_problems(match, command.entrant), *score_problems(stage, match, command.score)]


def claim(command: ClaimResult, decision: Decision) -> None:
    """A claim; where the other side has claimed too, they agree or a dispute opens."""
    stage, match = found(command, decision)
    others = [claim for claim in match.progress.claims if claim.entrant != command.entrant]
    made = Claim(command.entrant, command.score, decision.envelope.at)
    decision.record(ResultClaimed(stage.key, match.key, made))
    if others and all(other.score == command.score for other in others):
        complete(decision, stage, match, scored(decision, match, command.score))
    elif others:
        decision.record(
            DisputeOpened(stage.key, match.key, decision.envelope.at, "", "the reports contradict each other")
        )


def confirm_problems(command: ConfirmResult, decision: Decision) -> Iterable[Problem]:
    """Why there is nothing to confirm."""
    problems = list(play_problems(command, decision))
    if problems:
        return problems
    _, match = found(command, decision)
    return [*side_problems(match, command.entrant), *_claim_problems(match, command.entrant)]


def _claim_problems(match: Match, entrant: str) -> Iterable[Problem]:
    if all(claim.entrant == entrant for claim in match.progress.claims):
        yield Problem("result.nothing_claimed", "the other side has not reported a result", "match")


def confirm(command: ConfirmResult, decision: Decision) -> None:
    """What the other side claimed is the result."""
    stage, match = found(command, decision)
    claimed = next(claim for claim in match.progress.claims if claim.entrant != command.entrant)
    complete(decision, stage, match, scored(decision, match, claimed.score))


def overdue_problems(command: ConfirmOverdue, decision: Decision) -> Iterable[Problem]:
    """Why no claim stands by itself yet."""
    problems = list(play_problems(command, decision))
    if problems:
        return problems
    _, match = found(command, decision)
    limit_s = decision.tournament.settings.confirm_within_s
    if not match.progress.claims:
        return [Problem("result.nothing_claimed", "nobody has reported a result", "match")]
    if limit_s is None:
        return [Problem("result.no_time_limit", "a claim does not stand by itself in this tournament", "match")]
    due = match.progress.claims[0].at + timedelta(seconds=limit_s)
    if decision.envelope.at < due:
        return [Problem("result.not_overdue", f"the other side has until {due.isoformat()}", "match")]
    return []


def overdue(command: ConfirmOverdue, decision: Decision) -> None:
    """The claim that nobody answered is the result."""
    stage, match = found(command, decision)
    complete(decision, stage, match, scored(decision, match, match.progress.claims[0].score))


def forfeit_problems(command: ForfeitMatch, decision: Decision) -> Iterable[Problem]:
    """Why the match cannot be given up like this."""
    problems = list(play_problems(command, decision))
    if problems:
        return problems
    _, match = found(command, decision)
    for entrant in command.entrants:
        problems += side_problems(match, entrant)
    if len(set(command.entrants)) != len(command.entrants):
        problems.append(Problem("forfeit.repeated", "nobody forfeits a match twice", "entrants"))
    left = set(match.present) - set(command.entrants)
    if not command.entrants or len(left) > 1:
        problems.append(Problem("forfeit.undecided", "a forfeit must leave one side at most", "entrants"))
    return problems


def forfeit(command: ForfeitMatch, decision: Decision) -> None:
    """The other side wins; where both forfeit, nobody does and nobody moves on."""
    stage, match = found(command, decision)
    how = How.NO_SHOW if command.no_show else How.FORFEIT
    left = tuple((entrant,) for entrant in match.present if entrant not in command.entrants)
    ranking = (*left, command.entrants) if left else ()
    complete(decision, stage, match, Outcome(ranking, how if left else How.NOBODY, order=decision.envelope.id))
