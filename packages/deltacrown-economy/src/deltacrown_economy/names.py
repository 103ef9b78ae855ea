"""How the accounts of the economy are called, so that everybody means the same one."""

from urllib.parse import quote


def wallet(person: str, currency: str) -> str:
    """What somebody has of a currency."""
    return f"user:{_id(person)}:{_id(currency)}"


def bonus(person: str, code: str, number: int) -> str:
    """What a promotion has given somebody, the `number`-th time, to be spent in time."""
    return f"bonus:{_id(person)}:{_id(code)}:{number}"


def escrow(tournament: str, currency: str) -> str:
    """What belongs to a tournament: entry fees and what was put up, until it is paid out or given back."""
    return f"tournament:{_id(tournament)}:escrow:{_id(currency)}"


def budget(code: str) -> str:
    """What a promotion may still spend."""
    return f"promotion:{_id(code)}"


def stock(sku: str) -> str:
    """The pieces of a product that are for sale."""
    return f"shop:stock:{_id(sku)}"


def takings(currency: str) -> str:
    """What the shop has taken."""
    return f"shop:takings:{_id(currency)}"


def provider(name: str, currency: str) -> str:
    """What came in, and went out again, through a payment provider; it is as far below zero as came in."""
    return f"provider:{_id(name)}:{_id(currency)}"


def world(currency: str) -> str:
    """Everything outside: where money that is issued comes from, and goes when it is taken away."""
    return f"world:{_id(currency)}"


def item(sku: str) -> str:
    """The currency that pieces of a product are counted in."""
    return f"ITEM:{sku}"


def about_tournament(tournament: str) -> str:
    """What orders of a tournament are about."""
    return f"tournament:{tournament}"


def about_product(sku: str) -> str:
    """What orders of a product are about."""
    return f"product:{sku}"


def _id(text: str) -> str:
    return quote(text, safe="")
