"""Deleting an account. Journals hold its id and nothing else of it, so they stay whole, and the id leads nowhere."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, delete, exists, select, update

from deltacrown_host.accounts.keys import revoke_all_keys
from deltacrown_host.accounts.sessions import close_all_sessions
from deltacrown_host.accounts.tables import accounts, identities, links, refresh_tokens, staff
from deltacrown_host.audit.deeds import Deed, Doer, forget_addresses, note
from deltacrown_host.disputes.texts import blank_texts
from deltacrown_host.elsewhere.tables import sign_ins
from deltacrown_host.files.records import forget
from deltacrown_host.mail.posting import forget_mails
from deltacrown_host.moderation.tables import reports
from deltacrown_host.notices.choices import forget_choices
from deltacrown_host.registrations.tables import entrant_accounts, entrant_answers, entrant_names
from deltacrown_host.teams.joining import leave_all

ERASED = "deleted account"


def erase(connection: Connection, account: str, now: datetime) -> Sequence[str]:
    """Forget who the account was, the names of its entrants and what it has said, answered and sent included.

    A tournament that it organizes stays as it is. Answers the names of the files to take out of the store.
    """
    close_all_sessions(connection, account)
    revoke_all_keys(connection, account, now)
    connection.execute(delete(refresh_tokens).where(refresh_tokens.c.account == account))
    connection.execute(delete(links).where(links.c.account == account))
    connection.execute(delete(sign_ins).where(sign_ins.c.account == account))
    connection.execute(delete(identities).where(identities.c.account == account))
    connection.execute(delete(staff).where(staff.c.account == account, staff.c.owner == 0))
    for table in (entrant_names, entrant_answers):
        mine = and_(
            entrant_accounts.c.tournament_id == table.c.tournament_id,
            entrant_accounts.c.entrant == table.c.entrant,
            entrant_accounts.c.account == account,
        )
        connection.execute(delete(table).where(exists(select(entrant_accounts.c.entrant).where(mine))))
    connection.execute(delete(entrant_accounts).where(entrant_accounts.c.account == account))
    blank_texts(connection, account)
    connection.execute(update(reports).where(reports.c.reporter == account).values(text=None))
    leave_all(connection, account, now)
    forget_mails(connection, account)
    forget_choices(connection, account)
    gone = {"email": None, "name": ERASED, "password": None, "email_confirmed_at": None, "role": "spectator"}
    forget_addresses(connection, account)
    note(connection, Doer(account), Deed("account.erase", f"account/{account}"), now)
    connection.execute(update(accounts).where(accounts.c.id == account).values(**gone, updated_at=now, deleted_at=now))
    return forget(connection, account)
