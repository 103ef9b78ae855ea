"""The FIDE Dutch system as a format."""

from typing import ClassVar

from deltacrown.testing import FormatConformance, Options
from deltacrown_brackets.formats.dutch_swiss import DutchSwiss, DutchSwissOptions


class TestDutchSwiss(FormatConformance):
    """Nobody is knocked out of a Swiss."""

    format = DutchSwiss()
    sizes = (2, 15)
    losses_to_be_out = None


class TestDutchSwissWithOptions(FormatConformance):
    format = DutchSwiss()
    sizes = (4, 9)
    options: ClassVar[Options] = (
        {"edition": "2017", "rounds": 3},
        {"acceleration": "baku", "first_colour": "black"},
        {"rounds": 3, "acceleration": "baku"},
    )


def test_more_rounds_than_opponents_are_refused() -> None:
    """Six entrants can play five rounds; seven can play seven, with a bye each."""
    format_ = DutchSwiss()
    assert not format_.check(DutchSwissOptions(rounds=5), 6)
    assert not format_.check(DutchSwissOptions(rounds=7), 7)
    assert [problem.field for problem in format_.check(DutchSwissOptions(rounds=6), 6)] == ["rounds"]
