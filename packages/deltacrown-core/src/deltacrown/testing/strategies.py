"""Hypothesis strategies: scripts over fields, options, luck, orders, names and withdrawals."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from hypothesis import strategies as st

from deltacrown.testing.script import Script

Options: TypeAlias = "Sequence[Mapping[str, Any]] | st.SearchStrategy[Mapping[str, Any]]"

Varying: TypeAlias = Literal["withdrawals", "arrivals", "order", "names"]

_SMALL = 9
_NUMBER = 9999
_LATEST = 40
_MOST_JOINING = 3


def sizes_between(least: int, most: int) -> st.SearchStrategy[int]:
    """Numbers of entrants: every second one small, because slips show there first and play fast."""
    return st.integers(least, max(least, min(_SMALL, most))) | st.integers(least, most)


@st.composite
def scripts(
    draw: st.DrawFn,
    sizes: tuple[int, int] = (2, 33),
    options: Options = ({},),
    varying: Collection[Varying] = (),
) -> Script:
    """A script; withdrawals, arrivals, another order and other names only where they are asked for by `varying`."""
    entrants = draw(sizes_between(*sizes))
    chosen = draw(options if isinstance(options, st.SearchStrategy) else st.sampled_from(list(options)))
    return Script(
        entrants,
        chosen,
        luck=draw(st.integers(0, _NUMBER)),
        order=draw(st.integers(1, _NUMBER)) if "order" in varying else 0,
        names=draw(st.integers(1, _NUMBER)) if "names" in varying else 0,
        withdrawals=draw(leavings(entrants)) if "withdrawals" in varying else (),
        arrivals=draw(joinings(entrants)) if "arrivals" in varying else (),
    )


def leavings(entrants: int) -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    """Who leaves, and after how many results: often one or two, at times everyone."""
    leaving = st.tuples(st.integers(0, min(_LATEST, 2 * entrants)), st.integers(1, entrants))
    lists = st.lists(leaving, min_size=1, max_size=min(entrants, 6), unique_by=lambda pair: pair[1])
    everyone = st.integers(0, entrants).map(lambda start: [(start + seed, seed) for seed in range(1, entrants + 1)])
    return st.one_of(lists, lists, lists, everyone).map(tuple)


def joinings(entrants: int) -> st.SearchStrategy[tuple[int, ...]]:
    """After how many results somebody joins: one, or a few."""
    return st.lists(st.integers(0, min(_LATEST, 2 * entrants)), min_size=1, max_size=_MOST_JOINING).map(tuple)
