"""Accounts that are there as soon as they are needed."""

from deltacrown_economy import names
from deltacrown_economy.ledger import Ledger


def open_wallet(ledger: Ledger, person: str, currency: str) -> str:
    """Somebody's wallet in a currency; answers the account's name."""
    account = names.wallet(person, currency)
    ledger.open(account, currency, owner=person)
    return account


def open_world(ledger: Ledger, currency: str) -> str:
    """Where money of a currency comes from when it is issued; answers the account's name."""
    account = names.world(currency)
    ledger.open(account, currency, floor=None)
    return account
