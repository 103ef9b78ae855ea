"""A ledger as it is written without much thought: an ORM, rows that are locked, changed and flushed one by one."""

from collections.abc import Sequence
from threading import Lock

from sqlalchemy import Engine, ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    """Its tables."""


class Wallet(Base):
    """An account with a balance."""

    __tablename__ = "plain_wallets"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    balance: Mapped[int] = mapped_column(default=0)


class Transfer(Base):
    """A transfer."""

    __tablename__ = "plain_transfers"

    id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]


class Line(Base):
    """One side of it, with the balance after it."""

    __tablename__ = "plain_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey(Transfer.id))
    wallet_id: Mapped[int] = mapped_column(ForeignKey(Wallet.id), index=True)
    amount: Mapped[int]
    balance: Mapped[int]


class PlainLedger:
    """No keys, no holds, no digests: less than the ledger it is measured beside."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite takes one writer; whoever does not queue waits in steps, and would be measured at waiting.
        self._queue = Lock()

    def prepare(self, names: Sequence[str]) -> None:
        """The tables, with wallets of these names."""
        Base.metadata.create_all(self._engine)
        with Session(self._engine) as session, session.begin():
            there = set(session.scalars(select(Wallet.name)))
            session.add_all(Wallet(name=name) for name in names if name not in there)

    def transfer(self, source: str, target: str, amount: int) -> None:
        """Move an amount."""
        if self._engine.dialect.name == "sqlite":
            with self._queue:
                self._transfer(source, target, amount)
        else:
            self._transfer(source, target, amount)

    def _transfer(self, source: str, target: str, amount: int) -> None:
        with Session(self._engine) as session, session.begin():
            query = select(Wallet).where(Wallet.name.in_((source, target))).order_by(Wallet.id).with_for_update()
            wallets = {wallet.name: wallet for wallet in session.scalars(query)}
            transfer = Transfer(amount=amount)
            session.add(transfer)
            session.flush()
            for name, moved in ((source, -amount), (target, amount)):
                wallet = wallets[name]
                wallet.balance += moved
                line = Line(transfer_id=transfer.id, wallet_id=wallet.id, amount=moved, balance=wallet.balance)
                session.add(line)
