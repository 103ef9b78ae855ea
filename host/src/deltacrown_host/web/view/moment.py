"""A moment of a tournament: after one of its events, and with matches that end as somebody imagines.

It is in the address, `/t/cup?at=57&if=ko/R1-1/0`, so that it can be sent to others.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from urllib.parse import quote, urlencode

from attrs import evolve, frozen

LEVEL = "level"
"""The side of an imagined match that ends level."""
_MOST = 512


class Query(Protocol):
    """The query of an address."""

    def getall(self, key: str, default: Sequence[str]) -> Sequence[str]:
        """Everything under the name."""


@frozen
class Imagined:
    """A match that ends as somebody imagines: the place of the side that wins it, or `LEVEL`."""

    stage: str
    match: str
    side: str

    def __str__(self) -> str:
        return f"{self.stage}/{self.match}/{self.side}"


@frozen
class Moment:
    """When one looks: after event `at`, 0 for the newest; whether one asks what if, and what one imagines."""

    tournament: str
    at: int = 0
    asking: bool = False
    ifs: tuple[Imagined, ...] = ()

    @property
    def now(self) -> bool:
        """Whether it is the tournament as it stands."""
        return not self.at and not self.asking

    @property
    def query(self) -> str:
        """What its address has behind the question mark, with it; nothing for the tournament as it stands."""
        parts = [("at", str(self.at))] if self.at else []
        if self.asking:
            parts += [("if", str(one)) for one in self.ifs] or [("if", "")]
        return f"?{urlencode(parts, safe='/')}" if parts else ""

    @property
    def address(self) -> str:
        """Its page."""
        return f"/t/{quote(self.tournament, safe='')}{self.query}"

    def after(self, at: int) -> "Moment":
        """The same after another event."""
        return evolve(self, at=at)

    def asked(self) -> "Moment":
        """The same, asking what if."""
        return evolve(self, asking=True)

    def sober(self) -> "Moment":
        """The same without anything imagined."""
        return evolve(self, asking=False, ifs=())

    def chosen(self, stage: str, match: str) -> str:
        """The side that wins the match, as imagined; nothing where nothing is."""
        return next((one.side for one in self.ifs if (one.stage, one.match) == (stage, match)), "")

    def choosing(self, stage: str, match: str, side: str) -> "Moment":
        """The moment after a click on a side: it wins then; or nothing is imagined any more where it did before."""
        others = tuple(one for one in self.ifs if (one.stage, one.match) != (stage, match))
        again = self.chosen(stage, match) == side
        return evolve(self, ifs=others if again else (*others, Imagined(stage, match, side)))


def read_moment(tournament: str, query: Query) -> Moment:
    """The moment that an address names; what cannot be read in it is left out."""
    at = next(iter(query.getall("at", ())), "")
    said = query.getall("if", ())
    # As long as numbers of events can be.
    number = int(at) if at.isascii() and at.isdecimal() and len(at) < len(str(2**53)) else 0
    return Moment(tournament, number, bool(said), tuple(_imagined(said[:_MOST])))


def _imagined(said: Iterable[str]) -> Iterable[Imagined]:
    found: Mapping[tuple[str, str], Imagined] = {
        (stage, match): Imagined(stage, match, side)
        for stage, _, rest in (text.partition("/") for text in said)
        for match, _, side in (rest.rpartition("/"),)
        if match
    }
    return found.values()
