"""Amounts and currencies. An amount is a whole number of a currency's minor units, so that nothing is ever rounded."""

from enum import StrEnum

from attrs import frozen

from deltacrown_economy.ledger.refusals import AmountInvalid

LARGEST = 2**53 - 1
"""No amount and no balance is further from zero: JSON numbers are exact up to here, in every language."""


class CurrencyKind(StrEnum):
    """What a currency is."""

    FIAT = "fiat"
    VIRTUAL = "virtual"
    ITEM = "item"
    """Pieces of one thing, such as the stock of a shop."""


@frozen
class Currency:
    """A currency.

    code      how accounts name it: `EUR`, `DC`, `ITEM:shirt-m`
    exponent  how many of the digits of an amount stand behind the point: 2 for cents, 0 for whole coins
    kind      what it is; two currencies are never mixed, whatever their kind
    """

    code: str
    exponent: int = 0
    kind: CurrencyKind = CurrencyKind.VIRTUAL


def checked_amount(amount: object, field: str = "amount") -> int:
    """A positive amount. Raises AmountInvalid: a bool and a float are no amounts, however whole they look."""
    if not isinstance(amount, int) or isinstance(amount, bool):
        msg = f"an amount is a whole number of minor units, not {amount!r}"
        raise AmountInvalid(msg, field)
    if not 0 < amount <= LARGEST:
        msg = f"an amount lies between 1 and {LARGEST}, and is not {amount}"
        raise AmountInvalid(msg, field)
    return amount


def decimal(amount: int, exponent: int) -> str:
    """The amount as people write it: 1250 with two digits behind the point is `12.50`."""
    if not exponent:
        return str(amount)
    whole, part = divmod(abs(amount), 10**exponent)
    return f"{'-' if amount < 0 else ''}{whole}.{part:0{exponent}}"
