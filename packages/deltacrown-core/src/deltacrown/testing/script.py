"""The script of a play: everything that decides the course of a stage, in a few small numbers.

A script is short enough to be read in a failure message, and playing it again gives the same play.
"""

from collections.abc import Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Any

from attrs import evolve, field, frozen

from deltacrown.match.state import Match, Score
from deltacrown.stage.slots import EntrantId

_FAVOURITES, _COIN, _DRAWS = 0, 1, 2
_STYLES = 3


@frozen
class Script:
    """How a stage is played.

    entrants     how many take part
    options      the format's options, by name
    luck         who wins: 0 for always the better seed; else 1 in 3 numbers ranks everyone by hidden strengths, 1 tosses
                 a coin a match, 1 also draws half of the matches that may be drawn
    order        in which order ready matches are reported: 0 for as planned, else shuffled
    names        what the entrants are called: 0 for e01, e02 … by seed, else names in no order
    withdrawals  who leaves, as pairs (after how many reported results, seed)
    """

    entrants: int
    options: Mapping[str, Any] = field(factory=lambda: MappingProxyType({}))
    luck: int = 0
    order: int = 0
    names: int = 0
    withdrawals: tuple[tuple[int, int], ...] = ()

    def ids(self) -> list[EntrantId]:
        """The entrants' ids, seed 1 first."""
        if not self.names:
            return [f"e{seed:02}" for seed in range(1, self.entrants + 1)]
        names = Random(self.names)
        return ["".join(names.choices("aBxYé ö9_", k=6)) + f"-{seed}" for seed in range(1, self.entrants + 1)]

    def renamed(self, names: int) -> "Script":
        """The same play by entrants of other names."""
        return evolve(self, names=names)

    def reordered(self, order: int) -> "Script":
        """The same results, reported in another order."""
        return evolve(self, order=order)

    def undisturbed(self) -> "Script":
        """The same play with nobody leaving."""
        return evolve(self, withdrawals=())

    def pick(self, ready: Sequence[Match], reported: int) -> Match:
        """Which of the matches that are ready is reported next."""
        return Random(f"{self.order}/{reported}").choice(ready) if self.order else ready[0]

    def leaving(self, reported: int) -> list[int]:
        """The seeds that leave when so many results have been reported."""
        return [seed for after, seed in self.withdrawals if after == reported]

    def score(self, match: Match, seeds: Mapping[EntrantId, int]) -> Score:
        """What is scored in the match. It depends on who meets whom when, never on names or the match's key."""
        sides = [seeds.get(entrant or "", 0) for entrant in match.entrants]
        chance = Random(f"{self.luck}/{match.section}/{match.round}/{sorted(sides)}")
        style = self.luck % _STYLES
        if style == _DRAWS and match.draws and chance.random() < 1 / 2:
            return Score((chance.randrange(3),) * len(sides))
        powers = {seed: chance.random() if style != _FAVOURITES else self._strength(seed) for seed in sorted(sides)}
        points = dict[int, int]()
        scored = chance.randrange(2)
        for seed in sorted(powers, key=powers.__getitem__):
            points[seed] = scored
            scored += chance.randrange(1, 3)
        return Score(tuple(points[seed] for seed in sides))

    def _strength(self, seed: int) -> float:
        return Random(f"{self.luck}/{seed}").random() if self.luck else -seed
