"""How long to wait, after failures and for news."""

from datetime import timedelta

from attrs import frozen


@frozen
class Patience:
    """The pause after a failure: `first_s`, doubled with every further one, at most `longest_s`."""

    first_s: float = 1.0
    longest_s: float = 300.0

    def pause(self, attempts: int) -> timedelta:
        """The pause after that many failures in a row."""
        return timedelta(seconds=min(self.longest_s, self.first_s * 2 ** min(attempts - 1, 30)))


@frozen
class Pace:
    """What everything that works beside the requests keeps to.

    patience  the pauses after failures
    lease     how long work belongs to the process that took it, should that process die
    poll_s    how often to look for what other processes have written
    """

    patience: Patience = Patience()
    lease: timedelta = timedelta(seconds=15)
    poll_s: float = 1.0
