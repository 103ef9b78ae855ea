"""Prizes: from who gets what of a tournament's pool to money in their accounts, checked and corrected."""

from deltacrown_economy.prizes.checking import Finding, FindingKind, verify
from deltacrown_economy.prizes.paying import Payout, Preview, correct, deposit, pay, preview, settle_rest
from deltacrown_economy.prizes.plan import Part, Plan, plan_by_rule, plan_of
from deltacrown_economy.prizes.rosters import Roster, TeamWay, divide

__all__ = [
    "Finding",
    "FindingKind",
    "Part",
    "Payout",
    "Plan",
    "Preview",
    "Roster",
    "TeamWay",
    "correct",
    "deposit",
    "divide",
    "pay",
    "plan_by_rule",
    "plan_of",
    "preview",
    "settle_rest",
    "verify",
]
