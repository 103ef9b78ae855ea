"""What whoever looks after a ledger sees: the history of an owner, statements for spreadsheets, the command line."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deltacrown_economy.cli.wallet import wallet
from deltacrown_economy.ledger import (
    Balance,
    Currency,
    Ledger,
    Statement,
    committed,
    metadata,
    owner_history,
    sqlite_engine,
    totals,
)
from deltacrown_economy.ledger.reading import Line, Place
from deltacrown_economy.statements import csv_lines
from sqlalchemy import Connection, text

from tests.economy.ledger.conftest import NOON, open_all


def test_pages_of_an_owner_meet_every_entry_once(connection: Connection) -> None:
    """Over all accounts, the newest first, also where entries are of one moment and new ones come meanwhile."""
    moments = [NOON + timedelta(seconds=turn // 3) for turn in range(200)]
    ledger = Ledger(connection, lambda: moments.pop(0))
    open_all(ledger)
    ledger.declare(Currency("EUR", 2))
    ledger.open("euros", "EUR", floor=None)
    for name, currency in (("bob-2", "DC"), ("bob-euros", "EUR")):
        ledger.open(name, currency, owner="person:bob")
    for turn in range(12):
        for source, target in (("bank", "bob"), ("bank", "bob-2"), ("euros", "bob-euros")):
            ledger.transfer(source, target, turn + 1, f"{turn} {target}")
    ledger.hold("bob", "bank", 7, "h")
    met: list[Line] = []
    before: Place | None = None
    while page := owner_history(connection, "person:bob", before=before, limit=5):
        met += page
        before = page[-1].place
        ledger.transfer("bank", "bob", 1, f"meanwhile {len(met)}")
    assert [line.place for line in met] == sorted((line.place for line in met), reverse=True)
    assert {name: [line.seq for line in met if line.account == name] for name in ("bob", "bob-2", "bob-euros")} == (
        {name: [*range(12, 0, -1)] for name in ("bob", "bob-2", "bob-euros")}
    )
    assert {line.currency for line in met} == {"DC", "EUR"}
    assert totals(connection, "person:bob")["EUR"] == Balance(78, entries=12)
    assert totals(connection, "person:bob")["DC"] == Balance(156 + 8, held_out=7, entries=24 + 8)
    assert owner_history(connection, "nobody") == ()


def test_a_statement_is_a_table_that_no_spreadsheet_computes() -> None:
    """Amounts are as people write them; a text that looks like a formula stays one."""
    line = Line(1, NOON, -1250, 50, "t", "post", "=1+1", "+cmd|' /C calc'!A0\n")
    said = Statement("ann", "EUR", NOON, NOON + timedelta(days=1), 1300, (line,), 50)
    rows = list(csv.reader(csv_lines(said, 2)))
    assert [len(row) for row in rows] == [8] * 4
    assert rows[2][1:6] == ["post", "'=1+1", "'+cmd|' /C calc'!A0\n", "-12.50", "0.50"]
    assert (rows[1][5], rows[3][5]) == ("13.00", "0.50")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database in which something happened."""
    address = f"sqlite:///{tmp_path}/own.db"
    engine = sqlite_engine(address)
    metadata.create_all(engine)
    committed(engine, open_all)
    committed(engine, lambda ledger: ledger.transfer("bank", "ann", 5, "w", reason="welcome"))
    engine.dispose()
    return address


def _wallet(*arguments: str) -> Result:
    return CliRunner().invoke(wallet, arguments)


def _rows(printed: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(printed.output.removeprefix("\ufeff"))))


def test_the_command_line_says_whether_all_is_well(url: str) -> None:
    """0 where it is, 1 where it is not, 2 where it cannot be asked; owners are never printed."""
    assert _wallet("verify", "--database", url).exit_code == 0
    assert _wallet("recalculate", "--database", url).output == "0 accounts to be mended.\n"
    engine = sqlite_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE ledger_accounts SET balance = 70 WHERE name = 'ann'"))
    seen = _wallet("recalculate", "--database", url)
    assert (seen.exit_code, "ann: {'balance': 70}" in seen.output) == (1, True)
    found = _wallet("verify", "--database", url)
    assert (found.exit_code, "1 fault." in found.output, "person:" in found.output) == (1, True, False)
    assert _wallet("recalculate", "--apply", "--database", url).exit_code == 0
    assert _wallet("verify", "--database", url).exit_code == 0
    for nowhere in (f"{url}-none", "postgresql+psycopg://nobody@127.0.0.1:1/none", "what"):
        assert _wallet("verify", "--database", nowhere).exit_code == 2


def test_the_command_line_prints_a_statement(url: str) -> None:
    """As CSV, of the time that is asked for."""
    printed = _wallet("statement", "ann", "--database", url)
    rows = _rows(printed)
    assert [(row["kind"], row["amount"], row["balance"]) for row in rows] == [
        ("opening", "", "0"),
        ("post", "5", "5"),
        ("closing", "", "5"),
    ]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    later = _wallet("statement", "ann", "--since", tomorrow, "--until", tomorrow, "--database", url)
    assert [row["balance"] for row in _rows(later)] == ["5", "5"]
    assert _wallet("statement", "nobody", "--database", url).exit_code == 1
