"""What a match and a score must be like: shared by everything that reports on matches."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from attrs import evolve

from deltacrown.deciding import Decision
from deltacrown.match.scores import Score, aggregate, games_won, majority
from deltacrown.match.state import Match, Outcome
from deltacrown.problems import Problem
from deltacrown.stage.slots import NOBODY, EntrantId
from deltacrown.stage.state import Stage


class AboutMatch(Protocol):
    """A command about one match of a stage."""

    @property
    def stage(self) -> str:
        """The key of the stage."""

    @property
    def match(self) -> str:
        """The key of the match."""


def found(command: AboutMatch, decision: Decision) -> tuple[Stage, Match]:
    """The stage and match that the command is about, which are there."""
    stage = decision.tournament.stage(command.stage)
    assert stage is not None
    return stage, stage.matches[command.match]


def there_problems(command: AboutMatch, decision: Decision) -> list[Problem]:
    """Why the match cannot be found."""
    stage = decision.tournament.stage(command.stage)
    if stage is None:
        return [Problem("stage.unknown", f"no stage {command.stage!r} is open", "stage")]
    if command.match not in stage.matches:
        return [Problem("match.unknown", f"there is no match {command.match!r} in this stage", "match")]
    return []


def undecided_problems(match: Match) -> list[Problem]:
    """Why nothing can be played in the match now."""
    if match.outcome is not None:
        return [Problem("match.decided_already", f"match {match.key!r} is decided already", "match")]
    if not match.ready:
        return [Problem("match.not_ready", f"it is not known yet who plays match {match.key!r}", "match")]
    if match.progress.dispute is not None and match.progress.dispute.unsettled:
        message = f"match {match.key!r} is disputed: the dispute must be resolved first"
        return [Problem("match.disputed", message, "match")]
    return []


def side_problems(match: Match, entrant: EntrantId) -> Iterator[Problem]:
    """Why the entrant has no say in the match."""
    if entrant not in match.present:
        yield Problem("match.not_a_side", f"{entrant!r} does not play match {match.key!r}", "entrant")


def score_problems(stage: Stage, match: Match, score: Score) -> Iterable[Problem]:
    """Why this cannot be the score of the match."""
    if _plainly_right(match, score):
        return ()
    sides = len(match.slots)
    miscounted = [name for name, numbers in _counted(score).items() if len(numbers) != sides]
    if miscounted:
        message = f"{sides} numbers are needed, one a side"
        return [Problem("score.sides", message, f"score.{name}") for name in miscounted]
    games = _legs_problems if match.legs > 1 else _games_problems
    return [*_points_problems(match, score), *games(match, score), *_places_problems(stage, match, score)]


def _plainly_right(match: Match, score: Score) -> bool:
    """Whether the points of a single game are all there is, and decide a duel: there no other rule can be broken."""
    points = score.points
    if len(points) != 2 or len(match.slots) != 2 or match.best_of != 1 or match.legs != 1:  # noqa: PLR2004 - a duel
        return False
    first, second = points
    settled = (first != second or match.draws) and first >= 0 and second >= 0
    return settled and not (score.games or score.shootout or score.stats)


def _counted(score: Score) -> dict[str, tuple[int, ...]]:
    """Everything in the score that has one number a side."""
    counted = {"points": score.points}
    if score.shootout:
        counted["shootout"] = score.shootout
    if score.stats:
        counted |= {f"stats.{name}": numbers for name, numbers in score.stats.items()}
    if score.games:
        counted |= {f"games.{place}": game.points for place, game in enumerate(score.games)}
    return counted


def _points_problems(match: Match, score: Score) -> Iterator[Problem]:
    numbers = score.points + score.shootout
    for game in score.games:
        numbers += game.points
    if min(numbers) < 0:
        yield Problem("score.negative", "scores count from 0", "score")
    if score.shootout and not _has_ties(match, evolve(score, shootout=())):
        yield Problem("score.shootout_needless", "a shoot-out decides level scores only", "score.shootout")
    if not match.draws and score.level(away_goals=match.away_goals):
        yield Problem("score.draw_not_allowed", "this match needs a winner: the scores are level", "score")


def _has_ties(match: Match, score: Score) -> bool:
    """Whether anybody is level: in a lobby every place may count, not only the first."""
    sides = [str(side) for side in range(len(match.slots))]
    return len(score.ranking(sides, away_goals=match.away_goals)) < len(sides)


def _places_problems(stage: Stage, match: Match, score: Score) -> Iterator[Problem]:
    """Where whoever takes a place of a lobby goes on, nobody may share it."""
    if len(match.slots) == 2:  # noqa: PLR2004 - the sides of a duel are level, or they are not
        return
    outcome = Outcome(score.ranking(match.entrants)).without(stage.withdrawn)
    ranked = sum(map(len, outcome.ranking))
    for rank in sorted({rank for _, _, rank in stage.feeds.get(match.key, ())}):
        if rank <= ranked and outcome.placed(rank) == NOBODY:
            message = f"whoever takes place {rank} goes on: there the scores cannot be level"
            yield Problem("score.place_shared", message, "score")
            return


def _games_problems(match: Match, score: Score) -> Iterator[Problem]:
    if match.best_of == 1:
        if score.games and (len(score.games) > 1 or score.games[0].points != score.points):
            yield Problem("score.games", "the games do not add up to the score", "score.games")
        return
    need, played = majority(match.best_of), sum(score.points)
    # Where games may be drawn, fewer may be won than are played.
    complete = max(score.points) == need or match.draws
    if played > match.best_of or len(score.games) > match.best_of or max(score.points) > need or not complete:
        message = f"a best of {match.best_of} ends with {need} games won"
        yield Problem("score.best_of", message, "score.points")
    if score.games and games_won(score.games, len(match.slots)) != score.points:
        yield Problem("score.games", "the games do not add up to the score", "score.games")


def _legs_problems(match: Match, score: Score) -> Iterator[Problem]:
    if score.games and len(score.games) != match.legs:
        yield Problem("score.legs", f"this match has {match.legs} legs", "score.games")
    elif score.games and aggregate(score.games) != score.points:
        yield Problem("score.games", "the legs do not add up to the score", "score.games")
