"""Entrants as tables: out, and in again, with every mistake named."""

import csv
from io import StringIO
from typing import Any

import pytest
from deltacrown import (
    CreateTournament,
    Director,
    Malformed,
    OpenRegistration,
    RegisterEntrant,
    StageSettings,
    TournamentSettings,
)
from deltacrown.interchange.record import record_of
from deltacrown.interchange.tables import entrants_csv, read_entrants
from hypothesis import given
from hypothesis import strategies as st

NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(NAMES, NAMES, st.none() | st.fractions()), unique_by=lambda one: one[0], min_size=1, max_size=6)
)
def test_entrants_as_a_table_come_back(people: list[tuple[str, str, Any]]) -> None:
    """Whatever names hold, commas, quotes and what a spreadsheet takes for a formula included."""
    rated = [(id_, name, rating) for id_, name, rating in people if rating is None or len(str(rating)) <= 20]
    director = Director()
    director.submit(CreateTournament("cup", TournamentSettings("Cup", (StageSettings("a", "round_robin"),))))
    director.submit(OpenRegistration())
    for id_, _, rating in rated:
        director.submit(RegisterEntrant(id_, rating=rating))
    text = entrants_csv(record_of(director.tournament, {id_: name for id_, name, _ in rated}))
    assert not any(cell.startswith(("=", "+", "@")) for row in csv.reader(StringIO(text)) for cell in row)
    assert [(one.entrant, one.name, one.rating) for one in read_entrants(text)] == rated


def test_every_bad_cell_is_named_at_once() -> None:
    """By its line and its column, and nothing of the table is taken."""
    text = "entrant,seed,rating\nann,1,1500\n,2,x\nann,0,1/0\nbob,1,12.5,more\n"
    with pytest.raises(Malformed) as caught:
        read_entrants(text)
    assert [(one.code, one.field) for one in caught.value.problems] == [
        ("field.missing", "lines.3.entrant"),
        ("field.invalid", "lines.3.rating"),
        ("field.invalid", "lines.4.seed"),
        ("field.invalid", "lines.4.rating"),
        ("csv.cells", "lines.5"),
        ("csv.repeated", "lines.4.entrant"),
        ("csv.repeated", "lines.5.seed"),
    ]


@pytest.mark.parametrize(
    "text", ["", "name\nann\n", "entrant,entrant\nann,bob\n", "entrant,size\nann,1\n", 'entrant\n"ann\n']
)
def test_a_table_that_is_none_is_refused(text: str) -> None:
    """Without a heading, without its column, with others, or not CSV."""
    with pytest.raises(Malformed):
        read_entrants(text)


def test_entrants_are_taken_by_their_seeds() -> None:
    """Whoever has none comes after, in the order of the table."""
    assert [one.entrant for one in read_entrants("\ufeffSeed,Entrant\r\n,cat\r\n2,bob\r\n,dan\r\n1,ann\r\n")] == [
        "ann",
        "bob",
        "cat",
        "dan",
    ]
