"""The short ways of the journal say what the long ways say: texts without data between, values that need no reading."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import pytest
from deltacrown import Malformed, MatchesAdded, Outcome, ReportResult, Score, Seed, wire
from deltacrown.commands import Command
from deltacrown.events import Event
from deltacrown.unchanged import unchanged
from hypothesis import given
from hypothesis import strategies as st

KINDS = [*get_args(Command), *get_args(Event)]
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4)
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=6))]))
ODD = st.sampled_from([None, True, 1, -1.5, "x", "\ud800", (), [1], {"a": 1}, Fraction(1, 2), 10**5_000, b"x"])
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=5),
    int: st.integers(),
    float: st.just(math.inf),
    bool: st.booleans(),
    Fraction: st.fractions(),
    datetime: TIMES,
    NoneType: st.none(),
    Any: JSON,
}


def drawn(kind: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of a type; now and then something else in its place."""
    return st.integers(0, 60).flatmap(lambda chance: ODD if not chance else sound(kind, depth))


def sound(kind: Any, depth: int) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one for each kind of type
    """Values that are what the type says."""
    among = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        few = [one for one in among if depth < 4 or not attrs.has(one)] or list(among)[:1]
        return st.sampled_from(few).flatmap(lambda one: drawn(one, depth + 1))
    if get_origin(kind) is Literal:
        return st.sampled_from(among)
    if get_origin(kind) is tuple and among[1:] == (...,):
        return st.lists(drawn(among[0], depth + 1), max_size=2 if depth < 4 else 0).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*(drawn(one, depth + 1) for one in among))
    if get_origin(kind) is Mapping:
        return st.dictionaries(st.text(max_size=3), drawn(among[1], depth + 1), max_size=2 if depth < 4 else 0).map(
            MappingProxyType
        )
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind) | st.sampled_from([one.value for one in kind])
    if not attrs.has(kind):
        return PLAIN[kind]
    fields = attrs.fields(attrs.resolve_types(kind))
    return st.fixed_dictionaries(
        {field.name: drawn(field.type, depth + 1) for field in fields if field.default is attrs.NOTHING},
        optional={field.name: drawn(field.type, depth + 1) for field in fields if field.default is not attrs.NOTHING},
    ).map(lambda values: kind(**values))


def said(way: Any, *arguments: Any) -> Any:
    """What comes of it: an answer, or the kind of trouble."""
    try:
        return way(*arguments)
    except (TypeError, ValueError, KeyError, AttributeError, Malformed) as error:
        return type(error)


@given(st.sampled_from(KINDS).flatmap(drawn))
def test_a_text_is_that_of_the_data(value: Any) -> None:
    """To the byte, for commands and events of any kind and whatever is wrong in them: digests hang on it."""
    kind = Command if type(value) in get_args(Command) else Event
    assert said(wire.text, value, kind) == said(lambda: wire.dumps(wire.unstructure(value, kind)))


@given(st.sampled_from(get_args(Command)).flatmap(drawn))
def test_what_needs_no_reading_reads_as_it_is(value: Any) -> None:
    """Where a value is said to come back unchanged, reading what was written gives it, down to the types."""
    if said(unchanged(Command), value) is True:
        commands: Any = Command
        again = wire.structure(wire.loads(wire.dumps(wire.unstructure(value, Command))), commands)
        assert again == value
        assert repr(again) == repr(value)


@pytest.mark.parametrize(
    ("score", "sound"),
    [
        (Score((1, 0)), True),
        (Score((1, 0), (4, 3)), True),
        (Score([1, 0]), False),  # type: ignore[arg-type]
        (Score((1, True)), False),
        (Score((1, 0), stats={"red": (0, 1)}), False),
        (Score((1, 10**30)), False),
    ],
)
def test_the_usual_result_needs_no_reading(score: Score, *, sound: bool) -> None:
    """A plain report is taken as it is; what might be changed from outside, or is not what it seems, is read again."""
    report = ReportResult("main", "R1-1", score)
    assert unchanged(Command)(report) is sound
    assert (said(wire.checked, report, Command) is report) is sound


def test_what_has_another_type_than_said_takes_the_long_way() -> None:
    """A list where a tuple belongs is written all the same, as ever."""
    outcome: Any = Outcome([["a"], ["b"]])  # type: ignore[arg-type]
    assert wire.text(outcome, Outcome) == '{"ranking":[["a"],["b"]]}'
    assert wire.text(MatchesAdded("main", ()), Event) == '{"type":"MatchesAdded","stage":"main","matches":[]}'
    assert wire.text(Seed(2), Seed) == '{"seed":2}'
