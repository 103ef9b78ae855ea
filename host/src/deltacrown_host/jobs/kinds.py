"""What the host does later by itself."""

from asyncio import to_thread
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from deltacrown import Command, ConfirmOverdue, OpenCheckIn, Refused, Tournament
from sqlalchemy import Connection, delete

from deltacrown_host.accounts import attempts
from deltacrown_host.accounts.tables import links, refresh_tokens, wrong_passwords
from deltacrown_host.analytics.refreshing import stale, work_out, write
from deltacrown_host.audit.archiving import archive
from deltacrown_host.elsewhere.beginnings import forget_old
from deltacrown_host.files.store import Store
from deltacrown_host.files.sweeping import sweep
from deltacrown_host.jobs.causes import CONFIRM_OVERDUE, OPEN_CHECK_IN, check_in_at, overdue_at
from deltacrown_host.jobs.queue import enqueue
from deltacrown_host.jobs.runner import Kind, Later
from deltacrown_host.mail import posting
from deltacrown_host.moderation.applying import APPLY_BAN, apply_ban
from deltacrown_host.moderation.house import House
from deltacrown_host.moderation.keeping import Keeping, let_go
from deltacrown_host.moderation.noting import end_expired
from deltacrown_host.store.database import Database
from deltacrown_host.store.desk import Desk, Order

_AFTER_STOP = timedelta(minutes=1)
_TIDY = "tidy"
_REFRESH = "refresh_figures"
_REFRESH_ONE = "refresh_figures_of"
_SWEEP = "sweep_files"
_SWEEP_ON = "sweep_files_on"
_ARCHIVE = "archive_audit"
_ARCHIVE_ON = "archive_audit_on"


@frozen
class Doing:
    """The host's own jobs. Each looks first whether it is still the time, for much may have changed since."""

    desk: Desk
    database: Database
    files: Store
    house: House
    keeping: Keeping
    clock: Callable[[], datetime]

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """All of them, by name."""
        return {
            CONFIRM_OVERDUE: Kind(self.confirm_overdue),
            OPEN_CHECK_IN: Kind(self.open_check_in),
            _TIDY: Kind(self.tidy, every=timedelta(hours=1)),
            _REFRESH: Kind(self.refresh_figures, every=timedelta(hours=1)),
            _REFRESH_ONE: Kind(self.refresh_figures_of),
            _SWEEP: Kind(self.sweep_files, every=timedelta(days=1)),
            _SWEEP_ON: Kind(self.sweep_files),
            _ARCHIVE: Kind(self.archive_audit, every=timedelta(days=1)),
            _ARCHIVE_ON: Kind(self.archive_audit),
            APPLY_BAN: Kind(self.apply_ban),
        }

    async def confirm_overdue(self, job: str, payload: Mapping[str, Any]) -> None:
        """A claim that nobody has answered in time stands."""
        stage, match = payload["stage"], payload["match"]
        await self._give(job, payload, ConfirmOverdue(stage, match), lambda seen: overdue_at(seen, stage, match))

    async def open_check_in(self, job: str, payload: Mapping[str, Any]) -> None:
        """Check-in opens so long before the start as the settings say."""
        await self._give(job, payload, OpenCheckIn(), check_in_at)

    async def refresh_figures(self, job: str, payload: Mapping[str, Any]) -> None:
        """The numbers of every tournament that may have others by now are worked out, each as a job of its own."""
        del job, payload

        def leave(connection: Connection) -> None:
            for tournament in stale(connection):
                enqueue(connection, _REFRESH_ONE, {"tournament": tournament}, self.clock())

        await self.database.transaction(leave)

    async def refresh_figures_of(self, job: str, payload: Mapping[str, Any]) -> None:
        """The numbers of a tournament are worked out; where somebody does the same, the newer ones stay."""
        del job
        now = self.clock()
        worked = await self.desk.look(
            payload["tournament"], lambda standing, connection: work_out(connection, standing, now)
        )
        await self.database.transaction(write, worked)

    async def tidy(self, job: str, payload: Mapping[str, Any]) -> None:
        """What has ended goes once it was kept for long enough, and sanctions that have ended say so."""
        del job, payload
        self._go_on_later()
        now = self.clock()

        def work(connection: Connection) -> None:
            delete_expired(connection, now)
            let_go(connection, self.keeping, now)
            end_expired(connection, now)

        await self.database.transaction(work)

    async def apply_ban(self, job: str, payload: Mapping[str, Any]) -> None:
        """An entrant of somebody who was banned leaves, or is put out."""
        del job
        self._go_on_later()
        await apply_ban(self.desk, payload)

    async def sweep_files(self, job: str, payload: Mapping[str, Any]) -> None:
        """Files that nothing names go: some now, and the others in a job of their own, so that none takes long."""
        del job
        swept = await to_thread(sweep, self.files, self.database, self.clock(), payload.get("after", ""))
        if swept.after:
            on = {"after": swept.after}
            await self.database.transaction(enqueue, _SWEEP_ON, on, self.clock())

    async def archive_audit(self, job: str, payload: Mapping[str, Any]) -> None:
        """Rows of the audit trail that were kept for long enough go into a file, and the rest in a job of their own."""
        del job, payload
        self._go_on_later()
        kept, now = self.keeping.audit, self.clock()
        if kept is None:
            return
        more = await to_thread(archive, self.files, self.database, now - kept, now)
        if more:
            await self.database.transaction(enqueue, _ARCHIVE_ON, {}, now)

    async def _give(
        self, job: str, payload: Mapping[str, Any], command: Command, due: Callable[[Tournament], datetime | None]
    ) -> None:
        """Give a command once it is due. Raises Later."""
        self._go_on_later()
        tournament = payload["tournament"]
        at = await self.desk.look(tournament, lambda seen, _: due(seen))
        if at is None:
            return
        if self.clock() < at:
            raise Later(at)
        try:
            await self.desk.submit(Order(tournament, command, id=f"job-{job}"))
        except Refused:
            # It was settled otherwise a moment ago, is contested, or stands still; unfreezing calls for it again.
            return

    def _go_on_later(self) -> None:
        """Nothing is done while the host stands still. Raises Later."""
        if self.house.stopped:
            raise Later(self.clock() + _AFTER_STOP)


def delete_expired(connection: Connection, now: datetime) -> None:
    """Delete the rows of what has ended by itself."""
    connection.execute(delete(refresh_tokens).where(refresh_tokens.c.expires_at <= now))
    connection.execute(delete(wrong_passwords).where(wrong_passwords.c.at <= now - attempts.WITHIN))
    connection.execute(delete(links).where(links.c.expires_at <= now))
    posting.tidy(connection, now)
    forget_old(connection, now)
