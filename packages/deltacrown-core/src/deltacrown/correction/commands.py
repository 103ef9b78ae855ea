"""What can be asked of the past."""

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from deltacrown.commands import Command


@frozen
class Amend:
    """The command `order` should have been `instead`, or should never have been given (None).

    Everything after it is decided again. Results of matches that the same entrants still play survive; what no longer
    fits is dropped. A format that keeps its pairings, such as a Swiss, is not asked again for rounds that were paired
    already: only what is still to be paired follows from the correction. `PairAgain` pairs the newest round anew.

    To correct a result, `order` is the match's `outcome.order` and `instead` another `ReportResult`. A report that was
    dropped counts again once what stood in its way is taken back.
    """

    order: str
    instead: "Command | None"
    reason: str
