"""The shop: nothing is sold that is not there, and nothing is lost when it comes back."""

from datetime import timedelta

import pytest
from deltacrown import Refused
from deltacrown_economy import names
from deltacrown_economy.fees import Fee, capture
from deltacrown_economy.fees import pay as pay_fee
from deltacrown_economy.ledger import LedgerRefused, balance
from deltacrown_economy.prizes import Part, Plan, deposit
from deltacrown_economy.prizes import pay as pay_prizes
from deltacrown_economy.promotions import Promotion, PromotionKind, create, fund
from deltacrown_economy.revenue import By, Revenue, revenue
from deltacrown_economy.shop import Product, Purchase, Wish, buy, give_back, on_sale, purchases_of, put, restock
from hypothesis import given
from hypothesis import strategies as st

from tests.economy.money.conftest import NOON, RICH, Fresh, brief, has

PEOPLE = ("ann", "bob")
SHIRT = Product("shirt", "Shirt", "DC", 40, limit_each=4)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("buy"), st.sampled_from(PEOPLE), st.integers(1, 3), st.sampled_from(["", "TEN"])),
        st.tuples(st.just("back"), st.sampled_from(PEOPLE), st.integers(0, 3), st.just("")),
        st.tuples(st.just("stock"), st.just("ann"), st.integers(-2, 3).filter(bool), st.just("")),
    ),
    max_size=14,
)


@brief
@given(steps)
def test_pieces_and_money_are_neither_made_nor_lost(fresh: Fresh, wanted: list[tuple[str, str, int, str]]) -> None:
    """Stock is never below zero, nobody has more than they may, a promotion spends no more than it has; refunds undo."""
    with fresh(*PEOPLE, "sponsor") as ledger:
        put(ledger, SHIRT)
        restock(ledger, "shirt", 5, "first")
        create(ledger, Promotion("TEN", PromotionKind.FIXED, 10, "DC", uses_each=None))
        fund(ledger, "TEN", names.wallet("sponsor", "DC"), 25, "fund")
        stock, owned, bought = 5, dict.fromkeys(PEOPLE, 0), list[Purchase]()
        for number, (kind, person, pieces, code) in enumerate(wanted):
            budget = balance(ledger.connection, names.budget("TEN")).posted
            if kind == "buy":
                able = pieces <= stock and owned[person] + pieces <= 4 and (not code or budget >= 10)
                wish = Wish("shirt", person, pieces, 40 * pieces, code)
                if not able:
                    with pytest.raises(Refused):
                        buy(ledger, wish, str(number), NOON)
                    continue
                bought.append(buy(ledger, wish, str(number), NOON))
                assert buy(ledger, wish, str(number), NOON) == bought[-1]
                stock, owned[person] = stock - pieces, owned[person] + pieces
            elif kind == "back" and pieces < len(bought):
                one = bought.pop(pieces)
                assert give_back(ledger, one.id, NOON).refunded_at == NOON
                assert give_back(ledger, one.id, NOON) == give_back(ledger, one.id, NOON)
                stock, owned[one.person] = stock + one.number, owned[one.person] - one.number
            elif kind == "stock" and stock + pieces >= 0:
                restock(ledger, "shirt", pieces, str(number))
                stock += pieces
            assert on_sale(ledger.connection)[0].left == stock
            assert {who: balance(ledger.connection, names.wallet(who, "ITEM:shirt")).posted for who in PEOPLE} == owned
        paid = {who: sum(one.price - one.discount for one in bought if one.person == who) for who in PEOPLE}
        assert {who: RICH - has(ledger, who) for who in PEOPLE} == paid
        assert balance(ledger.connection, names.takings("DC")).posted == 40 * sum(owned.values())
        given_ = sum(one.discount for one in bought)
        assert balance(ledger.connection, names.budget("TEN")).posted == 25 - given_ >= 0


def test_a_price_that_changed_is_not_charged(fresh: Fresh) -> None:
    """Whoever wants to buy says what they saw it cost; what was bought keeps its price."""
    with fresh("ann") as ledger:
        put(ledger, SHIRT)
        restock(ledger, "shirt", 9, "first")
        first = buy(ledger, Wish("shirt", "ann", 1, 40), "k", NOON)
        put(ledger, Product("shirt", "Shirt", "DC", 50))
        with pytest.raises(Refused, match="it costs 50, and not 40"):
            buy(ledger, Wish("shirt", "ann", 1, 40), "k2", NOON)
        assert buy(ledger, Wish("shirt", "ann", 1, 40), "k", NOON) == first
        with pytest.raises(Refused, match="used before"):
            buy(ledger, Wish("shirt", "ann", 2, 100), "k", NOON)
        give_back(ledger, first.id, NOON)
        assert (has(ledger, "ann"), purchases_of(ledger.connection, "ann")[0].price) == (RICH, 40)
        put(ledger, Product("shirt", "Shirt", "DC", 50, for_sale=False))
        with pytest.raises(Refused, match="cannot be bought now"):
            buy(ledger, Wish("shirt", "ann", 1, 50), "k3", NOON)
        put(ledger, Product("car", "Car", "DC", RICH + 1))
        restock(ledger, "car", 1, "car")
        with pytest.raises(LedgerRefused, match="has not so much"):
            buy(ledger, Wish("car", "ann", 1, RICH + 1), "k4", NOON)
        assert on_sale(ledger.connection)[0].left == 1
        with pytest.raises(Refused, match="there is no product"):
            buy(ledger, Wish("hat", "ann", 1, 1), "k5", NOON)


def test_revenue_is_what_moved(fresh: Fresh) -> None:
    """By day, tournament, game and product: known sums of a small week; every way of counting has the same total."""
    now = [NOON]
    with fresh("ann", "bob", "sponsor", clock=lambda: now[0]) as ledger:
        put(ledger, SHIRT)
        restock(ledger, "shirt", 9, "first")
        for cup in ("one", "two"):
            deposit(ledger, cup, names.wallet("sponsor", "DC"), 500, cup)
            for person in ("ann", "bob"):
                pay_fee(ledger, Fee(cup, person, person, "DC", 100), now[0])
            now[0] += timedelta(days=1)
            capture(ledger, cup)
        pay_prizes(ledger, Plan("one", "DC", 600, (Part("ann", "ann", names.wallet("ann", "DC"), 600),)))
        bought = [buy(ledger, Wish("shirt", "bob", 1, 40), str(number), now[0]) for number in range(3)]
        now[0] += timedelta(days=1)
        give_back(ledger, bought[0].id, now[0])

        def by(how: By, tournament: str = "") -> dict[str, Revenue]:
            since, until = NOON - timedelta(days=1), NOON + timedelta(days=9)
            games = {"one": "chess", "two": "chess"}
            lines = revenue(ledger.connection, how, since, until, games=games, tournament=tournament)
            assert {line.currency for line in lines} == {"DC"}
            return {line.heading: line for line in lines}

        assert by(By.DAY) == {
            "2026-01-01": Revenue("2026-01-01", "DC", deposits=500),
            "2026-01-02": Revenue("2026-01-02", "DC", fees=200, deposits=500),
            "2026-01-03": Revenue("2026-01-03", "DC", fees=200, prizes=600, sales=120),
            "2026-01-04": Revenue("2026-01-04", "DC", returns=40),
        }
        assert by(By.TOURNAMENT) == {
            "one": Revenue("one", "DC", fees=200, prizes=600, deposits=500),
            "two": Revenue("two", "DC", fees=200, deposits=500),
        }
        assert by(By.TOURNAMENT, "two").keys() == {"two"}
        assert by(By.GAME) == {"chess": Revenue("chess", "DC", fees=400, prizes=600, deposits=1000)}
        assert by(By.PRODUCT)["shirt"].net == 80
        assert sum(line.net for line in by(By.DAY).values()) == 480
