"""The FIDE Dutch system, against every pairing that the reference program made or confirmed."""

import json
from pathlib import Path

import pytest
from deltacrown_brackets.fide.card import Edition
from deltacrown_brackets.fide.dutch import NoValidPairingError, Pair, next_round
from deltacrown_brackets.fide.swiss_file import swiss_history

TWO_WHO_MET = {
    "participants": [[1, 2000], [2, 1900]],
    "rounds": [{"p": [[1, 2, "1-0"]]}],
    "rounds_planned": 3,
}


def rounds_that_agree(document: dict[str, dict[str, list[int]]], edition: Edition) -> set[int]:
    """The rounds that the reference program pairs by these rules just as the file has them."""
    check = document["dutch_pairing_check"]
    (differing,) = [rounds for name, rounds in check.items() if f"dutch_{edition}" in name]
    return set(range(1, len(document["rounds"]) + 1)) - set(differing)


@pytest.mark.parametrize("edition", ["2026", "2017"])
@pytest.mark.parametrize("folder", ["bbp", "swiss"])
def test_the_rules_give_every_pairing_of_the_reference(corpora: Path, folder: str, edition: Edition) -> None:
    """Pairs, colours and the bye of every round are those of bbpPairings: 6.0.0 for 2026, and 5.0.1 for 2017.

    Of the largest fields only the last three rounds are paired.
    """
    checked = 0
    for file in sorted(corpora.glob(f"{folder}/*.json")):
        document = json.loads(file.read_text())
        if not document.get("dutch_pairing_check"):
            continue
        history = swiss_history(document)
        first = history.rounds - 2 if len(history.players) > 100 else 1
        for number in rounds_that_agree(document, edition):
            if number < first:
                continue
            pairs = next_round(history.before(number), edition)
            assert {(pair.white, pair.black) for pair in pairs} == history.pairs_of(number), (file.name, number)
            checked += 1
    assert checked >= 50


def test_the_first_round_is_upper_half_against_lower_half() -> None:
    """Without results the halves meet in order, colours alternate, and the last one has the bye."""
    history = swiss_history(
        {
            "participants": [[number, 2500 - number] for number in range(1, 8)],
            "rounds": [],
            "rounds_planned": 5,
            "initial_color": "black",
        }
    )
    assert next_round(history) == (Pair(4, 1), Pair(2, 5), Pair(6, 3), Pair(7, None))


def test_where_everyone_has_met_there_is_no_pairing() -> None:
    """Two players who met cannot meet again, so there is no pairing, and the error says why."""
    with pytest.raises(NoValidPairingError, match="no rematch"):
        next_round(swiss_history(TWO_WHO_MET))


def test_forbidden_pairs_and_absent_players_are_respected() -> None:
    """Who is absent is not paired; who must not meet does not."""
    document = {
        "participants": [[number, 2500 - number] for number in range(1, 6)],
        "rounds": [],
        "rounds_planned": 3,
        "initial_color": "white",
    }
    pairs = next_round(swiss_history({**document, "absent": [5], "forbidden_pairs": [[1, 3]]}))
    assert {frozenset((pair.white, pair.black)) for pair in pairs} == {frozenset((1, 4)), frozenset((2, 3))}
