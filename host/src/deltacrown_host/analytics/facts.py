"""What the numbers of a tournament are worked out from."""

from collections.abc import Iterator, Mapping

from attrs import frozen
from deltacrown import EntrantWithdrawn, How, Match, Tournament
from sqlalchemy import Connection

from deltacrown_host.analytics.audience import AudienceDay, days_of
from deltacrown_host.payments.steps import PaymentState, states_in
from deltacrown_host.store.journal import SqlJournal

_UNPLAYED = {How.BYE, How.NOBODY}


@frozen
class Facts:
    """A tournament as it stands, and what lies beside it.

    payments  how far entry fees have come, by entrant
    dropped   the entrants who were dropped because they did not come
    days      how many watched, by day
    """

    tournament: Tournament
    payments: Mapping[str, PaymentState]
    dropped: frozenset[str]
    days: tuple[AudienceDay, ...]

    def matches(self) -> Iterator[Match]:
        """The matches that are played or to be played: no byes, and none that nobody came to."""
        for stage in self.tournament.stages:
            for match in stage.matches.values():
                if match.outcome is None or match.outcome.how not in _UNPLAYED:
                    yield match

    def completed(self) -> Iterator[Match]:
        """Those that are decided."""
        return (match for match in self.matches() if match.outcome is not None)


def gather(connection: Connection, tournament: Tournament) -> Facts:
    """The facts of the tournament."""
    entries = SqlJournal(connection, tournament.id).read()
    gone = (entry.event for entry in entries if isinstance(entry.event, EntrantWithdrawn))
    dropped = frozenset(event.entrant for event in gone if event.no_show)
    return Facts(tournament, states_in(connection, tournament.id), dropped, days_of(connection, tournament.id))
