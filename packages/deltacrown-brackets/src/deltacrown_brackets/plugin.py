"""What this package offers to DeltaCrown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deltacrown import Format, GamePreset, ResultsReader, Seeding, TieBreaker, hookimpl

from deltacrown_brackets.fide.tie_break_files import SwissFile, TrfFile
from deltacrown_brackets.formats.battle_royale import BattleRoyale
from deltacrown_brackets.formats.custom_bracket import CustomBracket
from deltacrown_brackets.formats.double_elimination import DoubleElimination
from deltacrown_brackets.formats.dutch_swiss import DutchSwiss
from deltacrown_brackets.formats.free_for_all import FreeForAll
from deltacrown_brackets.formats.gsl_groups import GslGroups
from deltacrown_brackets.formats.king_of_the_hill import KingOfTheHill
from deltacrown_brackets.formats.ladder import Ladder
from deltacrown_brackets.formats.league import League
from deltacrown_brackets.formats.page_playoff import PagePlayoff
from deltacrown_brackets.formats.round_robin import RoundRobin
from deltacrown_brackets.formats.single_elimination import SingleElimination
from deltacrown_brackets.formats.stepladder import Stepladder
from deltacrown_brackets.formats.swiss import Swiss
from deltacrown_brackets.formats.swiss_elimination import SwissElimination
from deltacrown_brackets.games import PRESETS
from deltacrown_brackets.seedings import SEEDINGS
from deltacrown_brackets.tie_breakers.decided import DECIDED_OUTSIDE
from deltacrown_brackets.tie_breakers.football import FOOTBALL
from deltacrown_brackets.tie_breakers.games import GAMES
from deltacrown_brackets.tie_breakers.last_resorts import LAST_RESORTS
from deltacrown_brackets.tie_breakers.lobbies import LOBBIES
from deltacrown_brackets.tie_breakers.of_history import CHESS

if TYPE_CHECKING:
    import click


@hookimpl
def register_formats() -> Sequence[Format]:
    """The formats."""
    return [
        SingleElimination(),
        DoubleElimination(),
        RoundRobin(),
        Swiss(),
        SwissElimination(),
        DutchSwiss(),
        FreeForAll(),
        BattleRoyale(),
        League(),
        Ladder(),
        KingOfTheHill(),
        GslGroups(),
        Stepladder(),
        PagePlayoff(),
        CustomBracket(),
    ]


@hookimpl
def register_seedings() -> Sequence[Seeding]:
    """The seedings."""
    return SEEDINGS


@hookimpl
def register_tie_breakers() -> Sequence[TieBreaker]:
    """The tie-breakers."""
    return [*FOOTBALL, *CHESS, *GAMES, *LOBBIES, *LAST_RESORTS, *DECIDED_OUTSIDE]


@hookimpl
def register_games() -> Sequence[GamePreset]:
    """The games that most tournaments are played in."""
    return PRESETS


@hookimpl
def register_results_readers() -> Sequence[ResultsReader]:
    """The kinds of results files."""
    return [SwissFile(), TrfFile()]


@hookimpl
def register_commands() -> Sequence["click.Command"]:
    """`deltacrown pair`."""
    from deltacrown_brackets.cli.pairing import pair  # noqa: PLC0415 - who has no command line has no click

    return [pair]
