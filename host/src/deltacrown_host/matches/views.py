"""What is shown of a match."""

from collections.abc import Mapping
from typing import Any, Literal

from attrs import frozen
from deltacrown import Match, Outcome, Score, Slot, wire

State = Literal["waiting", "ready", "decided"]


@frozen
class ScoreView:
    """What was scored, one number a side."""

    points: tuple[int, ...]
    shootout: tuple[int, ...]
    stats: dict[str, tuple[int, ...]]


@frozen
class OutcomeView:
    """How a match ended: groups of entrants who are level, best first, and what settled it."""

    ranking: tuple[tuple[str, ...], ...]
    winner: str | None
    how: str
    score: ScoreView | None


@frozen
class MatchView:
    """A match.

    slots     where each side comes from: a seed, the winner or loser of another match, a bye
    entrants  who sits in each slot: an id, null while unknown, the empty text where nobody will come
    names     the same as display names
    state     "waiting" until it is known who plays, "ready" to be played, "decided"
    draws     whether level scores are a result
    """

    stage: str
    key: str
    round: int
    section: str
    slots: tuple[dict[str, Any], ...]
    entrants: tuple[str | None, ...]
    names: tuple[str | None, ...]
    state: State
    draws: bool
    outcome: OutcomeView | None


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
        state=state_of(match),
        draws=match.draws,
        outcome=_outcome_view(match.outcome) if match.outcome else None,
    )


def state_of(match: Match) -> State:
    """Where the match stands."""
    if match.outcome is not None:
        return "decided"
    return "ready" if match.ready else "waiting"


def _outcome_view(outcome: Outcome) -> OutcomeView:
    score = _score_view(outcome.score) if outcome.score else None
    return OutcomeView(outcome.ranking, outcome.winner, outcome.how.value, score)


def _score_view(score: Score) -> ScoreView:
    return ScoreView(score.points, score.shootout, dict(score.stats))
