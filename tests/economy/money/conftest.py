"""A migrated database, and a ledger in it with some money; nothing of a test stays."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import pytest
from deltacrown import load
from deltacrown_economy import names
from deltacrown_economy.ledger import Currency, CurrencyKind, Ledger, balance, verify
from deltacrown_economy.opening import open_wallet, open_world
from deltacrown_host import hookspecs
from deltacrown_host.store.database import Database
from deltacrown_host.store.migrate import migrate
from deltacrown_host.store.offered_tables import offered_tables
from hypothesis import Phase, settings

from tests.servers import NewDatabase

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
RICH = 10_000
# Each example asks a database many times: few of them, and none is made smaller for minutes.
brief = settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))
Fresh = Callable[..., AbstractContextManager[Ledger]]


@pytest.fixture(scope="session")
def economy(new_database: NewDatabase) -> Iterator[Database]:
    """A host's database, with the economy's tables in it."""
    offered, rejected = offered_tables(load(specs=[hookspecs]))
    assert not rejected
    database = Database(new_database(), offered=offered)
    migrate(database)
    yield database
    database.close()


@pytest.fixture(scope="session")
def fresh(economy: Database) -> Fresh:
    """Makes a ledger in which some people have 10,000 DC each. It is whole at the end, and then gone."""

    @contextmanager
    def made(*people: str, clock: Callable[[], datetime] = lambda: NOON) -> Iterator[Ledger]:
        with economy.begin() as connection:
            started = connection.begin_nested()
            ledger = Ledger(connection, clock)
            ledger.declare(Currency("DC"))
            ledger.declare(Currency("EUR", 2, CurrencyKind.FIAT))
            for person in people:
                give(ledger, open_wallet(ledger, person, "DC"), RICH)
            yield ledger
            assert list(verify(connection)) == []
            started.rollback()

    return made


def give(ledger: Ledger, account: str, amount: int, currency: str = "DC") -> None:
    """Issue money."""
    ledger.transfer(open_world(ledger, currency), account, amount, f"gift {account} {amount}")


def has(ledger: Ledger, person: str, currency: str = "DC") -> int:
    """What somebody can spend."""
    return balance(ledger.connection, names.wallet(person, currency)).available


def in_escrow(ledger: Ledger, tournament: str = "cup", currency: str = "DC") -> int:
    """What belongs to the tournament."""
    return balance(ledger.connection, names.escrow(tournament, currency)).posted
