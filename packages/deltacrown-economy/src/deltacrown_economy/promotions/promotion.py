"""A promotion: what it is worth, for whom, how often, for how long. No database, no clock."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from attrs import frozen
from deltacrown import Problem

WHOLE = 100


class PromotionKind(StrEnum):
    """What a promotion gives."""

    PERCENT = "percent"
    """A part of the price."""
    FIXED = "fixed"
    """An amount of the price, or all of it where it costs less."""
    FREE_ENTRY = "free_entry"
    """A whole entry fee."""
    BONUS = "bonus"
    """Credit, to be spent in time."""


class GoesFor(StrEnum):
    """What a code may be used for."""

    ANYTHING = "anything"
    SHOP = "shop"
    FEES = "fees"


@frozen
class Promotion:
    """A promotion.

    code         what people type
    kind         what it gives
    value        percent, or an amount in minor units; nothing for a free entry
    currency     of what it pays, and of its budget
    goes_for     what it may be used for
    starts_at, ends_at  when; None for always
    uses, uses_each  how often altogether, and by one person; None for as long as the budget lasts
    spend_least  only for prices of at least so much
    people       only for these; empty for everybody
    newcomers    only for who has neither bought nor paid a fee before
    lasts_s      how long credit that it gives may be spent; None for ever
    """

    code: str
    kind: PromotionKind
    value: int
    currency: str
    goes_for: GoesFor = GoesFor.ANYTHING
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    uses: int | None = None
    uses_each: int | None = 1
    spend_least: int = 0
    people: tuple[str, ...] = ()
    newcomers: bool = False
    lasts_s: int | None = None

    def worth(self, price: int) -> int:
        """What it pays of a price, rounded down."""
        match self.kind:
            case PromotionKind.PERCENT:
                return price * self.value // WHOLE
            case PromotionKind.FIXED:
                return min(self.value, price)
            case PromotionKind.FREE_ENTRY:
                return price
            case PromotionKind.BONUS:
                return 0


def promotion_problems(promotion: Promotion) -> Iterable[Problem]:
    """Why there can be no such promotion."""
    code = promotion.code
    if not 0 < len(code) <= 40 or not code.isascii() or not code.replace("-", "").isalnum():  # noqa: PLR2004 - said below
        yield Problem("promotion.code_invalid", "a code has 1 to 40 letters, digits and hyphens", "code")
    most = {PromotionKind.PERCENT: WHOLE, PromotionKind.FREE_ENTRY: 0}.get(promotion.kind, 2**53 - 1)
    least = 0 if promotion.kind is PromotionKind.FREE_ENTRY else 1
    if not least <= promotion.value <= most:
        message = f"of kind {promotion.kind.value} it is {least} to {most}"
        yield Problem("promotion.value_invalid", message, "value")
    if promotion.starts_at and promotion.ends_at and promotion.ends_at <= promotion.starts_at:
        yield Problem("promotion.ends_early", "it ends after it starts", "ends_at")
    for name in ("uses", "uses_each", "lasts_s"):
        number = getattr(promotion, name)
        if number is not None and number < 1:
            yield Problem("promotion.number_invalid", "it is at least one, or left out", name)


def use_problems(
    promotion: Promotion, price: int, currency: str, goes_for: GoesFor, now: datetime
) -> Iterable[Problem]:
    """Why it cannot be used for this, by itself."""
    if promotion.starts_at and now < promotion.starts_at:
        yield Problem("promotion.too_early", "the code cannot be used yet", "code")
    if promotion.ends_at and now >= promotion.ends_at:
        yield Problem("promotion.over", "the code cannot be used any more", "code")
    if currency != promotion.currency:
        yield Problem("promotion.currency", f"the code is for prices in {promotion.currency}", "code")
    fees_only = promotion.kind is PromotionKind.FREE_ENTRY and goes_for is not GoesFor.FEES
    if fees_only or promotion.goes_for not in {GoesFor.ANYTHING, goes_for}:
        yield Problem("promotion.elsewhere", "the code is for something else", "code")
    if price < promotion.spend_least:
        yield Problem("promotion.spend_more", f"the code is for prices of {promotion.spend_least} or more", "code")
