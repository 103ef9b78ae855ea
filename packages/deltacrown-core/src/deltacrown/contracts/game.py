"""A game: what tournaments of it have in common, as data."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from deltacrown.problems import Problem
from deltacrown.registration.fields import KEY, KEY_SAYS, EntryField
from deltacrown.stage.state import StageSettings


class ScoreKind(StrEnum):
    """What is counted in a game."""

    POINTS = "points"
    GOALS = "goals"
    ROUNDS = "rounds"
    WINS = "wins"
    """Nothing but who has won."""
    PLACES = "places"
    """The order in which many come in, and perhaps kills."""


KNOCKOUT = StageSettings("main", "single_elimination")


@frozen
class GamePreset:
    """A game that tournaments are played in: facts about it, and what a tournament of it starts from.

        GamePreset("go", "Go", draws=False, stage=StageSettings("main", "swiss", points=Points(1, Fraction(1, 2), 0)))

    name         how settings name it: lower case, underscores
    title        how people name it
    team_size    how many play on one side; 1 where everyone plays alone
    substitutes  how many more a roster may hold
    platforms    what it is played on
    score        what is counted in a game
    draws        whether a match can end level
    stage        the stage that a tournament has unless it says otherwise: format, options, points, tie-breakers, maps
    fields       what entrants are asked unless the tournament says otherwise
    """

    name: str
    title: str
    team_size: int = 1
    substitutes: int = 0
    platforms: tuple[str, ...] = ()
    score: ScoreKind = ScoreKind.POINTS
    draws: bool = False
    stage: StageSettings = KNOCKOUT
    fields: tuple[EntryField, ...] = ()


MOST_PLAYERS = 100
_LONGEST_TITLE = 100


def game_problems(game: GamePreset) -> Iterable[Problem]:
    """Why there can be no such game, besides what its stage and fields are refused for."""
    if not KEY.fullmatch(game.name):
        yield Problem("game.name_invalid", KEY_SAYS, "name")
    if not 0 < len(game.title.strip()) <= _LONGEST_TITLE:
        yield Problem("game.title_length", f"a title has 1 to {_LONGEST_TITLE} characters", "title")
    if not 1 <= game.team_size <= MOST_PLAYERS:
        yield Problem("game.team_size", f"1 to {MOST_PLAYERS} play on one side", "team_size")
    if not 0 <= game.substitutes <= MOST_PLAYERS:
        yield Problem("game.substitutes", f"a roster has at most {MOST_PLAYERS} substitutes", "substitutes")
