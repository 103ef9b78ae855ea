"""Stages as plain text: what a terminal shows."""

from typing import Any

import pytest
from deltacrown import Format, Layout, Match, PlacedIn, Ranking, ReportResult, Score, Seed, Stage, load
from deltacrown.testing import Playground, Script
from deltacrown.text import draw

FORMATS = load().formats


def drawn(name: str, script: Script, results: dict[str, Score], names: dict[str, str] | None = None) -> list[str]:
    """The lines of a stage after these results."""
    director = Playground(FORMATS[name]).play(script, most_matches=0).director
    for key, score in results.items():
        director.submit(ReportResult("stage", key, score))
    stage = director.tournament.stages[0]
    return draw(stage, director.engine.layout(stage), names).splitlines()


def test_a_bracket_shows_who_goes_on_and_who_is_awaited() -> None:
    """Byes, scores, shoot-outs, display names, and question marks where nobody is known yet."""
    results = {"R1-2": Score((1, 1), (3, 4))}
    assert drawn("single_elimination", Script(5), results, {"e05": "Zoë"}) == [
        "Quarter-finals  Semi-finals     Final",
        "",
        "e01          ┐",
        "             ├─ e01          ┐",
        "bye          ┘               │",
        "                             ├─ ?            ┐",
        "e04    1 (3) ┐               │               │",
        "             ├─ Zoë          ┘               │",
        "Zoë    1 (4) ┘                               │",
        "                                             ├─ ?",
        "e02          ┐                               │",
        "             ├─ e02          ┐               │",
        "bye          ┘               │               │",
        "                             ├─ ?            ┘",
        "e03          ┐               │",
        "             ├─ e03          ┘",
        "bye          ┘",
    ]


def test_sections_come_one_below_the_other() -> None:
    """The match for third place is a small bracket of its own."""
    lines = drawn(
        "single_elimination", Script(4, {"third_place": True}), {"R1-1": Score((1, 0)), "R1-2": Score((0, 2))}
    )
    below = lines.index("third place")
    assert lines[below - 1] == ""
    assert [line.split() for line in lines[below + 1 :]] == [
        ["Match", "for", "third", "place"],
        [],
        ["e04", "┐"],
        ["├─", "?"],
        ["e02", "┘"],
    ]


def test_a_table_shows_its_rounds() -> None:
    """Who met whom, matchday by matchday."""
    assert drawn("round_robin", Script(3), {"1": Score((2, 0))}) == [
        "Matchday 1",
        "  e02 2  -  e03 0",
        "Matchday 2",
        "  e01  -  e02",
        "Matchday 3",
        "  e03  -  e01",
    ]


class Lobbies(Format[Any]):
    """A lobby of three from which two advance to a duel."""

    name = "lobbies"
    sides = None

    def pair(self, stage: Stage) -> list[Match]:
        final = Match("final", (PlacedIn("lobby", 1), PlacedIn("lobby", 2)), 2)
        return [] if stage.matches else [Match("lobby", (Seed(1), Seed(2), Seed(3))), final]

    def rank(self, stage: Stage) -> Ranking:
        return Ranking.of([stage.entrants])

    def layout(self, stage: Stage) -> Layout:
        return Layout.by_round(stage.matches.values(), self.kind)

    kind = "table"


@pytest.mark.parametrize("kind", ["table", "bracket"])
def test_lobbies_can_be_drawn(kind: str) -> None:
    """A match of more than two sides has more than two lines, as a table or as a bracket."""
    format_ = Lobbies()
    format_.kind = kind
    play = Playground(format_).play(Script(3))
    stage = play.final
    assert stage is not None
    text = draw(stage, play.director.engine.layout(stage))
    for entrant in ("e01", "e02", "e03"):
        assert entrant in text
