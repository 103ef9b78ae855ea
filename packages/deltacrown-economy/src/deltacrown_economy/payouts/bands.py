"""A part of the pool for each band of places."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen
from deltacrown import Exact, PayoutRule, Problem

from deltacrown_economy.payouts.fineness import fineness_problems

WHOLE = 100


@frozen
class Band:
    """Places `first` to `last`, and what they share equally: `amount` in minor units, or `percent` of the pool."""

    first: int
    last: int
    amount: int | None = None
    percent: Fraction | None = None

    def worth(self, pool: int) -> Fraction:
        """What all places of the band get together, in minor units."""
        return Fraction(self.amount or 0) + Fraction(self.percent or 0) * pool / WHOLE


@frozen
class BandsOptions:
    """`bands` in the order of places; a place in no band gets nothing."""

    bands: tuple[Band, ...]


class Bands(PayoutRule[BandsOptions]):
    """A part of the pool for each band of places, shared equally within the band."""

    name = "bands"
    title = "Bands of places"
    options = BandsOptions

    def places(self, pool: int, entrants: int, options: BandsOptions) -> Sequence[Exact]:
        """Every place as its band says; places beyond the field are left out, so a band may be as long as it likes."""
        places: list[Exact] = [0] * min(entrants, max(band.last for band in options.bands))
        for band in options.bands:
            for place in range(band.first, min(band.last, len(places)) + 1):
                places[place - 1] = band.worth(pool) / (band.last - band.first + 1)
        return places

    def check(self, options: BandsOptions, pool: int) -> Sequence[Problem]:
        """Bands follow each other without overlap, each with one kind of prize, and the pool is enough for all."""
        if too_fine := tuple(fineness_problems((band.percent or Fraction(0) for band in options.bands), "bands")):
            return too_fine
        found = [problem for place, band in enumerate(options.bands) for problem in _problems(band, f"bands.{place}")]
        found += _overlaps(options.bands)
        total = sum(band.worth(pool) for band in options.bands)
        if not options.bands:
            found.append(Problem("payout.empty", "at least one place gets something", "bands"))
        if total > pool:
            found.append(Problem("payout.over_pool", f"the bands add up to {total}, the pool is {pool}", "bands"))
        return found


def _problems(band: Band, path: str) -> Iterator[Problem]:
    if band.first < 1:
        yield Problem("payout.place_too_small", "places count from 1", f"{path}.first")
    if band.last < band.first:
        yield Problem("payout.band_backwards", "a band ends where it begins or later", f"{path}.last")
    if (band.amount is None) == (band.percent is None):
        yield Problem("payout.amount_or_percent", "a band has an amount or a percentage, one of them", path)
    for name, value in (("amount", band.amount), ("percent", band.percent)):
        if value is not None and value < 0:
            yield Problem("payout.negative", "nobody can get less than nothing", f"{path}.{name}")


def _overlaps(bands: Sequence[Band]) -> Iterator[Problem]:
    reached = 0
    for place, band in enumerate(bands):
        if place and band.first <= reached:
            yield Problem(
                "payout.bands_overlap", "bands come in the order of places, without overlap", f"bands.{place}.first"
            )
        reached = max(reached, band.last)
