"""Tie-breaks of FIDE C.07 against what others computed: worked examples, a reference program, the events themselves."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from deltacrown_brackets.fide.swiss_file import swiss_history
from deltacrown_brackets.fide.tie_break_code import Edition
from deltacrown_brackets.fide.tie_break_field import Field, field_of
from deltacrown_brackets.fide.tie_breaks import measure, rank_field

EDITIONS = {"fide_2024_rules": Edition.OF_2024, "fide_2026_rules": Edition.OF_2026}
OFFICIAL_NAMES = {"TB1": "PTS", "TB2": "DE", "TB3": "PS"}
"""One file names its criteria by their position; their definitions say what they are."""


def tournaments(corpora: Path) -> Iterator[tuple[str, dict[str, Any], Field]]:
    for path in [*sorted((corpora / "swiss").glob("*.json")), *sorted((corpora / "bbp").glob("*.json"))]:
        data = json.loads(path.read_text())
        if data["kind"] in {"swiss", "round_robin"}:
            yield path.name, data, field_of(swiss_history(data), cyclic=data["kind"] == "round_robin")


def differences(field: Field, code: str, expected: dict[str, float | None], edition: Edition) -> list[Any]:
    found = dict(zip(field.numbers, measure(field, code, edition).values(), strict=True))
    numbers = {int(player): None if value is None else Fraction(str(value)) for player, value in expected.items()}
    return [(code, player, found[player], value) for player, value in numbers.items() if found[player] != value]


def test_every_worked_example_of_the_lecturers(corpora: Path) -> None:
    """The exercises to C.07 come out as their author solved them, under the rules of 2024 (/V1) and of 2026 (/V2)."""
    examples = [
        (field, example) for _, data, field in tournaments(corpora) for example in data.get("worked_examples", [])
    ]
    assert examples
    for field, example in examples:
        if example["kind"] == "rank":
            ranks = rank_field(field, ["PTS", example["code"]]).ranks()
            assert {player: ranks[int(player)] for player in example["expected"]} == example["expected"], example
        else:
            assert differences(field, example["code"], example["expected"], Edition.OF_2026) == [], example


def test_every_value_of_the_reference_program(corpora: Path) -> None:
    """Eleven criteria under both editions, for every player of every tournament."""
    compared = 0
    for name, data, field in tournaments(corpora):
        for rules, reference in data.get("reference_tiebreaks", {}).items():
            for code, expected in reference["values"].items():
                assert differences(field, code, expected, EDITIONS[rules]) == [], (name, rules)
                compared += len(expected)
    assert compared > 10_000


def test_every_rank_of_the_reference_program(corpora: Path) -> None:
    """Whole cascades, direct encounter among them, put everyone where the reference program does; ties stay ties."""
    compared = 0
    for name, data, field in tournaments(corpora):
        for rules, reference in data.get("reference_tiebreaks", {}).items():
            for cascade, expected in reference["cascade_ranks"].items():
                ranks = rank_field(field, cascade.split(","), EDITIONS[rules]).ranks()
                found = {str(player): rank for player, rank in ranks.items()}
                assert {player: found[player] for player in expected} == expected, (name, rules, cascade)
                compared += len(expected)
    assert compared > 5_000


def test_the_values_that_the_events_published(corpora: Path) -> None:
    """What the events' own software printed: chess by C.07, and SOS and SOSOS of Go.

    No value had to be left out. Go's software counts a bye as an opponent who has what the player made in games, and
    with the player's own SOS; one tournament has byes, and both its players agree.
    """
    compared = 0
    for name, data, field in tournaments(corpora):
        for official in data.get("official_tiebreaks", []):
            code = OFFICIAL_NAMES.get(official["name"], official["name"])
            assert differences(field, code, official["values"], Edition.OF_2024) == [], (name, code)
            compared += len(official["values"])
    assert compared > 1_000


def test_the_points_of_every_file(corpora: Path) -> None:
    """The score is the sum of what the rounds brought."""
    for name, data, field in tournaments(corpora):
        assert differences(field, "PTS", data["points"], Edition.OF_2026) == [], name


def test_final_rankings_by_the_events_own_cascades(corpora: Path) -> None:
    """Where an event says by which criteria it ranks, nobody stands against them; lots decide the rest."""
    compared = 0
    for name, data, field in tournaments(corpora):
        if data.get("official_cascade"):
            ranks = rank_field(field, data["official_cascade"]).ranks()
            order = [ranks[player] for player in data["official_final_ranking"]]
            assert order == sorted(order), name
            compared += 1
    assert compared
