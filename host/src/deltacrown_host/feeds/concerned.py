"""Whom what happens to an entrant concerns, and what they are told of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from deltacrown import (
    EntrantDisqualified,
    EntrantPromoted,
    EntrantRegistered,
    EntrantWaitlisted,
    EntrantWithdrawn,
    Entry,
    Tournament,
)
from sqlalchemy import Connection, select

from deltacrown_host.access.roles import Permission
from deltacrown_host.accounts.staff import staff_of
from deltacrown_host.feeds.saying import account_feed, say, team_feed
from deltacrown_host.registrations.tables import entrant_accounts
from deltacrown_host.teams.tables import entrant_teams

_TOLD = {
    EntrantRegistered: "registration_created",
    EntrantWaitlisted: "registration_created",
    EntrantPromoted: "registration_promoted",
    EntrantWithdrawn: "registration_cancelled",
    EntrantDisqualified: "registration_cancelled",
}


def tell_registrations(connection: Connection, tournament: Tournament, entries: Sequence[Entry]) -> None:
    """Tell whoever acts for an entrant, or its team, what became of the registration."""
    for entry in entries:
        type_ = _TOLD.get(type(entry.event))
        if type_:
            entrant = entry.event.entrant  # type: ignore[union-attr]
            to = _of_entrant(connection, tournament.id, entrant)
            say(connection, to, entry.at, type_, tournament=tournament.id, entrant=entrant, tournament_seq=entry.seq)


def tell_payment(connection: Connection, tournament: str, entrant: str, step: str, now: datetime) -> None:
    """Tell the entrant's side, and staff who look after payments, how far a payment has come."""
    to = [*_of_entrant(connection, tournament, entrant), *_payment_staff(connection, tournament)]
    say(connection, to, now, f"payment.{step}", tournament=tournament, entrant=entrant)


def _of_entrant(connection: Connection, tournament: str, entrant: str) -> Iterator[str]:
    for table, column, feed in (
        (entrant_accounts, entrant_accounts.c.account, account_feed),
        (entrant_teams, entrant_teams.c.team, team_feed),
    ):
        mine = (table.c.tournament_id == tournament) & (table.c.entrant == entrant)
        yield from map(feed, connection.execute(select(column).where(mine)).scalars())


def _payment_staff(connection: Connection, tournament: str) -> Iterator[str]:
    for member in staff_of(connection, tournament):
        if Permission.PAYMENTS in member.permissions:
            yield account_feed(member.account)
