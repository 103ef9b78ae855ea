"""The contract of a notifier: it hears what has happened."""

from abc import ABC, abstractmethod

from deltacrown.journal import Entry


class Notifier(ABC):
    """Receives committed events, each tournament's in order, each at least once.

        class Scoreline(Notifier):
            '''Prints every result.'''

            name = "scoreline"

            def notify(self, tournament, entry):
                if isinstance(entry.event, MatchCompleted):
                    print(tournament, entry.event.match, entry.event.outcome.winner)

    An exception means "not delivered": the host tries again later, and the commit and other notifiers go on. The
    same event may come twice after a crash; `(tournament, entry.seq)` tells.
    """

    name: str

    @abstractmethod
    def notify(self, tournament: str, entry: Entry) -> None:
        """Deliver one event of the tournament with this id. May block; runs outside the commit."""
