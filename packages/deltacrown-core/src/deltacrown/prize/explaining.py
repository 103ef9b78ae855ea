"""Why a share is what it is: made from what the journal holds, so the words may change and the facts cannot."""

from collections.abc import Iterator
from math import floor

from deltacrown.explanations import Reason
from deltacrown.prize.state import Allotment, Exact, Prize, Remainder, Share, Unclaimed

_FEW = 4

_UNITS_GO = {
    Remainder.FIRST_PLACE: "to the first place",
    Remainder.LAST_PLACE: "to the last place that gets anything",
    Remainder.LARGEST_REMAINDER: "one each to those who lost most by rounding",
}


def explain(prize: Prize, allotment: Allotment, share: Share) -> tuple[Reason, ...]:
    """The steps from the pool to the share, in order. Amounts are in minor units of the pool's currency."""
    claimed = sum(allotment.places)
    if not share.place:
        data = f"the places taken claim {claimed} of {prize.pool.amount}"
        return (Reason("What no place claims is kept", data, str(share.amount)),)
    return (
        _worth(prize, allotment, share),
        *_unclaimed(prize, claimed, share),
        *_level(share),
        *_rounded(prize, share),
        *_lots(share),
    )


def _worth(prize: Prize, allotment: Allotment, share: Share) -> Reason:
    """What the payout rule says of the places."""
    spanned = allotment.places[share.place - 1 : share.place - 1 + share.shared_by]
    worth: list[Exact] = [*spanned, *[0] * (share.shared_by - len(spanned))]
    added = " + ".join(str(one) for one in worth) + " = " if 1 < len(worth) <= _FEW else ""
    return Reason(f"Payout rule {prize.rule!r}", _places(share), f"{added}{sum(worth)}")


def _places(share: Share) -> str:
    last = share.place + share.shared_by - 1
    return f"place {share.place}" if last == share.place else f"places {share.place} to {last}"


def _unclaimed(prize: Prize, claimed: Exact, share: Share) -> Iterator[Reason]:
    rest, total = prize.pool.amount - claimed, str(share.exact * share.shared_by)
    if not rest:
        return
    if prize.unclaimed is Unclaimed.IN_PROPORTION and claimed:
        data = f"the places taken claim {claimed} of {prize.pool.amount}"
        yield Reason("Every place is raised in proportion", data, total)
    elif prize.unclaimed is not Unclaimed.KEPT and share.place == 1:
        yield Reason("What no place claims goes to the first place", f"{rest} of {prize.pool.amount}", total)


def _level(share: Share) -> Iterator[Reason]:
    if share.shared_by > 1:
        data = f"{share.shared_by} are level on {_places(share)}"
        yield Reason("Level entrants share the places they span equally", data, f"{share.exact} each")


def _rounded(prize: Prize, share: Share) -> Iterator[Reason]:
    whole = floor(share.exact)
    if whole != share.exact or share.odd_units:
        rule = f"Whole units only; those left over go {_UNITS_GO[prize.remainder]}"
        yield Reason(rule, str(share.exact), f"{whole} + {share.odd_units} = {share.amount}")


def _lots(share: Share) -> Iterator[Reason]:
    if share.by_lots:
        rule = "A unit that level entrants cannot share goes by lots from the recorded seed"
        yield Reason(rule, f"{share.shared_by} are level", f"{share.odd_units} of the units left over")
