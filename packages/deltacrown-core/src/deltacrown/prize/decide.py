"""Whether a tournament can have such a prize, whether it may be allotted now, and what follows."""

from collections.abc import Iterable

from deltacrown.deciding import Decision
from deltacrown.errors import Malformed
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.prize.allotting import allot
from deltacrown.prize.commands import AllotPrizes
from deltacrown.prize.state import Prize, PrizePool
from deltacrown.problems import Problem

MOST = 2**53 - 1
"""The largest pool: what every reader of JSON can hold exactly."""
CODE_LENGTH = 32


def prize_problems(prize: Prize | None, registry: Registry, path: str) -> Iterable[Problem]:
    """What is wrong with the prize in a tournament's settings."""
    if prize is None:
        return
    pool_problems = tuple(_pool_problems(prize.pool, f"{path}.pool"))
    yield from pool_problems
    if prize.rule not in registry.payout_rules:
        yield Problem("payout_rule.unknown", _unknown(prize.rule, registry), f"{path}.rule")
    elif not pool_problems:
        yield from _option_problems(prize, registry, path)


def _pool_problems(pool: PrizePool, path: str) -> Iterable[Problem]:
    if not 0 < len(pool.currency) <= CODE_LENGTH or not pool.currency.isprintable() or " " in pool.currency:
        message = f"a currency is a code of 1 to {CODE_LENGTH} printable characters"
        yield Problem("prize.currency_invalid", message, f"{path}.currency")
    if not 0 <= pool.amount <= MOST:
        yield Problem("prize.amount_invalid", f"a pool has 0 to {MOST} minor units", f"{path}.amount")


def _option_problems(prize: Prize, registry: Registry, path: str) -> Iterable[Problem]:
    try:
        problems = asking.check_payout(registry, prize)
    except Malformed as error:
        problems = error.problems
    for problem in problems:
        yield Problem(problem.code, problem.message, f"{path}.options.{problem.field}".rstrip("."))


def _unknown(name: str, registry: Registry) -> str:
    return f"{name!r} is not installed; there is {', '.join(sorted(registry.payout_rules)) or 'nothing'}"


def allot_problems(_: AllotPrizes, decision: Decision) -> Iterable[Problem]:
    """Why there is nothing to allot."""
    tournament = decision.tournament
    prize = tournament.settings.prize
    if prize is None:
        yield Problem("prize.none", "the tournament has no prize")
    elif tournament.prizes is not None:
        yield Problem("prize.allotted_already", "it is settled who gets what")
    elif prize.rule not in decision.registry.payout_rules:
        yield Problem("payout_rule.unknown", _unknown(prize.rule, decision.registry))


def allot_prizes(_: AllotPrizes, decision: Decision) -> None:
    """It is settled who gets what."""
    allot(decision)


def rehearse(registry: Registry, prize: Prize | None, entrants: int) -> None:
    """Ask the payout rule before the start what it will be asked at the end: better a refusal now than in the final.

    Raises PluginFault.
    """
    if prize is not None and prize.rule in registry.payout_rules:
        asking.places(registry, prize, entrants)
