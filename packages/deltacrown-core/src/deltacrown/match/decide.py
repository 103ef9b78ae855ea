"""Whether a result may be recorded, and what follows."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import evolve

from deltacrown.deciding import Decision
from deltacrown.match.commands import ReportResult
from deltacrown.match.events import MatchCompleted
from deltacrown.match.state import Match, Outcome, Score
from deltacrown.problems import Problem
from deltacrown.stage.progression import proceed


def report_problems(command: ReportResult, decision: Decision) -> Iterable[Problem]:
    """Why this cannot be the match's result."""
    stage = decision.tournament.stage(command.stage)
    if stage is None:
        yield Problem("stage.unknown", f"no stage {command.stage!r} is open", "stage")
        return
    match = stage.matches.get(command.match)
    if match is None:
        yield Problem("match.unknown", f"there is no match {command.match!r} in this stage", "match")
        return
    yield from _state_problems(match)
    yield from _score_problems(match, command.score)


def report(command: ReportResult, decision: Decision) -> None:
    """The match is decided by its score, and whatever waited for it moves on."""
    stage = decision.tournament.stage(command.stage)
    assert stage is not None
    match = stage.matches[command.match]
    decision.record(MatchCompleted(command.stage, match.key, match.seated, _reported(match, command, decision)))
    proceed(decision, [(command.stage, key) for key, _ in stage.feeds.get(command.match, ())], command.stage)


def _reported(match: Match, command: ReportResult, decision: Decision) -> Outcome:
    return evolve(outcome(match, command.score), order=decision.envelope.id)


def _state_problems(match: Match) -> Iterable[Problem]:
    if match.outcome is not None:
        yield Problem("match.decided_already", f"match {match.key!r} is decided already", "match")
    elif not match.ready:
        yield Problem("match.not_ready", f"it is not known yet who plays match {match.key!r}", "match")


def _score_problems(match: Match, score: Score) -> Iterable[Problem]:
    sides = len(match.slots)
    if len(score.points) != sides:
        yield Problem("score.sides", f"{sides} numbers are needed, one a side", "score.points")
        return
    if score.shootout and len(score.shootout) != sides:
        yield Problem("score.sides", f"{sides} numbers are needed, one a side", "score.shootout")
        return
    for name, counted in score.stats.items():
        if len(counted) != sides:
            yield Problem("score.sides", f"{sides} numbers are needed, one a side", f"score.stats.{name}")
    if min((*score.points, *score.shootout)) < 0:
        yield Problem("score.negative", "scores count from 0", "score")
    level = score.points.count(max(score.points)) > 1
    if score.shootout and not level:
        yield Problem("score.shootout_needless", "a shoot-out decides level scores only", "score.shootout")
    if not match.draws and len(_groups(match.entrants, score)[0]) > 1:
        yield Problem("score.draw_not_allowed", "this match needs a winner: the scores are level", "score")


def outcome(match: Match, score: Score) -> Outcome:
    """Who comes where by the score: more points first, then the shoot-out."""
    return Outcome(_groups(match.entrants, score), score=score)


def _groups(entrants: Sequence[str | None], score: Score) -> tuple[tuple[str, ...], ...]:
    shootout = score.shootout or (0,) * len(score.points)
    scored = [(pair, entrant) for *pair, entrant in zip(score.points, shootout, entrants, strict=True) if entrant]
    ordered = sorted(scored, key=lambda line: line[0], reverse=True)
    groups = [tuple(entrant for _, entrant in group) for _, group in groupby(ordered, key=lambda line: line[0])]
    return tuple(groups) or ((),)
