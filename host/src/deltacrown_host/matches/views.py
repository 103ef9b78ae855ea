"""What is shown of a match."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from deltacrown import Game, How, Match, MatchState, Outcome, Score, Slot, wire


@frozen
class ScoreView:
    """What was scored, one number a side; `games` are those of a best-of-N, or the legs."""

    points: tuple[int, ...]
    shootout: tuple[int, ...]
    stats: dict[str, tuple[int, ...]]
    games: tuple[Game, ...]


@frozen
class OutcomeView:
    """How a match ended: groups of entrants who are level, best first, and what settled it.

    `order` is the id of the command that reported it: what a correction names. Empty where no report was needed.
    """

    ranking: tuple[tuple[str, ...], ...]
    winner: str | None
    how: How
    score: ScoreView | None
    order: str


@frozen
class MatchView:
    """A match.

    slots       where each side comes from: a seed, the winner or loser of another match, a bye
    entrants    who sits in each slot: an id, null while unknown, the empty text where nobody will come
    names       the same as display names
    state       where the match stands in its life, from "scheduled" to "completed"
    draws       whether level scores are a result
    best_of     how many games there are at most
    legs        how many legs it has, whose points are added up; the first slot is at home in the first
    away_goals  whether what was scored away decides where the legs end level
    progress    what has happened in it so far: its time and station, who is there, vetoes, games, claims, the dispute
    ended_at    when it was decided
    """

    stage: str
    key: str
    round: int
    section: str
    slots: tuple[dict[str, Any], ...]
    entrants: tuple[str | None, ...]
    names: tuple[str | None, ...]
    state: MatchState
    draws: bool
    best_of: int
    legs: int
    away_goals: bool
    progress: dict[str, Any]
    outcome: OutcomeView | None
    ended_at: datetime | None


@frozen
class MatchList:
    """Matches in the order of play of the stages, and within a stage in the order in which they were planned."""

    version: int
    matches: tuple[MatchView, ...]


def match_view(stage: str, match: Match, names: Mapping[str, str]) -> MatchView:
    """The match as it stands."""
    return MatchView(
        stage=stage,
        key=match.key,
        round=match.round,
        section=match.section,
        slots=tuple(wire.unstructure(slot, Slot) for slot in match.slots),
        entrants=match.entrants,
        names=tuple(names.get(entrant, entrant) if entrant else entrant for entrant in match.entrants),
        state=match.state,
        draws=match.draws,
        best_of=match.best_of,
        legs=match.legs,
        away_goals=match.away_goals,
        progress=wire.unstructure(match.progress),
        outcome=_outcome_view(match.outcome) if match.outcome else None,
        ended_at=match.ended_at,
    )


def _outcome_view(outcome: Outcome) -> OutcomeView:
    score = _score_view(outcome.score) if outcome.score else None
    return OutcomeView(outcome.ranking, outcome.winner, outcome.how, score, outcome.order)


def _score_view(score: Score) -> ScoreView:
    return ScoreView(score.points, score.shootout, dict(score.stats), score.games)
