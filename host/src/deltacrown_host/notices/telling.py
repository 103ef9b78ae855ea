"""The jobs that tell: each looks first whether it is still true, and the time for it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from attrs import frozen
from deltacrown import Phase, Tournament
from sqlalchemy import Connection

from deltacrown_host.jobs.causes import check_in_at
from deltacrown_host.jobs.queue import enqueue
from deltacrown_host.jobs.runner import Kind, Later
from deltacrown_host.mail.posting import post
from deltacrown_host.notices import causes
from deltacrown_host.notices.digest import WEEK, digest_of, last_monday, organizers
from deltacrown_host.notices.finding import Found, Told, soon_at
from deltacrown_host.store.database import Database
from deltacrown_host.store.desk import Desk

Ask: TypeAlias = Callable[[Found, str, str], list[Told]]
Due: TypeAlias = Callable[[Tournament, str, str], datetime | None]
_DIGEST = "digest"
_Job: TypeAlias = Callable[[str, Mapping[str, Any]], Awaitable[None]]


@frozen
class Telling:
    """Everything that is told by mail."""

    desk: Desk
    database: Database
    clock: Callable[[], datetime]

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """All of it, by the names of the jobs."""
        told: dict[str, tuple[Ask, Due | None]] = {
            causes.READY: (Found.ready, None),
            causes.RESULT: (Found.result, None),
            causes.DISPUTE: (Found.dispute, None),
            causes.SOON: (Found.soon, soon_at),
            causes.CHECK_IN_OPEN: (_of_check_in("check_in_open"), None),
            causes.CHECK_IN_SOON: (_of_check_in("check_in_soon"), _opening),
            causes.CHECK_IN_CLOSING: (_of_check_in("check_in_closing"), _closing),
        }
        kinds = {name: Kind(self._telling(ask, due)) for name, (ask, due) in told.items()}
        return {**kinds, "digests": Kind(self.begin_digests, every=WEEK), _DIGEST: Kind(self.send_digest)}

    async def begin_digests(self, job: str, payload: Mapping[str, Any]) -> None:
        """Leave a job for everyone who organizes something. Raises Later: the next week's end."""
        del job, payload
        until = last_monday(self.clock())

        def work(connection: Connection) -> None:
            for account in organizers(connection, until):
                enqueue(connection, _DIGEST, {"account": account, "until": until.isoformat()}, self.clock())

        await self.database.transaction(work)
        raise Later(until + WEEK)

    async def send_digest(self, job: str, payload: Mapping[str, Any]) -> None:
        """Post one organizer's digest."""
        del job
        until, now = datetime.fromisoformat(payload["until"]), self.clock()
        found = await self.database.query(digest_of, payload["account"], until, now)
        await self.database.transaction(_post, found, now)

    def _telling(self, ask: Ask, due: Due | None) -> _Job:
        async def tell(job: str, payload: Mapping[str, Any]) -> None:
            del job
            where = payload["stage"], payload["match"]

            def look(seen: Tournament, connection: Connection) -> list[Told]:
                if due is not None:
                    at = due(seen, *where)
                    if at is None or at <= self.clock():
                        return []
                    if at - causes.AHEAD > self.clock():
                        raise Later(at - causes.AHEAD)
                return ask(Found(seen, connection), *where)

            found = await self.desk.look(payload["tournament"], look)
            if found:
                await self.database.transaction(_post, found, self.clock())

        return tell


def _post(connection: Connection, found: Sequence[Told], now: datetime) -> None:
    for told in found:
        post(connection, told.kind, told.filled_with, now, account=told.account, once=told.once)


def _of_check_in(kind: str) -> Ask:
    return lambda found, _stage, _match: found.check_in(kind)


def _opening(tournament: Tournament, stage: str, match: str) -> datetime | None:
    del stage, match
    return check_in_at(tournament)


def _closing(tournament: Tournament, stage: str, match: str) -> datetime | None:
    del stage, match
    open_ = tournament.phase is Phase.CHECK_IN
    return tournament.settings.starts_at if open_ else None
