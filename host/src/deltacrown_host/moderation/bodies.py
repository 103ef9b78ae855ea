"""What is sent and answered about moderation."""

from datetime import datetime

from attrs import frozen

from deltacrown_host.moderation.applying import Entrants
from deltacrown_host.moderation.reporting import Decision, Ground, Report
from deltacrown_host.moderation.sanctions import Kind, Sanction


@frozen
class NewSanction:
    """A sanction of an account, for a reason that they read; `until` is null for good.

    kind      "ban", "mute" or "warning"
    organizer whether it holds in all tournaments of whoever organizes this one
    entrants  what becomes of the entrants of whoever is banned
    """

    account: str
    kind: Kind
    reason: str
    until: datetime | None = None
    organizer: bool = False
    entrants: Entrants = Entrants.STAY


@frozen
class NewHostSanction:
    """A sanction on the whole host."""

    kind: Kind
    reason: str
    until: datetime | None = None
    entrants: Entrants = Entrants.STAY


@frozen
class SanctionList:
    """Sanctions, the newest first, those that have ended among them."""

    sanctions: tuple[Sanction, ...]


@frozen
class NewReport:
    """What should be looked at, such as `tournament/cup`, `team/…`, `account/…` or `text/cup/…`, and why."""

    object: str
    ground: Ground
    text: str = ""


@frozen
class Verdict:
    """What became of a report, and a note for other moderators."""

    decision: Decision
    note: str = ""


@frozen
class ReportPage:
    """Reports, the newest first. `cursor` leads on to the next page; empty at the end."""

    reports: tuple[Report, ...]
    cursor: str


@frozen
class Hiding:
    """What is to be hidden, such as `tournament/cup`, `team/…` or `text/cup/…`, and why."""

    object: str
    reason: str


@frozen
class Showing:
    """What is to be shown again."""

    object: str


@frozen
class HiddenLine:
    """Something hidden."""

    object: str
    by: str
    reason: str
    since: datetime


@frozen
class HiddenList:
    """Everything that is hidden, the latest first."""

    hidden: tuple[HiddenLine, ...]


@frozen
class Stop:
    """Why nothing is to be written."""

    reason: str


@frozen
class Standing:
    """Whether the host stands still: why nothing is written; empty where it is."""

    stopped: str
