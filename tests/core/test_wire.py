"""Values as JSON and back: strict, exact, and all problems at once."""

import math
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from attrs import frozen
from deltacrown import (
    Bye,
    CreateTournament,
    How,
    LoserOf,
    Malformed,
    Match,
    MatchesAdded,
    Outcome,
    Phase,
    PlacedIn,
    Points,
    RegisterEntrant,
    ReportResult,
    Score,
    Seed,
    StageSettings,
    Step,
    TournamentSettings,
    WinnerOf,
    wire,
)
from deltacrown.commands import Command
from deltacrown.events import Event

VALUES: list[tuple[object, Any]] = [
    (
        CreateTournament("cup", TournamentSettings("Cup", (StageSettings("a", "b", options={"x": [1, {"y": None}]}),))),
        Command,
    ),
    (RegisterEntrant("ann", Fraction(3, 2)), Command),
    (ReportResult("a", "1", Score((2, 1), (), {"red": (0, 1)})), Command),
    (
        MatchesAdded(
            "a", (Match("1", (Seed(1), Bye(), WinnerOf("x"), LoserOf("y"), PlacedIn("z", 3)), 2, "B", draws=True),)
        ),
        Event,
    ),
    (Outcome((("ann",), ("bob",)), How.WALKOVER), Outcome),
    (Step("ratio", {"ann": math.inf, "bob": Fraction(1, 3), "cid": 2}, (("ann",), ("bob", "cid"))), Step),
    (Points(1, Fraction(1, 2), 0), Points),
    (Phase.CHECK_IN, Phase),
    (datetime(2026, 11, 24, 18, 30, tzinfo=UTC), datetime),
]


@pytest.mark.parametrize(("value", "kind"), VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_as_it_went(value: object, kind: Any) -> None:
    """Through JSON text and back every value is equal, and of the same types down to its choices and numbers."""
    text = wire.dumps(wire.unstructure(value, kind))
    again = wire.structure(wire.loads(text), kind)
    assert again == value
    assert repr(again) == repr(value) or isinstance(value, CreateTournament | ReportResult | Step)
    assert wire.dumps(wire.unstructure(again, kind)) == text


def test_a_choice_is_read_as_the_choice() -> None:
    """Not as the text that stands for it: `is` must hold."""
    assert wire.structure("bye", How) is How.BYE


def test_times_are_kept_in_utc() -> None:
    """A time in another zone is the same moment in UTC; a time without a zone is refused."""
    there = datetime(2026, 11, 24, 18, 30, tzinfo=timezone(timedelta(hours=6)))
    assert wire.structure("2026-11-24T18:30:00+06:00", datetime) == there
    assert wire.unstructure(there, datetime) == "2026-11-24T12:30:00Z"
    with pytest.raises(Malformed, match="zone"):
        wire.structure("2026-11-24T18:30:00", datetime)


@frozen
class Form:
    """A form with every kind of field."""

    name: str
    count: int
    ready: bool
    how: How
    names: tuple[str, ...]
    share: Fraction
    shares: tuple[Fraction, ...] = ()


GOOD: dict[str, Any] = {"name": "x", "count": 1, "ready": True, "how": "bye", "names": ["a"], "share": "1/2"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": 1}, "form.name"),
        ({"name": None}, "form.name"),
        ({"count": "1"}, "form.count"),
        ({"count": True}, "form.count"),
        ({"count": 1.0}, "form.count"),
        ({"ready": 1}, "form.ready"),
        ({"how": "magic"}, "form.how"),
        ({"names": "ab"}, "form.names"),
        ({"names": ["a", 2]}, "form.names.1"),
        ({"names": {"a": 1}}, "form.names"),
        ({"share": 0.5}, "form.share"),
        ({"share": "1e999999999"}, "form.share"),
        ({"share": "1."}, "form.share"),
        ({"share": "1.5/2"}, "form.share"),
        ({"share": "inf"}, "form.share"),
        ({"share": "1/0"}, "form.share"),
        ({"shares": ["1/2", 0.5]}, "form.shares.1"),
        ({"colour": "red"}, "form.colour"),
    ],
)
def test_nothing_is_guessed(change: dict[str, Any], field: str) -> None:
    """A value of another type is refused with the path of its field; nothing is turned into what it is not."""
    assert wire.structure(GOOD, Form).share == Fraction(1, 2)
    with pytest.raises(Malformed) as malformed:
        wire.structure({**GOOD, **change}, Form, "form")
    assert [problem.field for problem in malformed.value.problems] == [field]


@pytest.mark.parametrize(("written", "number"), [(3, 3), ("3/4", Fraction(3, 4)), ("-12.50", Fraction(-25, 2))])
def test_numbers_are_read_exactly(written: int | str, number: Fraction | int) -> None:
    """A fraction may be written with a slash or a point, and is what it says to the last digit."""
    read = wire.structure({**GOOD, "share": written, "shares": [written]}, Form)
    assert (read.share, read.shares) == (number, (number,))


def test_all_problems_come_at_once() -> None:
    """Missing, unknown and wrong fields are named together."""
    with pytest.raises(Malformed) as malformed:
        wire.structure({"name": 1, "colour": "red", "ready": "yes"}, Form)
    found = {(problem.code, problem.field) for problem in malformed.value.problems}
    assert {("field.invalid", "name"), ("field.unknown", "colour"), ("field.invalid", "ready")} <= found
    assert {field for code, field in found if code == "field.missing"} == {"count", "how", "names", "share"}


@pytest.mark.parametrize("raw", [None, [], "x", 3, {}, {"type": "Nothing"}, {"type": ["RegisterEntrant"]}])
def test_what_is_no_command_is_refused(raw: object) -> None:
    """Anything but an object with a known type is refused, whatever it is."""
    with pytest.raises(Malformed):
        wire.structure(raw, Command)


@pytest.mark.parametrize("text", ["", "{", "NaN", "[Infinity]", "[" * 100_000, b"\xff"])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    """Broken, bottomless and non-standard JSON ends in a problem, not in a crash."""
    with pytest.raises(Malformed):
        wire.loads(text)
