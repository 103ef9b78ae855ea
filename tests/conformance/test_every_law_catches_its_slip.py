"""Each law of the format kit has a format with a realistic slip that it alone catches (the folder `slips`)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from deltacrown import Format, load
from deltacrown.testing import FormatConformance
from hypothesis import Phase, settings

SLIPS = load(folder=Path(__file__).parent / "slips", installed=False).formats
LAWS = sorted(name for name in dir(FormatConformance) if name.startswith("test_"))
ENOUGH = settings(max_examples=25, database=None, derandomize=True, phases=[Phase.generate])


@pytest.fixture(scope="module")
def kit_of() -> Callable[[Format[Any]], FormatConformance]:
    """The kit for a format, looking at small fields and not shrinking what it finds."""

    def make(format_: Format[Any]) -> FormatConformance:
        attributes = {"format": format_, "sizes": (2, 9), "effort": ENOUGH, **getattr(format_, "kit", {})}
        kit: FormatConformance = type("Kit", (FormatConformance,), attributes)()
        return kit

    return make


@pytest.mark.parametrize("name", SLIPS)
def test_exactly_the_law_meant_catches_the_slip(name: str, kit_of: Callable[[Format[Any]], FormatConformance]) -> None:
    """A format with one slip breaks one law: the others look away, so its author reads one sentence."""
    slip: Any = SLIPS[name]
    kit = kit_of(slip)
    said = {}
    for law in LAWS:
        try:
            getattr(kit, law)()
        except AssertionError as error:
            said[law] = str(error)
    assert said.keys() == {slip.law}, said
    assert said[slip.law].startswith(f"the format {name!r} ")
    assert "To play it again: Playground(" in said[slip.law]


def test_every_law_has_a_slip() -> None:
    """A law that catches nothing would prove nothing."""
    assert {slip.law for slip in SLIPS.values()} == set(LAWS)  # type: ignore[attr-defined]
