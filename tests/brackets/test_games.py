"""The games that come with the brackets."""

import pytest
from deltacrown import CreateTournament, Director, GamePreset, TournamentSettings, game_problems
from deltacrown_brackets.games import PRESETS


@pytest.mark.parametrize("game", PRESETS, ids=lambda game: game.name)
def test_a_tournament_can_be_made_from_every_game(game: GamePreset) -> None:
    """Its facts are sound, and its stage is one that the rules accept."""
    assert list(game_problems(game)) == []
    settings = TournamentSettings(game.title, (game.stage,), game=game.name, fields=game.fields)
    Director().submit(CreateTournament("cup", settings))
