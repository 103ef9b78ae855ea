"""Any orders, in any order, on both databases and in memory, beside a model that knows nothing of their rules."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import attrs
import pytest
from deltacrown_economy.ledger import (
    Balance,
    Capture,
    Currency,
    Expire,
    Hold,
    Ledger,
    LedgerRefused,
    Leg,
    MemoryLedger,
    Open,
    Order,
    Outcome,
    Post,
    Release,
    Reverse,
    SetLimits,
    SetStatus,
    Status,
    balance,
    refusals,
    rules,
    transaction_id,
    verify,
)
from deltacrown_economy.ledger.orders import canonical
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine

from tests.economy.ledger.conftest import NOON
from tests.economy.ledger.model import Model

NAMES = ("bank", "ann", "bob", "till", "euros", "nobody")
KEYS = tuple("abcdefg")
names = st.sampled_from(NAMES)
people = st.sampled_from(NAMES[:4])
amounts = st.integers(0, 12) | st.sampled_from([1, 5, 2**53])
parts = st.none() | st.integers(0, 8)
limits = st.none() | st.integers(-5, 20)


@st.composite
def posts(draw: Any) -> Post:
    """Mostly from one to another; now and then to several, or so that it is not zero in sum."""
    if draw(st.integers(0, 4)):
        amount = draw(st.integers(1, 12))
        source, target = draw(st.sampled_from(NAMES[:4])), draw(st.sampled_from(NAMES[:4]))
        return Post((Leg(source, -amount), Leg(target, amount)))
    legs = draw(st.lists(st.builds(Leg, names, amounts), max_size=3))
    last = draw(st.just(-sum(leg.amount for leg in legs)) | st.just(-1))
    return Post((*legs, Leg(draw(names), last)))


class Machine(RuleBasedStateMachine):
    """One ledger after the other does what the model expects."""

    engine: Engine | None = None

    def __init__(self) -> None:
        super().__init__()
        self.now, self.model, self.memory = NOON, Model(), MemoryLedger(lambda: self.now)
        self.ledgers: list[Any] = [self.memory]
        if self.engine:
            self.connection = self.engine.connect()
            self.connection.begin()
            self.ledgers.append(Ledger(self.connection, lambda: self.now))
        for ledger in self.ledgers:
            for currency in ("DC", "EUR"):
                ledger.declare(Currency(currency))
        self.made: list[str] = ["none"]
        self.holds: list[str] = ["none"]
        opened = [
            ("bank", "DC", None, None),
            ("ann", "DC", 0, None),
            ("bob", "DC", 0, 20),
            ("euros", "EUR", None, None),
        ]
        self.ask([Order(Open(a, c, "", f, t), f"open {a}") for a, c, f, t in (*opened, ("till", "DC", -5, None))])
        for name in ("ann", "bob"):
            self.ask([Order(Post((Leg("bank", -15), Leg(name, 15))), f"welcome {name}")])

    def teardown(self) -> None:
        if self.engine:
            self.connection.close()

    def ask(self, orders: Sequence[Order]) -> None:
        expected = [self.model.answer(order, self.now) for order in orders]
        foreseen = [[_told(answer) for answer in ledger.do_many(orders, dry_run=True)] for ledger in self.ledgers]
        found = [ledger.do_many(orders) for ledger in self.ledgers]
        assert foreseen == [[_told(answer) for answer in answers] for answers in found]
        answers = [[_said(answer) for answer in each] for each in found]
        for order, may, *said in zip(orders, expected, *answers, strict=True):
            assert len(set(said)) == 1, f"{order}: {said}"
            assert said[0] in may, f"{order}: {said[0]}, not {may}"
            if said[0] == "done":
                self.made.append(order.id)
            if said[0] == "done" and isinstance(order.action, Hold):
                self.holds.append(order.id)

    @rule(data=st.data(), size=st.integers(1, 3))
    def orders(self, data: st.DataObject, size: int) -> None:
        """Some orders at once; with keys of their own or, as often, with one of seven."""
        self.ask([self.order(data) for _ in range(size)])

    def order(self, data: st.DataObject) -> Order:
        made, holds = st.sampled_from(self.made[-6:]), st.sampled_from(self.holds[-3:])
        actions: list[st.SearchStrategy[Any]] = [
            posts(),
            posts(),
            st.builds(Hold, people, people, st.integers(1, 9), st.none() | st.integers(0, 50)),
            st.builds(Hold, names, names, st.integers(0, 9)),
            st.builds(Capture, holds, parts),
            st.builds(Capture, holds, parts),
            st.builds(Release, holds),
            st.builds(Expire, holds),
            st.builds(Reverse, made, parts),
            st.builds(SetLimits, names, limits, limits),
            st.builds(SetStatus, names, st.sampled_from(Status)),
        ]
        action = data.draw(st.integers(0, len(actions) - 1).flatmap(lambda place: actions[place]))
        fresh = f"{len(self.made)}-{len(self.model.moves)}-{data.draw(st.integers(0, 10**6))}"
        key = data.draw(st.just(fresh) | st.sampled_from(KEYS))
        return Order(action, key, reason=data.draw(st.sampled_from(["", "", "", "why"])))

    @rule(seconds=st.integers(0, 30))
    def later(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(data=st.data())
    def again(self, data: st.DataObject) -> None:
        """Whatever was done is ordered again."""
        id_ = data.draw(st.sampled_from(self.made))
        if id_ in self.model.done:
            self.ask([self.model.done[id_][0]])

    @invariant()
    def is_whole(self) -> None:
        """Balances are those of the model, and an audit finds nothing."""
        for name in NAMES:
            out, into = self.model.held(name)
            count = sum(account == name for _, account, _ in self.model.moves)
            expected = Balance(self.model.posted(name), out, into, count)
            assert self.memory.balance(name) == expected
            if self.engine:
                assert balance(self.connection, name) == expected
        if self.engine:
            assert list(verify(self.connection)) == []


def _said(answer: Outcome | LedgerRefused) -> str:
    if isinstance(answer, LedgerRefused):
        return answer.code.removeprefix("ledger.")
    return "replayed" if answer.replayed else "done"


def _told(answer: Outcome | LedgerRefused) -> tuple[object, ...]:
    """All that an answer says."""
    if isinstance(answer, LedgerRefused):
        return answer.code, str(answer)
    return answer.transaction, answer.balances, answer.replayed


def test_the_ledgers_do_what_the_model_says(engine: Engine) -> None:
    """In memory and in the database: the same answers, one by one or many at once, and a whole ledger after each.

    A dry run says the same as what is then done, and has done nothing.
    """
    machine = type("OnDatabase", (Machine,), {"engine": engine})
    budget = settings(max_examples=8, stateful_step_count=20, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=budget)


def _room_without_holds(account: Any, where: Any = "", amount: int = 0) -> None:
    if account.floor is not None and account.balance + amount < account.floor:
        raise refusals.InsufficientFunds(account.name)


def _ends_in_part(real: Callable[..., None]) -> Callable[..., None]:
    def end(book: Any, hold: Any, state: Any) -> None:
        real(book, hold, state)
        source = book.accounts[hold.source]
        if state == "captured" and hold.amount > 1:
            book.put(attrs.evolve(source, held_out=source.held_out + 1))

    return end


def _any_hold(book: Any, hold: str) -> Any:
    if hold not in book.holds:
        raise refusals.HoldUnknown(hold)
    return book.holds[hold]


def _forgetful(book: Any, *said: Any) -> Any:
    book.reversed.clear()
    return rules._reverse(book, *said)  # noqa: SLF001 - the rule that is broken


MUTANTS: dict[str, tuple[Any, Any, Any]] = {
    "the floor ignores holds": (rules, "check_room", _room_without_holds),
    "a transfer ignores limits": (rules, "check_after", lambda *_: None),
    "legs need not sum to zero": (rules, "check_legs", lambda *_: None),
    "what a capture leaves stays held": (rules, "_end", _ends_in_part(rules._end)),  # noqa: SLF001 - as above
    "a hold ends twice": (rules, "_open_hold", _any_hold),
    "what was taken back is forgotten": (rules._DO, Reverse, _forgetful),  # noqa: SLF001 - as above
    "another order with the same key is the same": (Order, "content", "same"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_ledger_that_breaks_a_rule_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model tells a ledger with one wrong rule from a right one."""
    where, what, wrong = MUTANTS[name]
    (monkeypatch.setitem if isinstance(where, dict) else monkeypatch.setattr)(where, what, wrong)
    budget = settings(
        max_examples=300, stateful_step_count=30, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it trips over
        run_state_machine_as_test(Machine, settings=budget)


_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)


@given(st.lists(st.tuples(_words, st.integers()), max_size=3), _words)
def test_the_content_of_a_transfer_is_canonical_json(legs: list[tuple[str, int]], reason: str) -> None:
    """However it is put together: what was written before is compared with it, letter by letter."""
    order = Order(Post(tuple(Leg(*leg) for leg in legs)), "k", reason=reason)
    assert order.content == canonical({"about": "", "reason": reason, "post": {"legs": legs}})


def test_the_id_of_a_transaction_follows_from_its_key() -> None:
    """Whoever knows scope and key knows the id, whatever they hold."""
    assert Order(Release("h"), 'a"b\\é', scope="s").id == transaction_id('a"b\\é', "s")
    assert transaction_id("b", "a") != transaction_id("a", "b") != transaction_id("", 'a","b')
