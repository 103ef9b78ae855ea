"""What is done by hand: frozen, adjusted by two people, compared with a bank's statement; and what people get to read."""

import csv
import io
from datetime import timedelta

import pytest
from deltacrown import Malformed, Refused
from deltacrown_economy import names
from deltacrown_economy.administration import (
    AdjustmentState,
    LineState,
    adjustments,
    approve,
    ask,
    deeds,
    freeze,
    read_csv,
    reconcile,
    reject,
    unfreeze,
)
from deltacrown_economy.ledger import LedgerRefused, balance, statement
from deltacrown_economy.opening import open_world
from deltacrown_economy.statements import csv_lines, statement_pdf

from tests.economy.money.conftest import NOON, RICH, Fresh, give, has


def test_money_is_adjusted_by_two_people(fresh: Fresh) -> None:
    """One asks and another one approves, once; nobody approves their own; what was rejected stays so."""
    with fresh("ann") as ledger:
        ann, world = names.wallet("ann", "DC"), open_world(ledger, "DC")
        asked = ask(ledger.connection, "k", ann, world, -50, "paid twice", "olga", NOON)
        assert ask(ledger.connection, "k", ann, world, -50, "paid twice", "olga", NOON) == asked
        with pytest.raises(Refused, match="another adjustment"):
            ask(ledger.connection, "k", ann, world, -51, "paid twice", "olga", NOON)
        with pytest.raises(Refused, match="somebody else"):
            approve(ledger, asked.id, "olga", NOON)
        assert has(ledger, "ann") == RICH
        done = [approve(ledger, asked.id, "rita", NOON) for _ in range(2)]
        assert done[0] == done[1]
        assert (has(ledger, "ann"), done[0].decided_by) == (RICH - 50, "rita")
        with pytest.raises(Refused, match="already"):
            reject(ledger.connection, asked.id, "rita", NOON)
        second = ask(ledger.connection, "k2", ann, world, 1, "once more", "olga", NOON)
        reject(ledger.connection, second.id, "olga", NOON)
        with pytest.raises(Refused, match="rejected already"):
            approve(ledger, second.id, "rita", NOON)
        assert len(adjustments(ledger.connection, AdjustmentState.REJECTED)) == 1
        last = deeds(ledger.connection, about=f"account:{ann}")
        assert [(deed.actor, deed.reason, deed.amount) for deed in last] == [("rita", "paid twice", 50)]


def test_nothing_leaves_a_frozen_account(fresh: Fresh) -> None:
    """Money still comes in; frozen and opened again and again, each is in the trail."""
    with fresh("ann", "bob") as ledger:
        ann, bob = names.wallet("ann", "DC"), names.wallet("bob", "DC")
        for number in range(2):
            freeze(ledger, ann, actor="olga", reason="looked into")
            with pytest.raises(LedgerRefused, match="frozen"):
                ledger.transfer(ann, bob, 1, f"{number}")
            ledger.transfer(bob, ann, 1, f"in {number}")
            unfreeze(ledger, ann, actor="olga", reason="nothing found")
        assert ledger.transfer(ann, bob, 1, "out").balances[bob].posted == RICH - 1
        assert len(deeds(ledger.connection, actor="olga")) == 4


def test_an_account_is_compared_with_a_banks_statement(fresh: Fresh) -> None:
    """Matched, different, missing here, unknown there; amounts are read exactly or not at all."""
    with fresh() as ledger:
        bank, world = "bank", open_world(ledger, "EUR")
        ledger.open(bank, "EUR")
        for key, amount in (("a", 1250), ("b", 300), ("c", 5)):
            ledger.transfer(world, bank, amount, key)
        theirs = read_csv(["reference,amount\n", "a,12.50\n", "b,1.00\n", "b,1.50\n", "d,-2\n"], 2)
        report = reconcile(ledger.connection, bank, theirs)
        assert sorted((line.state, line.theirs, line.ours) for line in report.lines[:3]) == [
            (LineState.DIFFERENT, 250, 300),
            (LineState.MISSING, -200, None),
            (LineState.UNKNOWN, None, 5),
        ]
        assert (report.lines[3].reference, report.theirs, report.ours, report.clean) == ("a", 1300, 1555, False)
        exact = read_csv(["\ufeffreference,amount\n", "a,12.50\n", "b,3\n", "c,0.05\n"], 2)
        assert reconcile(ledger.connection, bank, exact).clean
        for wrong in (["reference,amount\n", "a,1.005\n"], ["reference,amount\n", "a,NaN\n"], ["who,what\n"]):
            with pytest.raises(Malformed):
                read_csv(wrong, 2)


def test_a_statement_is_a_csv_file_and_a_pdf(fresh: Fresh) -> None:
    """Lines lead from opening to closing; no cell is calculated; the same statement is the same bytes on any page count."""
    now = [NOON]
    with fresh(clock=lambda: now[0]) as ledger:
        ledger.open("ann", "EUR")
        give(ledger, "ann", 1000, "EUR")
        now[0] += timedelta(hours=1)
        since = now[0]
        ledger.open("bob", "EUR")
        for number in range(60):
            ledger.transfer("ann", "bob", 10, str(number), reason="=2+2 <b>ক</b>")
        found = statement(ledger.connection, "ann", since, since + timedelta(hours=1))
        rows = list(csv.DictReader(io.StringIO("".join(csv_lines(found, 2)).removeprefix("\ufeff"))))
        assert (rows[0]["balance"], rows[1]["amount"], rows[1]["balance"]) == ("10.00", "-0.10", "9.90")
        assert (rows[-1]["kind"], rows[-1]["balance"], rows[1]["reason"][:2]) == ("closing", "4.00", "'=")
        made = statement_pdf(found, title="Ann & Co", exponent=2)
        assert made == statement_pdf(found, title="Ann & Co", exponent=2)
        assert made.startswith(b"%PDF")
        assert made.count(b"/Type /Page\n") == 2
        assert balance(ledger.connection, "ann").posted == 400
