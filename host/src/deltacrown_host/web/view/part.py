"""Somebody's part in a tournament: the entrants that are theirs, and whether another may register."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen
from deltacrown import Entrant, EntryField, Phase, RosterRules, Status, Tournament
from sqlalchemy import Connection

from deltacrown_host.access.caller import Caller
from deltacrown_host.payments.steps import PaymentState, payment_of
from deltacrown_host.registrations.names import names_of
from deltacrown_host.web.language import say
from deltacrown_host.web.view.page import phase_label
from deltacrown_host.web.view.words import money, name_of

_COMING = {Phase.DRAFT, Phase.PUBLISHED}
_OPEN = {Phase.REGISTRATION, Phase.CHECK_IN, Phase.LIVE}


@frozen
class OwnEntrant:
    """An entrant of theirs. `line` is the place on the waiting list, or 0; `payment` is empty where there is no fee."""

    id: str
    name: str
    status: Status
    line: int
    checked_in: datetime | None
    payment: str
    refusal: str

    @property
    def here(self) -> bool:
        """Whether they take part or wait for a place."""
        return self.status in {Status.TAKING_PART, Status.WAITING}


@frozen
class PartView:
    """What the page shows.

    open      whether the form to register is there
    says      why it is not, or what will come of it
    checking  whether one says to be there now
    """

    id: str
    name: str
    version: int
    phase: str
    mine: tuple[OwnEntrant, ...]
    open: bool
    says: str
    checking: bool
    opens: datetime | None
    closes: datetime | None
    starts_at: datetime | None
    fee: str
    fields: tuple[EntryField, ...]
    roster: RosterRules | None


def part_view(tournament: Tournament, connection: Connection, caller: Caller, now: datetime) -> PartView:
    """The part as it stands."""
    settings = tournament.settings
    is_open, says = _registration(tournament, now)
    mine = tuple(_own(tournament, connection, caller))
    return PartView(
        id=tournament.id,
        name=settings.name,
        version=tournament.version,
        phase=phase_label(tournament.phase.value),
        mine=mine,
        open=is_open and not any(one.here for one in mine),
        says=says,
        checking=tournament.phase is Phase.CHECK_IN,
        opens=settings.registration.opens,
        closes=settings.registration.closes,
        starts_at=settings.starts_at,
        fee=money(settings.fee.amount, settings.fee.currency) if settings.fee else "",
        fields=settings.fields,
        roster=settings.roster,
    )


def _own(tournament: Tournament, connection: Connection, caller: Caller) -> Iterator[OwnEntrant]:
    names = names_of(connection, tournament.id)
    for entrant in tournament.entrants.values():
        if entrant.id in caller.entrants:
            state, refusal = _payment(tournament, connection, entrant)
            line = tournament.line.index(entrant.id) + 1 if entrant.id in tournament.line else 0
            name = name_of(names, entrant.id)
            yield OwnEntrant(entrant.id, name, entrant.status, line, entrant.checked_in, state, refusal)


def _payment(tournament: Tournament, connection: Connection, entrant: Entrant) -> tuple[str, str]:
    """How far the payment has come, and why the last proof was not taken."""
    if tournament.settings.fee is None:
        return "", ""
    payment = payment_of(connection, tournament.id, entrant.id)
    rejected = payment.state is PaymentState.REJECTED
    return payment.state.value, payment.steps[-1].reason if rejected else ""


def _registration(tournament: Tournament, now: datetime) -> tuple[bool, str]:
    """Whether one may register, and what to know first."""
    window, capacity = tournament.settings.registration, tournament.settings.capacity
    if tournament.phase in _COMING or (window.opens and now < window.opens):
        return False, say("Registration is not open yet.")
    if tournament.phase not in _OPEN or (window.closes and now >= window.closes):
        return False, say("Registration is closed.")
    if capacity is None:
        return True, ""
    if tournament.taken < capacity:
        return True, say("{free} of {all} places are free.", free=capacity - tournament.taken, all=capacity)
    if not tournament.settings.waitlist:
        return False, say("All {all} places are taken.", all=capacity)
    place = len(tournament.line) + 1
    return True, say(
        "All {all} places are taken. You would be number {place} on the waiting list.", all=capacity, place=place
    )
