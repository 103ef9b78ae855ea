"""Sanctions in the audit trail. Reasons are words of people: the sanctions themselves have them."""

from datetime import datetime

from sqlalchemy import Connection

from deltacrown_host.audit.deeds import Deed, Doer, note
from deltacrown_host.moderation import sanctions
from deltacrown_host.moderation.sanctions import Kind, Sanction

IMPOSED = {
    Kind.BAN: "admin.ban_participant",
    Kind.MUTE: "moderation.mute",
    Kind.WARNING: "moderation.warn",
    Kind.SUSPENSION: "account.suspend",
}
LIFTED = {
    Kind.BAN: "admin.unban_participant",
    Kind.MUTE: "moderation.unmute",
    Kind.WARNING: "moderation.unwarn",
    Kind.SUSPENSION: "account.unsuspend",
}


def deed_of(action: str, sanction: Sanction, tournament: str) -> Deed:
    """What happened to a sanction."""
    until = sanction.until.isoformat() if sanction.until else None
    after = {"sanction": sanction.id, "kind": sanction.kind.value, "until": until}
    place = {"tournament": sanction.tournament, "organizer": sanction.organizer}
    return Deed(action, f"account/{sanction.account}", tournament, after={**after, **place})


def end_expired(connection: Connection, now: datetime) -> None:
    """Sanctions that have ended by themselves say so."""
    for one in sanctions.expired(connection, now):
        note(connection, Doer(), deed_of("moderation.expired", one, one.tournament), now)
