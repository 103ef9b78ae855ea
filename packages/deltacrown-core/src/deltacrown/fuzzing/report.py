"""What a run reports: what happened, and the law that was broken, if one was."""

from collections import Counter

from attrs import define, field, frozen

from deltacrown.journal import Entry


class Broken(Exception):
    """A law does not hold. `law` is its name, the message says where it breaks."""

    def __init__(self, law: str, message: str) -> None:
        self.law = law
        super().__init__(message)


def hold(law: str, holds: object, message: object = "") -> None:
    """Stop the run where the law does not hold."""
    if not holds:
        raise Broken(law, str(message))


@frozen
class Failure:
    """The first law that was broken.

    step     the number of the step; those beyond the plan's are of the play to the end
    doing    what was tried
    law      the name of the law
    message  where it breaks
    journal  the journal as it stood, to be looked at
    """

    seed: int
    step: int
    doing: str
    law: str
    message: str
    journal: tuple[Entry, ...] = field(repr=False, default=())

    def __str__(self) -> str:
        return f"seed {self.seed}, step {self.step}: {self.law}: {self.message}\n  after {self.doing}"


@define
class Report:
    """What happened in one tournament.

    tried      each command by the name of its kind, accepted or not
    refusals   how often each code refused a command
    events     how often each kind of event was written
    incidents  how often each incident happened, such as a crash
    phase      where the tournament ended
    digest     the last digest of its journal: the same for the same seed, everywhere
    failure    the first law that was broken, or None
    """

    seed: int
    steps: int = 0
    tried: Counter[str] = field(factory=Counter)
    refusals: Counter[str] = field(factory=Counter)
    events: Counter[str] = field(factory=Counter)
    incidents: Counter[str] = field(factory=Counter)
    phase: str = ""
    digest: str = ""
    failure: Failure | None = None
