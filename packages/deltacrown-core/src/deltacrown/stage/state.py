"""A stage: one format played by some entrants."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeAlias

from attrs import evolve, field, frozen

from deltacrown.making import quick
from deltacrown.match.state import Match
from deltacrown.ranking import Ranking
from deltacrown.results import Points, Results
from deltacrown.stage.options import OptionsT
from deltacrown.stage.slots import EntrantId, Seed
from deltacrown.table import Table


@frozen
class Source:
    """Where a seed of a stage comes from: the entrant ranked `rank` in a stage, or in one table of it."""

    stage: str
    rank: int
    table: str = ""


@frozen
class StageSettings:
    """How a stage is set up.

    key           unique in the tournament, speaking: "groups", "knockout"
    format        the name of an installed format
    options       the format's own options, by name
    sources       who plays, in the order of their seeds; empty for the first stage: everyone who takes part
    points        what results are worth in tables
    tie_breakers  the cascade (see `deltacrown.ranking`); None for the format's own
    maps          the maps that games are played on
    vetoes        the turns in which sides "ban" and "pick" maps before a match, the better seed first
    """

    key: str
    format: str
    name: str = ""
    options: Mapping[str, Any] = field(factory=lambda: MappingProxyType({}))
    sources: tuple[Source, ...] = ()
    points: Points = field(factory=Points)
    tie_breakers: tuple[str, ...] | None = None
    maps: tuple[str, ...] = ()
    vetoes: tuple[str, ...] = ()


Feed: TypeAlias = tuple[str, int, int]
"""A slot that waits for a match: the key of the waiting match, which of its slots, and for which rank it waits."""

Feeds: TypeAlias = Table[str, tuple[Feed, ...]]
"""The slots that wait for each match."""

Separating: TypeAlias = Callable[[Ranking, Iterable[Match]], Ranking]
"""(a ranking of some entrants, matches) → the ranking with its ties separated as far as these matches go."""


def _at_no_hand(_: Ranking, __: Iterable[Match]) -> Ranking:
    message = "the cascade is at hand only while a format is asked"
    raise RuntimeError(message)


@quick
@frozen(weakref_slot=False)
class Stage(Generic[OptionsT]):
    """A stage that has opened. A format reads it; only the core makes one.

    settings   as configured
    revision   the revision of the format that this stage is pinned to
    entrants   everyone who plays it, seed 1 first, the withdrawn included
    withdrawn  who has left since, or was put out
    disqualified  those of them who were put out: they are ranked after everyone else
    options    the format's options: an instance of its options class when a format is asked, raw otherwise
    draw       what all chance in the stage is drawn from: the tournament's recorded seed and the stage's key,
               "seed/key"; the empty string where no seed was recorded
    matches    every match so far by its key, in the order planned
    undecided  how many of them have no outcome
    over       whether the format has said that nothing more is to be played
    ranking    the final ranking, once over
    parked     why no new pairings can be made (the format is gone), or empty
    feeds      which slots wait for each match
    separated  `separated(ranking, matches)` is the ranking with its ties separated by the stage's cascade over these
               matches alone; at hand while a format is asked, for pairings that follow from tables
    """

    settings: StageSettings
    revision: int
    entrants: tuple[EntrantId, ...]
    options: OptionsT
    draw: str = ""
    withdrawn: frozenset[EntrantId] = frozenset()
    disqualified: frozenset[EntrantId] = frozenset()
    matches: Table[str, Match] = field(factory=Table)
    undecided: int = 0
    ranking: Ranking | None = None
    parked: str = ""
    feeds: Feeds = field(factory=Table, repr=False)
    separated: Separating = field(default=_at_no_hand, eq=False, repr=False)

    @property
    def has_cascade(self) -> bool:
        """Whether `separated` is at hand."""
        return self.separated is not _at_no_hand

    @property
    def key(self) -> str:
        """The stage's key."""
        return self.settings.key

    @property
    def over(self) -> bool:
        """Whether the stage has ended."""
        return self.ranking is not None

    @property
    def active(self) -> tuple[EntrantId, ...]:
        """The entrants who have not withdrawn, in the order of their seeds."""
        return tuple(entrant for entrant in self.entrants if entrant not in self.withdrawn)

    def before(self, number: int) -> "Stage[OptionsT]":
        """The stage as it was when this round was paired, where each round was planned after the one before.

        It has the matches of earlier rounds, whoever came later is not there, and whoever is in no match of the round
        had left. Results are as they are now: what was corrected since is not known here.
        """
        earlier = [(key, match) for key, match in self.matches.items() if match.round < number]
        paired = {seat for match in self.matches.values() if match.round == number for seat in _seats(match)}
        last = max((seat for _, match in earlier for seat in _seats(match)), default=0)
        entrants = self.entrants[: max(last, *paired, 0)]
        gone = frozenset(entrant for seed, entrant in enumerate(entrants, 1) if seed not in paired)
        undecided = sum(match.outcome is None for _, match in earlier)
        return evolve(
            self,
            entrants=entrants,
            withdrawn=gone,
            disqualified=self.disqualified & gone,
            matches=Table(earlier),
            undecided=undecided,
            ranking=None,
            feeds=Table(),
        )

    @property
    def seeds(self) -> dict[EntrantId, int]:
        """The seed of every entrant, 1 for the best."""
        return {entrant: seed for seed, entrant in enumerate(self.entrants, 1)}

    @property
    def results(self) -> Results:
        """What tie-breakers measure: the decided matches and what they are worth."""
        return Results(self.entrants, tuple(self.decided), self.settings.points, draw=self.draw)

    @property
    def decided(self) -> list[Match]:
        """The matches that have an outcome, in the order planned."""
        return [match for match in self.matches.values() if match.outcome is not None]


def _seats(match: Match) -> list[int]:
    return [slot.seed for slot in match.slots if isinstance(slot, Seed)]


def draw_of(seed: str, stage: str) -> str:
    """What a stage's chance is drawn from, so that no two stages of a tournament draw the same."""
    return f"{seed}/{stage}" if seed else ""
