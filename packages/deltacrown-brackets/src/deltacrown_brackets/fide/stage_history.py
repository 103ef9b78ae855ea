"""The history of a stage of games, as FIDE's pairing rules read it."""

from collections.abc import Iterator
from typing import Any

from deltacrown import Bye, Match, Seed, Stage
from deltacrown.match.state import How

from deltacrown_brackets.fide.history import Appearance, Colour, Kind, Player, PointValue, Scoring, SwissHistory


def history_of_stage(
    stage: Stage[Any], planned_rounds: int, initial: Colour, accelerations: dict[int, tuple[PointValue, ...]]
) -> SwissHistory:
    """Seeds are pairing numbers; the first slot of a match is white; who has withdrawn is absent."""
    points = stage.settings.points
    scoring = Scoring(
        points.win, points.draw, points.loss, points.win, points.draw, points.win, 0, points.win, points.loss
    )
    rounds = max((match.round for match in stage.matches.values()), default=0)
    nothing = Appearance(Kind.ABSENT, 0)
    rows = {seed: [nothing] * rounds for seed in range(1, len(stage.entrants) + 1)}
    for match in stage.matches.values():
        for seed, appearance in _appearances(match, scoring):
            rows[seed][match.round - 1] = appearance
    return SwissHistory(
        tuple(Player(seed, None, tuple(row), accelerations.get(seed, ())) for seed, row in rows.items()),
        rounds,
        planned_rounds,
        initial,
        scoring,
        absent=frozenset(seed for seed, entrant in enumerate(stage.entrants, 1) if entrant in stage.withdrawn),
    )


def _appearances(match: Match, scoring: Scoring) -> Iterator[tuple[int, Appearance]]:
    white, black = match.slots
    assert isinstance(white, Seed)
    if isinstance(black, Bye):
        yield white.seed, Appearance(Kind.PAIRING_BYE, scoring.pairing_bye)
        return
    assert isinstance(black, Seed)
    one, other = _kinds(match)
    yield white.seed, Appearance(one, scoring.of(one), black.seed, "white")
    yield black.seed, Appearance(other, scoring.of(other), white.seed, "black")


def _kinds(match: Match) -> tuple[Kind, Kind]:
    """A match that was not played is a forfeit, or two."""
    assert match.outcome is not None
    winner = match.outcome.winner
    played = match.outcome.how is How.PLAYED
    won, lost = (Kind.WIN, Kind.LOSS) if played else (Kind.FORFEIT_WIN, Kind.FORFEIT_LOSS)
    if winner is None:
        return (Kind.DRAW, Kind.DRAW) if played and match.outcome.ranking else (lost, lost)
    return (won, lost) if winner == match.entrants[0] else (lost, won)
