"""Each law of each kit has something with a realistic slip that it alone catches (the folder `slips`)."""

from pathlib import Path
from typing import Any

import pytest
from deltacrown import Format, Notifier, PayoutRule, Seeding, TieBreaker, load
from deltacrown.testing import (
    FormatConformance,
    NotifierConformance,
    PayoutRuleConformance,
    SeedingConformance,
    TieBreakerConformance,
)
from hypothesis import Phase, settings

INSTALLED = load(folder=Path(__file__).parent / "slips", installed=False)
SLIPS: list[Any] = [
    *INSTALLED.formats.values(),
    *INSTALLED.tie_breakers.values(),
    *INSTALLED.seedings.values(),
    *INSTALLED.payout_rules.values(),
    *INSTALLED.notifiers.values(),
]
KITS: dict[type, tuple[type, str]] = {
    Format: (FormatConformance, "format"),
    TieBreaker: (TieBreakerConformance, "tie_breaker"),
    Seeding: (SeedingConformance, "seeding"),
    PayoutRule: (PayoutRuleConformance, "payout_rule"),
    Notifier: (NotifierConformance, "notifier"),
}
ENOUGH = settings(max_examples=20, database=None, derandomize=True, phases=[Phase.generate])


def kit_of(slip: Any) -> tuple[type, str]:
    return next(kit for kind, kit in KITS.items() if isinstance(slip, kind))


def laws_of(kit: type) -> set[str]:
    return {name for name in dir(kit) if name.startswith("test_")}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_exactly_the_law_meant_catches_the_slip(slip: Any) -> None:
    """A slip breaks one law: the others look away, so its author reads one sentence."""
    kit, attribute = kit_of(slip)
    sizes = {"sizes": (2, 9)} if hasattr(kit, "sizes") else {}
    settings = {attribute: slip, "effort": ENOUGH, **sizes, **getattr(slip, "kit", {})}
    test = type("Kit", (kit,), settings)()
    said = {}
    for law in sorted(laws_of(kit)):
        try:
            getattr(test, law)()
        except AssertionError as error:
            said[law] = str(error)
    assert said.keys() == {slip.law}, said
    assert said[slip.law].startswith(f"the {attribute.replace('_', '-')} {slip.name!r} ")


@pytest.mark.parametrize("kit", [kit for kit, _ in KITS.values()], ids=lambda kit: kit.__name__)
def test_every_law_has_a_slip(kit: type) -> None:
    """A law that catches nothing would prove nothing."""
    assert not INSTALLED.rejected
    assert {slip.law for slip in SLIPS if kit_of(slip)[0] is kit} == laws_of(kit)
