"""Values of frozen classes that are made fast."""

import inspect
import pickle
from copy import copy, deepcopy

import attrs
import pytest
from attrs import Factory, field, frozen
from deltacrown import LoserOf, Match, Seed
from deltacrown.making import quick
from deltacrown.replacing import replace


@frozen(weakref_slot=False)
class Plain:
    """As attrs makes it."""

    name: str
    rank: int = 1
    others: tuple[str, ...] = ()
    notes: list[str] = field(factory=list)
    total: int = Factory(lambda: 7)


@quick
@frozen(weakref_slot=False)
class Quick:
    """The same, made fast."""

    name: str
    rank: int = 1
    others: tuple[str, ...] = ()
    notes: list[str] = field(factory=list)
    total: int = Factory(lambda: 7)


@pytest.mark.parametrize(
    "arguments", [(), ("a",), ("a", 2), ("a", 2, ("b",), ["c"], 3), ("a", 1, (), [], 7, "one too many")]
)
def test_a_quick_class_takes_what_its_slow_twin_takes(arguments: tuple[object, ...]) -> None:
    """The same arguments make the same values, and the same are refused; defaults are made anew for each value."""
    made = []
    for kind in (Plain, Quick):
        try:
            made.append(attrs.astuple(kind(*arguments)))  # type: ignore[arg-type]
        except TypeError:
            made.append(())
    assert made[0] == made[1]
    assert Quick("a").notes is not Quick("a").notes
    assert str(inspect.signature(Quick)) == str(inspect.signature(Plain))


def test_quick_values_are_frozen_and_equal_like_others() -> None:
    """No field can be set or deleted; equal values hash alike; they print, copy, pickle and evolve."""
    match = Match("a", (Seed(1), LoserOf("b")), section="losers")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        match.key = "b"  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del match.key
    again = Match(key="a", slots=(Seed(1), LoserOf("b")), section="losers")
    assert type(again) is Match
    assert (again, hash(again), repr(again)) == (match, hash(match), repr(match))
    assert copy(match) == deepcopy(match) == pickle.loads(pickle.dumps(match)) == match  # noqa: S301 - its own text


@pytest.mark.parametrize("value", [Plain("a", 2, ("b",), ["c"]), Quick("a", 2, ("b",), ["c"])])
def test_replacing_is_what_attrs_calls_evolving(value: Plain | Quick) -> None:
    """The named fields are new, the others are the very same things, and the value before is as it was."""
    before = attrs.astuple(value, recurse=False)
    replaced = replace(value, rank=3, others=())
    assert replaced == attrs.evolve(value, rank=3, others=())
    assert replaced.notes is value.notes
    assert attrs.astuple(value, recurse=False) == before
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        replaced.rank = 1  # type: ignore[misc]
