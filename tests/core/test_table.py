"""The table that shares memory between its versions."""

from deltacrown import Table
from hypothesis import given
from hypothesis import strategies as st

_changes = st.lists(st.tuples(st.integers(0, 60), st.integers()), max_size=120)


@given(_changes)
def test_a_table_is_a_mapping_that_keeps_every_older_version(changes: list[tuple[int, int]]) -> None:
    """After any changes every version ever made still holds what a dict held at that moment, in its order."""
    table, model = Table[int, int](), dict[int, int]()
    versions = [(table, dict(model))]
    for key, value in changes:
        table, model = table.with_value(key, value), {**model, key: value}
        versions.append((table, dict(model)))
    for version, expected in versions:
        assert list(version.items()) == list(expected.items())
        assert all((key in version) == (key in expected) for key in range(61))


@given(_changes, _changes, _changes)
def test_two_futures_of_one_table_do_not_see_each_other(
    past: list[tuple[int, int]], left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    """A fork adds its own keys, whichever of the two was extended first."""
    start = Table[int, int]().with_values(past)
    one = start.with_values(left)
    other = start.with_values(right)
    assert dict(one) == {**dict(past), **dict(left)}
    assert dict(other) == {**dict(past), **dict(right)}
    assert dict(start) == dict(past)


def test_a_large_table_grows_in_order() -> None:
    """Chunks and rows are filled one after the other: 5,000 keys, added in bulk and one by one, keep their order."""
    table = Table((key, key) for key in range(2_000)).with_values((key, key) for key in range(1_500, 4_000))
    for key in range(4_000, 5_000):
        table = table.with_value(key, key)
    assert list(table) == list(range(5_000))
    assert [table[key] for key in range(5_000)] == list(range(5_000))
