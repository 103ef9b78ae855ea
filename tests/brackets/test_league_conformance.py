"""Leagues keep the laws of formats, in every size."""

from typing import ClassVar

import pytest
from deltacrown.testing import FormatConformance, Options, Playground, Script
from deltacrown_brackets.formats.league import League

THREE_SEASONS = Script(9, {"divisions": 2, "seasons": 3}, luck=1)


class OfSeasons(FormatConformance):
    def test_kept_pairings_are_rounds(self, case: Script = THREE_SEASONS) -> None:
        """What a league keeps are seasons: the rounds of each come right after those of the one before."""
        play = Playground(League()).play(case, looking=False)
        planned = [[match.round for match in answer.matches or ()] for answer in play.pairings()]
        assert [sorted(set(rounds)) for rounds in planned] == [[*range(1, 6)], [*range(6, 11)], [*range(11, 16)], []]


class TestLeague(OfSeasons):
    """One season of one division is a round robin."""

    format = League()
    sizes = (2, 13)


class TestLeagueWithSeasons(OfSeasons):
    """Those who stay in a division meet again, and whoever wins everything may do so in a low one."""

    format = League()
    sizes = (2, 13)
    options: ClassVar[Options] = (
        {"divisions": 2, "seasons": 2},
        {"divisions": 3, "seasons": 3},
        {"divisions": 2, "seasons": 3, "legs": 2, "promoted": 2},
        {"seasons": 2},
    )
    rematches_allowed = True
    unbeaten_first = False

    def most_matches(self, entrants: int, options: dict[str, int]) -> int:  # type: ignore[override]
        """As many in each season as in one division of all."""
        return options["seasons"] * options.get("legs", 1) * entrants * (entrants - 1) // 2


@pytest.mark.parametrize(("size", "seasons"), [(3, 3), (6, 2)])
def test_every_size(size: int, seasons: int) -> None:
    """From 2 to 65 entrants, in divisions of about `size`: it ends, and everyone plays in every season and is ranked."""
    ground = Playground(League())
    for entrants in range(2, 66):
        options = {"divisions": max(1, entrants // size), "seasons": seasons, "promoted": size // 3}
        play = ground.play(Script(entrants, options, luck=entrants), looking=False)
        assert sorted(seed for group in play.placed() for seed in group) == list(range(1, entrants + 1))
        assert play.stage is not None
        for season in range(1, seasons + 1):
            own = [match for match in play.stage.matches.values() if match.section.startswith(f"Season {season},")]
            assert {entrant for match in own for entrant in match.present} == set(play.stage.entrants)


def test_a_large_league() -> None:
    """128 in 16 divisions over two seasons: 28 matches in each division of each season."""
    play = Playground(League()).play(Script(128, {"divisions": 16, "seasons": 2}, luck=1), looking=False)
    assert play.stage is not None
    assert len(play.stage.matches) == 2 * 16 * 28
    assert sum(map(len, play.placed())) == 128
