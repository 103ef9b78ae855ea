"""Certificates in the background: for everyone in a tournament, and again after a correction."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import asdict, frozen
from deltacrown import Refused
from deltacrown_host import Host, Kind, enqueue
from sqlalchemy import Connection, delete, insert, update

from deltacrown_certs.hosting import rows
from deltacrown_certs.hosting.bodies import Look, Progress, Undrawn
from deltacrown_certs.hosting.issuing import Wanted, issue
from deltacrown_certs.hosting.making import ranked, says_place
from deltacrown_certs.hosting.tables import batches

BATCH = "certs.batch"
CORRECT = "certs.correct"
_AT_ONCE = 10
"""So many in one job: whoever takes over when a process dies begins with the next."""


@frozen
class Doing:
    """The jobs of certificates."""

    host: Host

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """All of them, by name."""
        return {BATCH: Kind(self.go_on), CORRECT: Kind(self.correct)}

    async def go_on(self, job: str, payload: Mapping[str, Any]) -> None:
        """The next of a batch. What is issued already stays, so it may be done again."""
        del job
        tournament = payload["tournament"]
        batch = await self.host.database.query(rows.unfinished, tournament)
        if batch is None or batch.finished_at:
            return
        everyone = await ranked(self.host, tournament)
        look = Look(**json.loads(batch.look))
        these = everyone[batch.done : batch.done + _AT_ONCE]
        left_out = [
            left for who in these if (left := await self._left_out(Wanted(who, who.kind, look, batch.started_by)))
        ]
        await self.host.database.transaction(self._note, batch, batch.done + len(these), len(everyone), left_out)

    async def _left_out(self, wanted: Wanted) -> Undrawn | None:
        """Issue one; why that cannot be done, where it cannot: the others get theirs all the same."""
        try:
            await issue(self.host, wanted)
        except Refused as refused:
            return Undrawn(wanted.who.entrant, refused.problems[0].code, refused.problems[0].message)
        return None

    async def correct(self, job: str, payload: Mapping[str, Any]) -> None:
        """Whoever has another place now gets another certificate; the old one says which."""
        del job
        tournament = payload["tournament"]
        standing = {who.entrant: who for who in await ranked(self.host, tournament)}
        for row in await self.host.database.query(rows.of_tournament, tournament, holding=True):
            who = standing.get(row.entrant)
            if who and (row.place == who.place or not says_place(row.kind)):
                continue
            await self._put_right(row, Wanted(who, who.kind, rows.look(row), row.issued_by) if who else None)

    async def _put_right(self, row: rows.Found, wanted: Wanted | None) -> None:
        """One of the same kind replaces it at once; else the new one comes first."""
        new = None
        if wanted:
            new, _ = await issue(self.host, wanted, again=wanted.kind == row.kind)
        if new is None or new.kind != row.kind:
            reason = "the result was corrected"
            replaced_by = new.code if new else None
            await self.host.database.transaction(rows.end, row.code, self.host.clock(), reason, replaced_by)

    def _note(self, connection: Connection, batch: rows.Found, done: int, total: int, left: list[Undrawn]) -> None:
        over = {"finished_at": self.host.clock()} if done >= total else {}
        mine = update(batches).where(batches.c.tournament_id == batch.tournament_id)
        left_out = json.dumps([*json.loads(batch.left_out or "[]"), *map(asdict, left)])
        connection.execute(mine.values(done=done, total=total, left_out=left_out, **over))
        if not over:
            enqueue(connection, BATCH, {"tournament": batch.tournament_id}, self.host.clock())


def begin(connection: Connection, tournament: str, look: Look, account: str, total: int, now: datetime) -> Progress:  # noqa: PLR0913, PLR0917 - the columns of a row
    """Begin a batch, unless one is under way."""
    under_way = rows.unfinished(connection, tournament)
    if under_way is not None and not under_way.finished_at:
        return progress(under_way)
    connection.execute(delete(batches).where(batches.c.tournament_id == tournament))
    known = {"tournament_id": tournament, "look": json.dumps(asdict(look)), "started_by": account, "started_at": now}
    connection.execute(insert(batches).values(**known, total=total, done=0))
    enqueue(connection, BATCH, {"tournament": tournament}, now)
    return Progress(total, 0, now, None)


def progress(row: rows.Found) -> Progress:
    """How far a batch is."""
    left_out = tuple(Undrawn(**one) for one in json.loads(row.left_out or "[]"))
    return Progress(row.total, row.done, row.started_at, row.finished_at, left_out)
