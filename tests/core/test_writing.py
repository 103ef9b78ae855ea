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
from deltacrown import (
    CreateTournament,
    Director,
    Entry,
    Game,
    Malformed,
    MatchesAdded,
    OpenRegistration,
    Outcome,
    RegisterEntrant,
    ReportResult,
    Score,
    Seed,
    StageSettings,
    StartTournament,
    TournamentSettings,
    wire,
)
from deltacrown.commands import Command
from deltacrown.events import Event
from deltacrown.journal import to_line
from deltacrown.reading import reader
from deltacrown.unchanged import unchanged
from hypothesis import given, settings
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


def spoiled(data: Any, draw: Any) -> Any:
    """The data; now and then with one of its parts missing, another in its place, or one more."""
    if isinstance(data, list):
        return [spoiled(one, draw) for one in data]
    if not isinstance(data, dict):
        return draw(JSON) if not draw(st.integers(0, 40)) else data
    kept = {name: spoiled(one, draw) for name, one in data.items() if draw(st.integers(0, 40))}
    return kept if draw(st.integers(0, 5)) else {**kept, draw(st.sampled_from(["type", "more", "at"])): draw(JSON)}


@settings(max_examples=100)
@given(st.sampled_from(KINDS).flatmap(drawn), st.data())
def test_a_value_is_that_of_the_data(value: Any, data: st.DataObject) -> None:
    """Down to the types, for commands and events of any kind; and what is wrong in them is said in the same words."""
    kind: Any = Command if type(value) in get_args(Command) else Event
    written = said(lambda: wire.dumps(wire.unstructure(value, kind)))
    if isinstance(written, str):
        raw = spoiled(wire.loads(written), data.draw)
        short, long = read(wire.values(kind), raw), read(lambda one: wire.structure(one, kind), raw)
        assert short == long


def read(way: Any, raw: Any) -> str:
    """What is read, or the problems."""
    try:
        return repr(way(raw))
    except Malformed as malformed:
        return repr(malformed.problems)


def test_what_a_journal_holds_is_read_the_short_way() -> None:
    """A whole tournament needs no long way, which would hide that the short one fails."""
    director = Director()
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (StageSettings("main", "double_elimination"),))))
    director.submit(OpenRegistration())
    for name in "abcdef":
        director.submit(RegisterEntrant(name, Fraction(1500)))
    director.submit(StartTournament("seed"))
    for key in list(director.tournament.stages[0].matches):
        if director.tournament.stages[0].matches[key].ready:
            director.submit(ReportResult("main", key, Score((2, 1), games=(Game((2, 1)),), stats={"red": (0, 1)})))
    for entry in director.journal.read():
        raw = wire.loads(to_line(entry))
        assert raw.pop("journal")
        assert reader(Entry)(raw) == entry


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
