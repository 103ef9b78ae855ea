"""How many watch: counted in rooms, kept by day, and of nobody it is known whether they came.

Who comes is a bit in a sketch, at a place that a secret and the day decide; from how many bits are still empty follows
about how many came (linear counting: Whang, Vander-Zanden and Taylor 1990). Sketches of several processes are put
together bit by bit, so that whoever comes to two of them counts once.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime
from hashlib import blake2b
from math import log

from attrs import frozen
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from deltacrown_host.analytics.tables import audiences
from deltacrown_host.delivery.looping import Loop
from deltacrown_host.delivery.patience import Patience
from deltacrown_host.store.database import Database
from deltacrown_host.tournaments.projection import locked_version

logger = logging.getLogger(__name__)

BITS = 8192
_EVERY_S = 60.0


@frozen
class AudienceDay:
    """A day.

    peak      how many watched at once, at most, in one process
    visitors  how many different ones came, about
    """

    day: date
    peak: int
    visitors: int


class Audience:
    """Who watches, as far as this process has not written it yet."""

    def __init__(self, database: Database, clock: Callable[[], datetime], patience: Patience) -> None:
        self._database = database
        self._clock = clock
        self._writing = Loop("writing how many watch", self._turn, patience)
        self._seen: dict[tuple[str, str], tuple[int, int]] = {}
        self.secret = ""

    def came(self, tournament: str, who: str, at_once: int) -> None:
        """Somebody came to watch; with them it is so many."""
        day = self._clock().date().isoformat()
        digest = blake2b(f"{tournament}\n{day}\n{who}".encode(), key=self.secret.encode()[:64], digest_size=4).digest()
        sketch, peak = self._seen.get((tournament, day), (0, 0))
        sketch |= 1 << int.from_bytes(digest) % BITS
        self._seen[tournament, day] = (sketch, max(peak, at_once))

    async def write(self) -> None:
        """Write what is not written yet."""
        seen = dict(self._seen)
        if seen:
            await self._database.transaction(_write, seen)
        for place, written in seen.items():
            if self._seen[place] == written:
                del self._seen[place]

    async def run(self) -> None:
        """Write once a minute, until cancelled."""
        await self._writing.run()

    async def close(self) -> None:
        """Write what is left, if that can be done."""
        try:
            await self.write()
        except SQLAlchemyError:
            logger.warning("how many watched in the last minute is lost", exc_info=True)

    async def _turn(self) -> float:
        await self.write()
        return _EVERY_S


def days_of(connection: Connection, tournament: str) -> tuple[AudienceDay, ...]:
    """The days on which somebody watched, the oldest first."""
    rows = audiences.c
    wanted = select(rows.day, rows.peak, rows.sketch).where(rows.tournament_id == tournament).order_by(rows.day)
    found = connection.execute(wanted)
    return tuple(AudienceDay(date.fromisoformat(row.day), row.peak, visitors(int(row.sketch, 16))) for row in found)


def visitors(sketch: int) -> int:
    """About how many have left these bits."""
    empty = max(BITS - sketch.bit_count(), 1)
    return round(-BITS * log(empty / BITS))


def _write(connection: Connection, seen: dict[tuple[str, str], tuple[int, int]]) -> None:
    rows = audiences.c
    # In an order, so that two processes never wait for each other.
    for (tournament, day), (sketch, peak) in sorted(seen.items()):
        if locked_version(connection, tournament) is None:
            continue
        mine = (rows.tournament_id == tournament) & (rows.day == day)
        row = connection.execute(select(rows.peak, rows.sketch).where(mine)).first()
        if row is None:
            values = {"tournament_id": tournament, "day": day, "peak": peak, "sketch": f"{sketch:x}"}
            connection.execute(insert(audiences).values(values))
        else:
            merged = f"{sketch | int(row.sketch, 16):x}"
            connection.execute(update(audiences).where(mine).values(peak=max(peak, row.peak), sketch=merged))
