"""The games that most tournaments are played in, as data. Whoever plays by other rules says so in the settings."""

from fractions import Fraction

from deltacrown import GamePreset, ScoreKind, StageSettings
from deltacrown.results import Points

_PC = ("PC",)
_CONSOLES = ("PC", "PlayStation", "Xbox")


def _knockout(format_: str, best_of: int) -> StageSettings:
    return StageSettings("main", format_, options={"best_of": best_of})


CHESS = GamePreset(
    "chess",
    "Chess",
    platforms=("Over the board", "Online"),
    draws=True,
    stage=StageSettings("main", "dutch_swiss", points=Points(1, Fraction(1, 2), 0)),
)
FOOTBALL = GamePreset(
    "football",
    "Football",
    team_size=11,
    # The most that the Laws of the Game let a competition name (Law 3).
    substitutes=15,
    platforms=("Pitch",),
    score=ScoreKind.GOALS,
    draws=True,
    stage=StageSettings("main", "round_robin"),
)
COUNTER_STRIKE_2 = GamePreset(
    "counter_strike_2",
    "Counter-Strike 2",
    team_size=5,
    substitutes=1,
    platforms=_PC,
    score=ScoreKind.ROUNDS,
    stage=_knockout("single_elimination", 3),
)
VALORANT = GamePreset(
    "valorant",
    "VALORANT",
    team_size=5,
    substitutes=1,
    platforms=_CONSOLES,
    score=ScoreKind.ROUNDS,
    stage=_knockout("double_elimination", 3),
)
LEAGUE_OF_LEGENDS = GamePreset(
    "league_of_legends",
    "League of Legends",
    team_size=5,
    substitutes=1,
    platforms=_PC,
    score=ScoreKind.WINS,
    stage=_knockout("single_elimination", 5),
)
DOTA_2 = GamePreset(
    "dota_2",
    "Dota 2",
    team_size=5,
    substitutes=2,
    platforms=_PC,
    score=ScoreKind.WINS,
    stage=_knockout("double_elimination", 3),
)
ROCKET_LEAGUE = GamePreset(
    "rocket_league",
    "Rocket League",
    team_size=3,
    substitutes=1,
    platforms=(*_CONSOLES, "Nintendo Switch"),
    score=ScoreKind.GOALS,
    stage=_knockout("double_elimination", 5),
)
STREET_FIGHTER_6 = GamePreset(
    "street_fighter_6",
    "Street Fighter 6",
    platforms=(*_CONSOLES, "Nintendo Switch 2"),
    score=ScoreKind.ROUNDS,
    stage=_knockout("double_elimination", 3),
)
PUBG = GamePreset(
    "pubg",
    "PUBG: Battlegrounds",
    team_size=4,
    substitutes=1,
    platforms=_CONSOLES,
    score=ScoreKind.PLACES,
    # Sixteen squads, and the points of S.U.P.E.R.
    stage=StageSettings(
        "main", "battle_royale", options={"lobby_size": 16, "placement_points": (10, 6, 5, 4, 3, 2, 1, 1)}
    ),
)
MAGIC = GamePreset(
    "magic",
    "Magic: The Gathering",
    platforms=("Tabletop", "MTG Arena", "Magic Online"),
    score=ScoreKind.WINS,
    draws=True,
    # The tie-breakers of the Magic Tournament Rules, appendix C.
    stage=StageSettings(
        "main",
        "swiss",
        options={"best_of": 3},
        tie_breakers=(
            "points",
            "opponents_match_win_percentage",
            "game_win_percentage",
            "opponents_game_win_percentage",
        ),
    ),
)

PRESETS = (
    CHESS,
    FOOTBALL,
    COUNTER_STRIKE_2,
    VALORANT,
    LEAGUE_OF_LEGENDS,
    DOTA_2,
    ROCKET_LEAGUE,
    STREET_FIGHTER_6,
    PUBG,
    MAGIC,
)
