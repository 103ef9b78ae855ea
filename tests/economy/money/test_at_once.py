"""Everything that money does, in several threads, with crashes before any statement, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from threading import Barrier, local
from typing import Any
from uuid import uuid4

import pytest
from deltacrown import Refused
from deltacrown_economy import names
from deltacrown_economy.fees import Fee, Refunds, cancel, capture, pay, withdraw
from deltacrown_economy.ledger import Ledger, balance, committed
from deltacrown_economy.ledger.door import Door
from deltacrown_economy.opening import open_wallet, open_world
from deltacrown_economy.providers import Confirmed, PaymentState, begin, take_news
from deltacrown_economy.shop import Purchase, Wish, buy, restock
from deltacrown_economy.tables import metadata
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Engine, event

from tests.economy.ledger.conftest import engine_of
from tests.economy.money.conftest import NOON
from tests.economy.money.life import DC, DO, FEE, PRICE, Life, Step, wrongs
from tests.servers import NewDatabase

THREADS = 4
MANY = 12
KINDS = sorted(DO)
STEPS = 40
MOST_STATEMENTS = 30


class Crashed(Exception):
    """The statement that should have come now did not."""


class Fate(local):
    """How many statements this thread still says before it crashes; None where it does not."""

    left: int | None = None

    def tick(self, *_: Any, **__: Any) -> None:
        if self.left is not None:
            if self.left == 0:
                raise Crashed
            self.left -= 1


fate = Fate()


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    """A database with all tables of the economy. Whatever is said to it is counted."""
    engine = engine_of(new_database())
    metadata.create_all(engine)
    event.listen(engine, "before_cursor_execute", fate.tick)
    event.listen(engine, "commit", fate.tick)
    real = Door.say

    def say(door: Door, *said: Any) -> None:
        fate.tick()
        real(door, *said)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Door, "say", say)
        yield engine
    engine.dispose()


class Machine(RuleBasedStateMachine):
    """Steps that are taken at the same time."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.life = Life(f"l{uuid4().hex[:6]}")
        committed(self.engine, self.life.begin, clock=lambda: NOON)

    @rule(seed=st.integers(0, 2**32))
    def together(self, seed: int) -> None:
        """Whoever crashed, or whose answer was lost, does it again, and has what they would have had."""
        chance = Random(seed)
        kinds = chance.choices(KINDS, [1 if kind == "freeze" else 4 for kind in KINDS], k=STEPS)
        wanted = [Step(kind, chance.randrange(3), chance.randrange(3), chance.randint(1, 20)) for kind in kinds]
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(self.twice, wanted, [chance.randrange(MOST_STATEMENTS) for _ in wanted]))
        with self.engine.connect() as connection:
            assert list(wrongs(connection, self.life)) == []

    def twice(self, step: Step, crash: int) -> None:
        fate.left = crash
        with suppress(Crashed):
            self.once(step)
        fate.left = None
        self.once(step)

    def once(self, step: Step) -> None:
        with suppress(Refused):
            committed(self.engine, lambda ledger: self.life.do(ledger, step), clock=lambda: NOON)


def test_whatever_is_done_at_once_and_crashes_nothing_is_made_lost_or_done_twice(engine: Engine) -> None:
    """Ledger, fees, prizes, shop, promotions, providers, administration: after any of it everything adds up."""
    machine = type("OnDatabase", (Machine,), {"engine": engine})
    budget = settings(
        max_examples=2,
        stateful_step_count=5,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=budget)


def _everyone(engine: Engine, work: Callable[[Ledger, int], object]) -> list[object]:
    """What each of many, who come at the same time, is answered: a value, or the code of a refusal."""
    start = Barrier(MANY)

    def one(who: int) -> object:
        start.wait()
        try:
            return committed(engine, lambda ledger: work(ledger, who), clock=lambda: NOON)
        except Refused as refused:
            return refused.problems[0].code

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def test_the_last_pieces_are_sold_once(engine: Engine) -> None:
    """Many want one of three: three have it, whoever asks twice with one key has one, and the rest keep their money."""
    life = Life(f"l{uuid4().hex[:6]}")
    committed(engine, life.begin, clock=lambda: NOON)
    people = [f"{life.name}{who}" for who in range(MANY)]

    def prepare(ledger: Ledger) -> None:
        restock(ledger, life.sku, -3, f"{life.name} fewer")
        for person in people:
            ledger.transfer(open_world(ledger, DC), open_wallet(ledger, person, DC), PRICE, f"gift {person}")

    committed(engine, prepare)
    bought = _everyone(engine, lambda ledger, who: buy(ledger, Wish(life.sku, people[who // 2], 1, PRICE), "k", NOON))
    assert [one for one in bought if isinstance(one, str)] == ["product.sold_out"] * (MANY - 6)
    assert len({one.id for one in bought if isinstance(one, Purchase)}) == 3
    with engine.connect() as connection:
        assert balance(connection, names.stock(life.sku)).posted == 0
        assert list(wrongs(connection, life)) == []


def test_everybody_gets_their_fee_back_once(engine: Engine) -> None:
    """While people leave the tournament is called off, by several at the same time."""
    life = Life(f"l{uuid4().hex[:6]}")
    committed(engine, life.begin, clock=lambda: NOON)

    def prepare(ledger: Ledger) -> None:
        for person in life.people[:2]:
            pay(ledger, Fee(life.cup, person, person, DC, FEE), NOON)
        capture(ledger, life.cup)
        pay(ledger, Fee(life.cup, life.people[2], life.people[2], DC, FEE), NOON)

    committed(engine, prepare)
    back = _everyone(
        engine,
        lambda ledger, who: (
            cancel(ledger, life.cup) if who % 2 else withdraw(ledger, life.cup, life.people[who // 2 % 3], NOON)
        ),
    )
    assert sum(one.amount for one in back if isinstance(one, Refunds)) == 3 * FEE
    with engine.connect() as connection:
        assert [balance(connection, life.wallet(who)).available for who in range(3)] == [200] * 3
        assert balance(connection, names.escrow(life.cup, DC)).posted == 0


def test_a_message_that_comes_many_times_at_once_moves_money_once(engine: Engine) -> None:
    """Also where it comes before we have written down what the provider calls the payment."""
    life = Life(f"l{uuid4().hex[:6]}")
    committed(engine, life.begin, clock=lambda: NOON)
    begun = committed(engine, lambda ledger: begin(ledger.connection, life.name, life.people[0], DC, 50, "k", NOON))
    there = Confirmed(begun.id, 50, DC)
    heard = _everyone(engine, lambda ledger, _: take_news(ledger, life.name, [there], NOON)[0].state)
    assert set(heard) == {PaymentState.PAID}
    with engine.connect() as connection:
        assert balance(connection, life.wallet(0)).posted == 250
        assert list(wrongs(connection, life)) == []
