"""The contract of a results reader: a kind of file that `deltacrown rank` understands."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from attrs import field, frozen

from deltacrown.stage.slots import EntrantId


@frozen
class RankedResults:
    """What a results file comes to.

    groups  everyone once, level ones together, best first
    values  what each criterion measured, by its name and the entrant; None where there was nothing to measure
    names   what people call the entrants, where that is not their id
    """

    name: str
    groups: tuple[tuple[EntrantId, ...], ...]
    values: Mapping[str, Mapping[EntrantId, int | Fraction | None]] = field(factory=lambda: MappingProxyType({}))
    names: Mapping[EntrantId, str] = field(factory=lambda: MappingProxyType({}))


class ResultsReader(ABC):
    """Ranks results that come from elsewhere, in a format of file of its own.

        class Lines(ResultsReader):
            '''A file of names, the winner first.'''

            name = "lines"

            def reads(self, text):
                return text.startswith(b"winners:")

            def rank(self, text, tie_breaks=(), edition=""):
                return RankedResults("Winners", tuple((name,) for name in text.decode().split()[1:]))

    name  how people name the kind of file
    """

    name: str

    @abstractmethod
    def reads(self, text: bytes) -> bool:
        """Whether the file is of this kind, at a glance: whatever it holds, the answer is no exception."""

    @abstractmethod
    def rank(self, text: bytes, tie_breaks: Sequence[str] = (), edition: str = "") -> RankedResults:
        """The ranking, by these tie-breaks in this order, or by the file's own where there are none.

        `edition` names the edition of the rules where there are several; empty for the one in force.
        Raises `deltacrown.Malformed` for a file or a tie-break that is not what it should be.
        """
