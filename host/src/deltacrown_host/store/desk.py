"""The desk: where commands are handed in and tournaments are looked at. The unit of work of the host.

A command is decided on the writer's thread, and its events, the tournament's row and whatever else belongs to it are
written in one transaction. Only what is committed is told to others, in the order of the commits.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol, TypeAlias, TypeVar

from attrs import define, evolve, field, frozen, validators
from deltacrown import (
    Command,
    CreateTournament,
    Decision,
    Effect,
    Engine,
    Entry,
    Problem,
    Refusal,
    Refused,
    StaleVersion,
    Tournament,
    effect,
)
from deltacrown.commands import Envelope
from deltacrown.journal import answered
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from deltacrown_host.audit.deeds import Doer, note_address
from deltacrown_host.store.database import Database
from deltacrown_host.store.journal import SqlJournal
from deltacrown_host.store.live import LiveTournaments, Place
from deltacrown_host.store.refusals import Stale, unknown
from deltacrown_host.tournaments.projection import locked_version, project, version_of

T = TypeVar("T")

Causes: TypeAlias = Callable[[Connection, Tournament, Sequence[Entry]], None]
"""What leaves work for later in the transaction of what calls for it."""

Objections: TypeAlias = Callable[[Tournament, Connection], Iterable[Problem]]
"""What the host has against a command that the rules know nothing of."""

Told: TypeAlias = Callable[[str, Sequence[Entry]], None]
"""Whoever wants to hear of committed entries: (tournament, entries)."""

_ATTEMPTS = 3


class QueueFull(Exception):
    """Too many orders wait already."""


class Beside(Protocol):
    """Rows that belong to a command, written in its transaction."""

    def __call__(self, connection: Connection, *, repeated: bool) -> None:
        """Write the rows; or compare them, where the command is `repeated`. An exception rolls everything back."""


def nothing_beside(connection: Connection, *, repeated: bool) -> None:
    """No rows."""


def no_objections(_: Tournament, __: Connection) -> Iterable[Problem]:
    """Nothing is said against it."""
    return ()


def no_causes(connection: Connection, tournament: Tournament, entries: Sequence[Entry]) -> None:
    """Nothing is left for later."""


@frozen
class Order:
    """A command as it was handed in.

    id                repeated deliveries have the same one
    expected_version  the version that the caller has seen, or None for whichever is the newest
    address           from where it came, kept for the audit trail
    beside            what else to write in the same transaction
    objections        what the host has against it; said together with what the rules say
    judge             raises where whoever gives the command may not give it to this tournament
    """

    tournament: str
    command: Command
    id: str = field(validator=validators.min_len(1))
    actor: str = ""
    expected_version: int | None = None
    address: str = field(default="", repr=False)
    beside: Beside = field(default=nothing_beside, repr=False)
    objections: Objections = field(default=no_objections, repr=False)
    judge: Callable[[Tournament], None] = field(default=lambda _: None, repr=False)


@frozen
class Done:
    """What came of an order: its entries, none where it changed nothing, and the version that answers it."""

    version: int
    entries: Sequence[Entry]


@frozen
class Preview:
    """A tournament before and after a command that was only tried, and what differs."""

    before: Tournament
    after: Tournament
    effect: Effect


@define
class Desk:
    """Takes orders and answers questions.

    told           called on the writer's thread after each commit
    longest_queue  how many orders may be under way at once
    causes         called in the transaction of every command with what came of it
    """

    engine: Engine
    database: Database
    live: LiveTournaments
    clock: Callable[[], datetime]
    told: Told
    longest_queue: int = 1000
    causes: Causes = no_causes
    _under_way: int = field(default=0, init=False)

    async def submit(self, order: Order) -> Done:
        """Decide the order's command and write what happens.

        The same order again answers the same. Raises Refused with every reason, Stale where the expected version is
        not the newest, CommandReused for an id that came before with other content, and QueueFull.
        """
        (done,) = await self.submit_all([order])
        return done

    async def submit_all(self, orders: Sequence[Order]) -> Sequence[Done]:
        """Decide orders of one tournament in turn, in one transaction: where any is refused, nothing is written.

        Raises as `submit` does; Refused with the reasons of all, their fields under the places of the orders (from 0)
        where there are several.
        """
        if self._under_way >= self.longest_queue:
            raise QueueFull
        self._under_way += 1
        try:
            return await self.database.write(self._submit, orders)
        finally:
            self._under_way -= 1

    @property
    def under_way(self) -> int:
        """How many orders wait or are being decided."""
        return self._under_way

    async def look(self, tournament: str, question: Callable[[Tournament, Connection], T]) -> T:
        """What the question finds in the tournament as it stands. Raises Refused where there is no such tournament."""
        return await self.database.read(self._look, tournament, question)

    async def preview(self, order: Order) -> Preview:
        """What the order's command would do, without doing it. Raises Refused and Stale, as `submit` does."""
        return await self.database.read(self._preview, order)

    async def entries(self, tournament: str, after: int, limit: int) -> tuple[Sequence[Entry], int]:
        """At most `limit` entries after that number, and the version of the tournament."""

        def page(standing: Tournament, connection: Connection) -> tuple[Sequence[Entry], int]:
            return tuple(SqlJournal(connection, tournament).read(after, limit)), standing.version

        return await self.look(tournament, page)

    def _submit(self, orders: Sequence[Order]) -> Sequence[Done]:
        tournament = orders[0].tournament
        for _ in range(_ATTEMPTS):
            # Where another process has just written to the same tournament: look again, then decide again.
            with suppress(IntegrityError, StaleVersion):
                return self._once(tournament, orders)
        raise StaleVersion(self.live.peek(tournament).version, self._version(tournament))

    def _version(self, tournament: str) -> int:
        with self.database.connect() as connection:
            return version_of(connection, tournament) or 0

    def _once(self, tournament: str, orders: Sequence[Order]) -> Sequence[Done]:
        with self.live.holding(tournament) as place:
            before = place.tournament, place.last
            try:
                with self.database.begin() as connection:
                    done, written = self._decide_all(orders, place, connection)
            except BaseException:
                # What was decided is not written: the tournament is what it was.
                place.hold(*before)
                raise
            if written:
                # While the place is held, so that writers of one tournament are told of in their order.
                self.told(tournament, written)
        return done

    def _decide_all(
        self, orders: Sequence[Order], place: Place, connection: Connection
    ) -> tuple[Sequence[Done], Sequence[Entry]]:
        """What came of the orders, and what was written. Raises Refused with the reasons of all."""
        done: list[Done] = []
        written: list[Entry] = []
        problems: list[Problem] = []
        for number, order in enumerate(orders):
            try:
                one, changed = self._decide(order, place, connection)
            except Refused as refusal:
                if len(orders) == 1:
                    raise
                problems += (evolve(one, field=f"{number}.{one.field}".rstrip(".")) for one in refusal.problems)
                continue
            done.append(one)
            if changed is not None:
                place.hold(changed, one.entries[-1])
                written += one.entries
        if problems:
            raise Refused(problems)
        return done, written

    def _decide(self, order: Order, place: Place, connection: Connection) -> tuple[Done, Tournament | None]:
        """What came of the order, and the tournament where it changed."""
        journal = SqlJournal(connection, order.tournament, place.last)
        if locked_version(connection, order.tournament) != place.tournament.version:
            place.catch_up(self.engine, journal)
        before = place.tournament
        _judge(order, before)
        envelope = Envelope(order.id, self.clock(), order.actor, order.command)
        if entries := answered(journal, envelope):
            order.beside(connection, repeated=True)
            return Done(entries[-1].seq, entries), None
        if not before.version:
            # Whoever invents ids must not push real tournaments out of memory.
            self.live.forget(order.tournament)
        _check(order, before)
        decision = self._decision(order, envelope, before, connection)
        if not decision.events:
            return Done(before.version, ()), None
        entries = journal.append(before.version, envelope, decision.events)
        project(connection, decision.tournament, envelope.at)
        if order.address:
            note_address(connection, order.tournament, order.id, Doer(order.actor, order.address), envelope.at)
        order.beside(connection, repeated=False)
        self.causes(connection, decision.tournament, entries)
        return Done(entries[-1].seq, entries), decision.tournament

    def _decision(self, order: Order, envelope: Envelope, before: Tournament, connection: Connection) -> Decision:
        objections = tuple(order.objections(before, connection))
        decision = self.engine.decide(envelope, before, SqlJournal(connection, order.tournament).read)
        if isinstance(decision, Refusal):
            raise Refused([*objections, *decision.problems])
        if objections:
            raise Refused(objections)
        return decision

    def _preview(self, order: Order) -> Preview:
        with self.database.connect() as connection:
            journal = SqlJournal(connection, order.tournament)
            # A tournament of its own, from its journal: the live one is its writer's, and this may take a while.
            before = self.engine.apply(Tournament(), (entry.event for entry in journal.read()))
            _judge(order, before)
            _check(order, before)
            envelope = Envelope(order.id, self.clock(), order.actor, order.command)
            after = self._decision(order, envelope, before, connection).tournament
        return Preview(before, after, effect(before, after))

    def _look(self, tournament: str, question: Callable[[Tournament, Connection], T]) -> T:
        with self.database.connect() as connection:
            version = version_of(connection, tournament)
            if version is None:
                raise unknown(tournament)
            standing = self.live.peek(tournament)
            if standing.version < version:
                with self.live.holding(tournament) as place:
                    standing = place.catch_up(self.engine, SqlJournal(connection, tournament))
            return question(standing, connection)


def _judge(order: Order, before: Tournament) -> None:
    if not before.version and not isinstance(order.command, CreateTournament):
        raise unknown(order.tournament)
    order.judge(before)


def _check(order: Order, before: Tournament) -> None:
    if order.expected_version is not None and order.expected_version != before.version:
        raise Stale(order.expected_version, before.version)
    if before.version and isinstance(order.command, CreateTournament):
        raise Refused([Problem("tournament.id_taken", f"there is a tournament {order.tournament!r} already", "id")])
