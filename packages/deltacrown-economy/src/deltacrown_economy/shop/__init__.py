"""The shop: products whose pieces are in an account of their own, so that nobody sells what is not there."""

from deltacrown_economy.shop.buying import Purchase, Wish, buy, give_back, purchases_of
from deltacrown_economy.shop.products import OnSale, Product, find, on_sale, put, restock

__all__ = [
    "OnSale",
    "Product",
    "Purchase",
    "Wish",
    "buy",
    "find",
    "give_back",
    "on_sale",
    "purchases_of",
    "put",
    "restock",
]
