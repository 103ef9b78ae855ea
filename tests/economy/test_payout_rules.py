"""The payout rules of the economy: their laws, known answers, and options that make no sense."""

from fractions import Fraction
from typing import Any, ClassVar

import pytest
from deltacrown import Lots, PayoutRule, Prize, PrizePool, load, split, wire
from deltacrown.testing import Options, PayoutRuleConformance
from deltacrown_economy.payouts.bands import Bands
from deltacrown_economy.payouts.fixed import Fixed
from deltacrown_economy.payouts.percent import Percent
from deltacrown_economy.payouts.winner_takes_all import WinnerTakesAll
from hypothesis import strategies as st


class TestWinnerTakesAll(PayoutRuleConformance):
    payout_rule = WinnerTakesAll()
    sizes = (2, 300)


class TestFixed(PayoutRuleConformance):
    payout_rule = Fixed()
    pools = (45_000, 10_000_000)
    options: ClassVar[Options] = st.lists(st.integers(0, 5000), min_size=1, max_size=9).map(
        lambda amounts: {"amounts": sorted(amounts, reverse=True)}
    )


class TestPercent(PayoutRuleConformance):
    payout_rule = Percent()
    options: ClassVar[Options] = st.lists(st.fractions(0, 40, max_denominator=7), min_size=1, max_size=9).map(
        lambda percents: {"percents": [str(percent) for percent in sorted(percents, reverse=True)]}
    )


class TestBands(PayoutRuleConformance):
    payout_rule = Bands()
    sizes = (2, 40)
    options: ClassVar[Options] = (
        {"bands": [{"first": 1, "last": 1, "percent": 50}, {"first": 2, "last": 4, "percent": "100/3"}]},
        {"bands": [{"first": 1, "last": 10**12, "percent": 100}]},
        {"bands": [{"first": 1, "last": 2, "amount": 60}, {"first": 3, "last": 8, "amount": 39}]},
    )


# PGA Tour Player Handbook 2019-20, page 55: the standard distribution over 65 places, its first ten.
PGA_TOUR = [18, "10.9", "6.9", "4.9", "4.1", "3.625", "3.375", "3.125", "2.925", "2.725"]


def paid(pool: int, rule: str, options: dict[str, Any], groups: str) -> dict[str, int]:
    installed = load().payout_rules[rule]
    read: Any = wire.structure(options, installed.options)
    assert list(installed.check(read, pool)) == []
    places = installed.places(pool, len(groups.replace(" ", "")), read)
    prize = Prize(PrizePool("USD", pool), rule, options)
    shares = split(prize, places, groups.split(), Lots("", sorted(groups.replace(" ", "")))).shares
    return {share.entrant: share.amount for share in shares}


def test_a_golf_purse() -> None:
    """The published purse of the Travelers Championship 2023, in dollars: 20 million over the first ten places."""
    published = [3_600_000, 2_180_000, 1_380_000, 980_000, 820_000, 725_000, 675_000, 625_000, 585_000, 545_000]
    rule: PayoutRule[Any] = load().payout_rules["percent"]
    places = rule.places(20_000_000, 156, wire.structure({"percents": PGA_TOUR}, rule.options))
    assert list(places) == published


def test_golfers_who_are_level() -> None:
    """Two level on second share the second and third prize, three on fourth the next three, as every golf tour does."""
    shares = paid(20_000_000, "percent", {"percents": PGA_TOUR}, "a bc def g h i j")
    assert shares["b"] == shares["c"] == (2_180_000 + 1_380_000) // 2 == 1_780_000
    assert shares["d"] == shares["e"] == shares["f"] == (980_000 + 820_000 + 725_000) // 3
    assert shares["g"] == 675_000
    assert sum(shares.values()) == 20_000_000


def test_bands_share_equally() -> None:
    """Half to the winner, a quarter to the second, the semi-finalists an eighth each."""
    bands = [
        {"first": 1, "last": 1, "percent": 50},
        {"first": 2, "last": 2, "percent": 25},
        {"first": 3, "last": 4, "percent": 25},
    ]
    assert paid(1000, "bands", {"bands": bands}, "a b cd efgh") == {"a": 500, "b": 250, "c": 125, "d": 125}


def test_a_band_that_the_field_does_not_fill() -> None:
    """Places 5 to 8 share 400, but six take part: two of the prizes are nobody's, and go to the first."""
    bands = [{"first": 1, "last": 1, "amount": 600}, {"first": 5, "last": 8, "amount": 400}]
    assert paid(1000, "bands", {"bands": bands}, "a b c d e f") == {"a": 800, "e": 100, "f": 100}


def test_amounts_below_the_pool() -> None:
    """Fixed amounts of 90 from a pool of 100: the rest goes to the first."""
    assert paid(100, "fixed", {"amounts": [50, 30, 10]}, "a b c d") == {"a": 60, "b": 30, "c": 10}
    assert paid(7, "winner_takes_all", {}, "ab c") in ({"a": 4, "b": 3}, {"a": 3, "b": 4})


def test_percentages_that_do_not_divide() -> None:
    """A third each of 100: the unit left over goes to the first; 100/3 is exact, three of them are the whole."""
    assert paid(100, "percent", {"percents": ["100/3"] * 3}, "a b c") == {"a": 34, "b": 33, "c": 33}
    assert sum([Fraction("100/3")] * 3) == 100


@pytest.mark.parametrize(
    ("rule", "options", "expected"),
    [
        ("fixed", {"amounts": []}, [("payout.empty", "amounts")]),
        ("fixed", {"amounts": [70, -5, 40]}, [("payout.negative", "amounts.1"), ("payout.over_pool", "amounts")]),
        ("percent", {"percents": []}, [("payout.empty", "percents")]),
        ("percent", {"percents": ["50.1", "49.9"]}, []),
        ("percent", {"percents": ["50.1", 50]}, [("payout.over_whole", "percents")]),
        ("percent", {"percents": [f"1/{10**39 + number}" for number in (1, 2)]}, [("payout.too_fine", "percents")]),
        ("percent", {"percents": [50, "-1/2"]}, [("payout.negative", "percents.1")]),
        (
            "bands",
            {"bands": [{"first": 1, "last": 1, "percent": "1/3"}, {"first": 2, "last": 2, "percent": f"1/{10**40}"}]},
            [("payout.too_fine", "bands")],
        ),
        ("bands", {"bands": []}, [("payout.empty", "bands")]),
        ("bands", {"bands": [{"first": 0, "last": 1, "amount": 1}]}, [("payout.place_too_small", "bands.0.first")]),
        ("bands", {"bands": [{"first": 4, "last": 3, "amount": 1}]}, [("payout.band_backwards", "bands.0.last")]),
        ("bands", {"bands": [{"first": 1, "last": 1}]}, [("payout.amount_or_percent", "bands.0")]),
        (
            "bands",
            {"bands": [{"first": 1, "last": 1, "amount": 1, "percent": 1}]},
            [("payout.amount_or_percent", "bands.0")],
        ),
        ("bands", {"bands": [{"first": 1, "last": 1, "percent": -1}]}, [("payout.negative", "bands.0.percent")]),
        (
            "bands",
            {"bands": [{"first": 1, "last": 4, "percent": 60}, {"first": 4, "last": 5, "amount": 41}]},
            [("payout.bands_overlap", "bands.1.first"), ("payout.over_pool", "bands")],
        ),
    ],
)
def test_options_that_make_no_sense(rule: str, options: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Every field that is wrong is named, for a pool of 100."""
    installed = load().payout_rules[rule]
    problems = installed.check(wire.structure(options, installed.options), 100)
    assert [(problem.code, problem.field) for problem in problems] == expected


def test_the_rules_are_offered() -> None:
    """All of them come through the hook, with a title for people."""
    registry = load()
    mine = [name for (kind, name), plugin in registry.origins.items() if (kind, plugin) == ("PayoutRule", "economy")]
    assert sorted(mine) == ["bands", "fixed", "percent", "winner_takes_all"]
    assert all(registry.payout_rules[name].title for name in mine)
