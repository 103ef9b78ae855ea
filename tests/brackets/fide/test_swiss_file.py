"""Swiss histories in JSON."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from deltacrown_brackets.fide.history import Kind
from deltacrown_brackets.fide.swiss_file import SwissFileError, read_swiss, swiss_history

GAME = {"white": 1, "black": 2, "result": "1-0"}
SMALL = {"participants": [{"id": 1, "rating": 2000}, {"id": 2, "rating": None}], "rounds": [{"pairings": [GAME]}]}


def test_every_history_of_the_corpora_is_read_and_adds_up(corpora: Path) -> None:
    """Scores are the sums of the rounds, and equal the points that the file states."""
    files = [*corpora.glob("swiss/*.json"), *corpora.glob("bbp/*.json")]
    read = 0
    for file in files:
        document = json.loads(file.read_text())
        if document["kind"] not in ("swiss", "round_robin") or not document.get("points"):
            continue
        history = read_swiss(file.read_text())
        stated = {int(number): Fraction(str(points)) for number, points in document["points"].items()}
        assert {player.number: player.points for player in history.players} == stated, file.name
        read += 1
    assert read > 20


def test_the_compact_form_says_the_same_as_the_long_one() -> None:
    """`p` and `b` are pairings and byes as lists."""
    compact = {"participants": [[1, 2000], [2, None]], "rounds": [{"p": [[1, 2, "1-0"]], "b": []}]}
    assert swiss_history(compact) == swiss_history(SMALL)


def test_who_is_not_mentioned_was_absent() -> None:
    """A player without an entry in a round was absent in it, for no points."""
    history = swiss_history({**SMALL, "rounds": [{"pairings": [], "byes": [{"id": 1, "type": "half"}]}]})
    assert [player.rounds[0].kind for player in history.players] == [Kind.HALF_BYE, Kind.ABSENT]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"rounds": None}, "rounds: must be a list"),
        ({"participants": [[1, 2000], [1, 2000]]}, r"participants\[1\].id: 1 appears twice"),
        ({"rounds": [{"p": [[1, 2, "2-0"]]}]}, r"rounds\[0\].pairings\[0\].result: '2-0' is not a result"),
        ({"rounds": [{"p": [[1, 3, "1-0"]]}]}, r"rounds\[0\].pairings\[0\]: 3 is not among the participants"),
        ({"rounds": [{"b": [[1, "lunch", 1]]}]}, r"rounds\[0\].byes\[0\].type: 'lunch' is not a bye"),
        ({"absent": [7]}, "absent: 7 is not among the participants"),
        ({"scoring": {"checkmate": 2}}, "scoring.checkmate: is not a result"),
        ({"initial_color": "red"}, "initial_color: must be"),
    ],
)
def test_errors_name_the_field(change: dict[str, object], complaint: str) -> None:
    """Whatever is wrong is refused with the place where it stands."""
    with pytest.raises(SwissFileError, match=complaint):
        swiss_history({**SMALL, **change})
