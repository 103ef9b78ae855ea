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


def test_a_bracket_fits_into_the_terminal() -> None:
    """Long names are cut; where that is not enough, the rounds are listed, which any terminal can show."""
    names = {"e01": "The Incredibly Long Name", "e02": "長い名前のチーム"}
    stage = Playground(FORMATS["single_elimination"]).play(Script(4), most_matches=0).director.draw("stage", names)
    assert max(map(len, stage.text().splitlines())) > 50
    cut = stage.text(50).splitlines()
    assert max(map(len, cut)) <= 50
    assert any(line.startswith("The Incr") and "…" in line for line in cut)
    narrow = stage.text(24).splitlines()
    assert narrow[:2] == ["Semi-finals", "  The Incredibly Long Name  -  e04"]


def test_wide_letters_take_two_cells() -> None:
    """Lines stay straight below names of East Asia, and an accent that is a letter of its own takes no room."""
    names = {"e01": "長い", "e04": "Ze\N{COMBINING ACUTE ACCENT}"}
    stage = Playground(FORMATS["single_elimination"]).play(Script(4), most_matches=0).director.draw("stage", names)
    lines = stage.text().splitlines()
    assert lines[2].startswith("長い      ┐")
    assert lines[4].startswith("Ze\N{COMBINING ACUTE ACCENT}        ┘")


def test_a_name_does_not_steer_the_terminal() -> None:
    """Control characters, and those that turn text around, are shown as a mark."""
    names = {"e01": "a\x1b[2Jb", "e02": "c\u202ed", "e03": "e\nf"}
    text = (
        Playground(FORMATS["single_elimination"]).play(Script(4), most_matches=0).director.draw("stage", names).text()
    )
    assert all(character.isprintable() or character == "\n" for character in text)
    assert "a\ufffd[2Jb" in text


def test_a_table_shows_who_stands_where_and_why() -> None:
    """Numbers stand below each other; what decided is named where it cannot be read off the points."""
    director = Playground(FORMATS["round_robin"]).play(Script(3), most_matches=0).director
    for match, points in (("1", (2, 0)), ("2", (0, 1)), ("3", (3, 0))):
        director.submit(ReportResult("stage", match, Score(points)))
    lines = str(director.draw("stage")).splitlines()
    assert [line.split() for line in lines[:4]] == [
        ["P", "W", "D", "L", "+/\N{MINUS SIGN}", "Pts"],
        ["1", "e02", "2", "2", "0", "0", "+3", "6"],
        ["2", "e03", "2", "1", "0", "1", "+1", "3"],
        ["3", "e01", "2", "0", "0", "2", "\N{MINUS SIGN}4", "0"],
    ]
    assert lines[4:6] == ["", "Matchday 1"]


def test_matches_that_are_awaited_elsewhere_bear_their_keys() -> None:
    """Who reads "loser of W2-1" finds W2-1."""
    text = str(Playground(FORMATS["double_elimination"]).play(Script(4), most_matches=0).director.draw("stage"))
    assert "W2-1 ├─ ?" in text
    assert "loser of W2-1" in text
