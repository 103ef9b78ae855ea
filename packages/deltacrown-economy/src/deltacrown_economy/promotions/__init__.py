"""Promotions: codes that pay a part of a price, or give credit, from an account of their own."""

from deltacrown_economy.promotions.bonuses import expire_bonuses, grant, sources
from deltacrown_economy.promotions.promotion import GoesFor, Promotion, PromotionKind
from deltacrown_economy.promotions.records import create, find, fund, stop, uses_of
from deltacrown_economy.promotions.redeeming import discount, redeem, undo

__all__ = [
    "GoesFor",
    "Promotion",
    "PromotionKind",
    "create",
    "discount",
    "expire_bonuses",
    "find",
    "fund",
    "grant",
    "redeem",
    "sources",
    "stop",
    "undo",
    "uses_of",
]
