"""What can be asked of the past."""

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from deltacrown.commands import Command


@frozen
class Amend:
    """The command `order` should have been `instead`, or should never have been given (None).

    Everything after it is decided again. Results of matches that the same entrants still play survive; what no longer
    fits is dropped. To correct a result, `order` is the match's `outcome.order` and `instead` another `ReportResult`.
    """

    order: str
    instead: "Command | None"
    reason: str
