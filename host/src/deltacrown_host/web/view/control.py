"""The control room: what needs somebody now, and what can be done with the tournament next."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import frozen
from deltacrown import Engine, MatchState, Phase, Status, Tournament
from sqlalchemy import Connection

from deltacrown_host.access.caller import Caller
from deltacrown_host.payments.steps import PaymentState, payment_of, states_in
from deltacrown_host.registrations.names import names_of
from deltacrown_host.web.language import mark, said, say
from deltacrown_host.web.view.lines import MatchLine, match_lines, stage_name
from deltacrown_host.web.view.page import phase_label
from deltacrown_host.web.view.words import listed, name_of

_BEFORE_PLAY = {Phase.DRAFT, Phase.PUBLISHED, Phase.REGISTRATION, Phase.CHECK_IN}
_UNDER_WAY = {MatchState.READY, MatchState.CHECK_IN, MatchState.LIVE, MatchState.PENDING_RESULT}

STEPS: Mapping[Phase, tuple[tuple[str, str], ...]] = {
    Phase.DRAFT: (("publish", mark("Publish")), ("open", mark("Open registration"))),
    Phase.PUBLISHED: (("open", mark("Open registration")),),
    Phase.REGISTRATION: (("check-in", mark("Open check-in")), ("start", mark("Start"))),
    Phase.CHECK_IN: (("start", mark("Start")), ("drop", mark("Drop who is missing"))),
    Phase.COMPLETED: (("archive", mark("Archive")),),
    Phase.CANCELLED: (("archive", mark("Archive")),),
}
"""What comes next, by phase: the likeliest first."""


@frozen
class PaymentToVerify:
    """A proof that nobody has looked at yet."""

    entrant: str
    name: str
    proof: str


@frozen
class EntrantRow:
    """Somebody who registered. `seed` is 0 before the start."""

    id: str
    name: str
    seed: int
    rating: str
    status: Status
    checked_in: datetime | None
    payment: str


@frozen
class ControlView:
    """What the control room shows.

    payments, disputes, late, missing  what needs somebody
    ready     matches that can be played now, with those that wait for a confirmation
    matches   all of them
    steps     what comes next: the word of the form, and what its button says
    open_ended  stages that stay open until they are closed, by key and name
    """

    id: str
    name: str
    phase: Phase
    phase_label: str
    frozen: str
    version: int
    may: frozenset[str]
    before_play: bool
    asks_check_in: bool
    payments: tuple[PaymentToVerify, ...]
    disputes: tuple[MatchLine, ...]
    late: tuple[MatchLine, ...]
    missing: tuple[EntrantRow, ...]
    trouble: tuple[str, ...]
    ready: tuple[MatchLine, ...]
    matches: tuple[MatchLine, ...]
    entrants: tuple[EntrantRow, ...]
    steps: tuple[tuple[str, str], ...]
    open_ended: tuple[tuple[str, str], ...]

    @property
    def taking_part(self) -> int:
        """How many take part."""
        return sum(row.status is Status.TAKING_PART for row in self.entrants)

    @property
    def needs(self) -> int:
        """How much needs somebody."""
        return sum(map(len, (self.payments, self.disputes, self.late, self.missing, self.trouble)))


def control_view(
    engine: Engine, tournament: Tournament, connection: Connection, caller: Caller, now: datetime
) -> ControlView:
    """The control room as it stands."""
    names = names_of(connection, tournament.id)
    lines = tuple(match_lines(engine, tournament, names))
    rows = tuple(_entrants(tournament, connection, names))
    checking = tournament.phase is Phase.CHECK_IN
    return ControlView(
        id=tournament.id,
        name=tournament.settings.name,
        phase=tournament.phase,
        phase_label=phase_label(tournament.phase.value),
        frozen=tournament.frozen,
        version=tournament.version,
        may=frozenset(caller.permissions),
        before_play=tournament.phase in _BEFORE_PLAY,
        asks_check_in=tournament.settings.check_in is not None,
        payments=tuple(_payments(tournament, connection, rows)),
        disputes=tuple(line for line in lines if line.state is MatchState.DISPUTED),
        late=tuple(line for line in lines if line.state in _UNDER_WAY and line.at is not None and line.at < now),
        missing=tuple(row for row in rows if checking and row.status is Status.TAKING_PART and not row.checked_in),
        trouble=tuple(_trouble(tournament, names)),
        ready=tuple(line for line in lines if line.state in _UNDER_WAY),
        matches=lines,
        entrants=rows,
        steps=tuple(_steps(tournament)),
        open_ended=tuple(_open_ended(engine, tournament)),
    )


def _steps(tournament: Tournament) -> Iterator[tuple[str, str]]:
    if tournament.frozen:
        yield "unfreeze", say("Go on")
        return
    for word, label in STEPS.get(tournament.phase, ()):
        if word != "check-in" or tournament.settings.check_in is not None:
            yield word, say(label)


def _open_ended(engine: Engine, tournament: Tournament) -> Iterator[tuple[str, str]]:
    for stage in tournament.stages:
        format_ = engine.registry.formats.get(stage.settings.format)
        if format_ is not None and format_.open_ended and not stage.over:
            yield stage.key, stage_name(stage)


def _trouble(tournament: Tournament, names: Mapping[str, str]) -> Iterator[str]:
    if tournament.unresolved:
        tied = listed(name_of(names, entrant) for entrant in tournament.unresolved)
        yield say("{names} are level by every rule: decide between them before the next stage.", names=tied)
    for stage in tournament.stages:
        if stage.parked:
            yield say("{stage} gets no new pairings: {reason}", stage=stage_name(stage), reason=said(stage.parked))


def _entrants(tournament: Tournament, connection: Connection, names: Mapping[str, str]) -> Iterator[EntrantRow]:
    seeds = {entrant: seed for seed, entrant in enumerate(tournament.seeds, 1)}
    paid = states_in(connection, tournament.id) if tournament.settings.fee else {}
    rows = [
        EntrantRow(
            one.id,
            name_of(names, one.id),
            seeds.get(one.id, 0),
            "" if one.rating is None else str(one.rating),
            one.status,
            one.checked_in,
            paid.get(one.id, PaymentState.NONE).value if tournament.settings.fee else "",
        )
        for one in tournament.entrants.values()
    ]
    return iter(sorted(rows, key=lambda row: (row.status is not Status.TAKING_PART, row.seed)))


def _payments(
    tournament: Tournament, connection: Connection, rows: tuple[EntrantRow, ...]
) -> Iterator[PaymentToVerify]:
    for row in rows:
        if row.payment == PaymentState.SUBMITTED:
            last = payment_of(connection, tournament.id, row.id).steps[-1]
            yield PaymentToVerify(row.id, row.name, last.proof)
