"""The script of a play: everything that decides the course of a stage, in a few small numbers.

A script is short enough to be read in a failure message, and playing it again gives the same play.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from deltacrown.draws import Draw
from deltacrown.match.scores import majority
from deltacrown.match.state import Match, Score
from deltacrown.stage.slots import EntrantId

_FAVOURITES, _COIN, _DRAWS = 0, 1, 2
_STYLES = 3
_DUEL = 2
_MOST_KILLS = 10
_FINE = 1 << 64
_LETTERS = "aBxYé ö9_"


@frozen
class Script:
    """How a stage is played.

    entrants     how many take part
    options      the format's options, by name
    luck         who wins: 0 for always the better seed; else one number in three ranks everyone by hidden strengths,
                 one tosses a coin a match, and one also draws half of the matches that may be drawn
    order        in which order ready matches are reported: 0 for as planned, else shuffled
    names        what the entrants are called: 0 for e01, e02 … by seed, else names in no order
    withdrawals  who leaves, as pairs (after how many reported results, seed)
    arrivals     who joins during play: after how many reported results, one entrant each
    """

    entrants: int
    options: Mapping[str, Any] = field(factory=dict)
    luck: int = 0
    order: int = 0
    names: int = 0
    withdrawals: tuple[tuple[int, int], ...] = ()
    arrivals: tuple[int, ...] = ()

    def ids(self) -> list[EntrantId]:
        """The ids of the entrants from the start, seed 1 first."""
        return self._ids(self.entrants)

    def _ids(self, number: int) -> list[EntrantId]:
        if not self.names:
            return [f"e{seed:02}" for seed in range(1, number + 1)]
        letters = Draw(f"names/{self.names}")
        words = ["".join(_LETTERS[letters.below(len(_LETTERS))] for _ in range(6)) for _ in range(number)]
        return [f"{word}-{seed}" for seed, word in enumerate(words, 1)]

    def renamed(self, names: int) -> "Script":
        """The same play by entrants of other names."""
        return evolve(self, names=names)

    def reordered(self, order: int) -> "Script":
        """The same results, reported in another order."""
        return evolve(self, order=order)

    def undisturbed(self) -> "Script":
        """The same play with nobody leaving or joining."""
        return evolve(self, withdrawals=(), arrivals=())

    def with_luck(self, luck: int) -> "Script":
        """The same play with other results."""
        return evolve(self, luck=luck)

    def pick(self, ready: Sequence[Match], reported: int) -> Match:
        """Which of the matches that are ready is reported next."""
        return ready[Draw(f"order/{self.order}/{reported}").below(len(ready))] if self.order else ready[0]

    def leaving(self, reported: int) -> list[int]:
        """The seeds that leave when so many results have been reported."""
        return [seed for after, seed in self.withdrawals if after == reported]

    def joining(self, reported: int) -> list[EntrantId]:
        """Who joins when so many results have been reported."""
        newcomers = self._ids(self.entrants + len(self.arrivals))[self.entrants :]
        return [entrant for entrant, after in zip(newcomers, self.arrivals, strict=True) if after == reported]

    def score(self, match: Match, seeds: Mapping[EntrantId, int]) -> Score:
        """What is scored in the match, and in lobbies the kills of each side.

        It depends on who meets whom when, never on names or the match's key.
        """
        sides = [seeds.get(entrant or "", 0) for entrant in match.entrants]
        chance = Draw(f"luck/{self.luck}/{match.section}/{match.round}/{sorted(sides)}")
        style = self.luck % _STYLES
        if style == _DRAWS and match.draws and (match.best_of == 1 or match.best_of % 2 == 0) and chance.below(2):
            return Score((match.best_of // 2 or chance.below(3),) * len(sides))
        powers = [self._strength(seed) if style == _FAVOURITES else chance.below(_FINE) for seed in sides]
        points = [0] * len(sides)
        scored = chance.below(2)
        for position in sorted(range(len(sides)), key=powers.__getitem__):
            points[position] = scored
            scored += 1 + chance.below(2)
        if match.best_of > 1:
            need = majority(match.best_of)
            points = [need if scored == max(points) else chance.below(need) for scored in points]
        if len(sides) == _DUEL:
            return Score(tuple(points))
        return Score(tuple(points), stats={"kills": tuple(chance.below(_MOST_KILLS) for _ in sides)})

    def _strength(self, seed: int) -> int:
        return Draw(f"strength/{self.luck}/{seed}").below(_FINE) if self.luck else -seed
