"""The tables of the plain host."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables."""


class Account(Base):
    """Whoever signs in."""

    __tablename__ = "accounts"
    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]


class ApiKey(Base):
    """A key to an account."""

    __tablename__ = "api_keys"
    digest: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id"))


class Tournament(Base):
    """A tournament. The version goes up with every change, and whoever has seen an older one is refused."""

    __tablename__ = "tournaments"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    phase: Mapped[str]
    organizer: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    seeds: Mapped[list[str]] = mapped_column(JSON)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way


class Match(Base):
    """A match of a single elimination."""

    __tablename__ = "matches"
    tournament: Mapped[str] = mapped_column(ForeignKey("tournaments.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    round: Mapped[int]
    state: Mapped[str]
    entrants: Mapped[list[str | None]] = mapped_column(JSON)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    ended_at: Mapped[datetime | None]


class Happened(Base):
    """What happened."""

    __tablename__ = "events"
    tournament: Mapped[str] = mapped_column(ForeignKey("tournaments.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    event: Mapped[dict[str, Any]] = mapped_column(JSON)
