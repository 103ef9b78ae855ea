"""What is done to accounts by hand, with a trail: frozen, adjusted by two people, compared with a bank's statement."""

from deltacrown_economy.administration.accounts import Deed, deeds, freeze, unfreeze
from deltacrown_economy.administration.adjusting import (
    Adjustment,
    AdjustmentState,
    adjustments,
    approve,
    ask,
    reject,
)
from deltacrown_economy.administration.reconciling import Line, LineState, Report, read_csv, reconcile

__all__ = [
    "Adjustment",
    "AdjustmentState",
    "Deed",
    "Line",
    "LineState",
    "Report",
    "adjustments",
    "approve",
    "ask",
    "deeds",
    "freeze",
    "read_csv",
    "reconcile",
    "reject",
    "unfreeze",
]
