"""The history of a Swiss tournament: who did what in every round. Pairing rules and tie-breaks read nothing else."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from attrs import evolve, frozen

Colour: TypeAlias = Literal["white", "black"]
PointValue: TypeAlias = int | Fraction


class Kind(StrEnum):
    """What a round was for a player."""

    WIN = "win"
    DRAW = "draw"
    LOSS = "loss"
    FORFEIT_WIN = "forfeit win"
    FORFEIT_LOSS = "forfeit loss"
    PAIRING_BYE = "pairing-allocated bye"
    FULL_BYE = "full-point bye"
    HALF_BYE = "half-point bye"
    ZERO_BYE = "zero-point bye"
    REST = "rest"
    ABSENT = "absent"


PLAYED = frozenset({Kind.WIN, Kind.DRAW, Kind.LOSS})
PAIRED = PLAYED | {Kind.FORFEIT_WIN, Kind.FORFEIT_LOSS, Kind.PAIRING_BYE}


@frozen
class Appearance:
    """One round of one player.

    kind      what it was
    points    what it brought
    opponent  the pairing number of the opponent, of a forfeited game too; None where there was none
    colour    the colour given, of a forfeited game too where it is known
    rated     False for a game that was played but is not rated
    """

    kind: Kind
    points: PointValue
    opponent: int | None = None
    colour: Colour | None = None
    rated: bool = True

    @property
    def played(self) -> bool:
        """Whether a game was played over the board."""
        return self.kind in PLAYED

    @property
    def paired(self) -> bool:
        """Whether the player took part in the pairing: a game, a forfeit, or the pairing-allocated bye."""
        return self.kind in PAIRED


@frozen
class Player:
    """One player.

    number         the pairing number, 1 is best
    rating         None where there is none
    rounds         what the player did in each round, all of `SwissHistory.rounds` of them
    accelerations  virtual points by round, of coming rounds too; rounds beyond the end have none (C.04.7)
    """

    number: int
    rating: int | None
    rounds: tuple[Appearance, ...] = ()
    accelerations: tuple[PointValue, ...] = ()
    name: str = ""

    @cached_property
    def points(self) -> PointValue:
        """The score, without acceleration."""
        return sum((appearance.points for appearance in self.rounds), Fraction(0))


@frozen
class Scoring:
    """What each kind of round is worth. The pairing-allocated bye and a forfeit win are worth a win unless said."""

    win: PointValue = 1
    draw: PointValue = Fraction(1, 2)
    loss: PointValue = 0
    pairing_bye: PointValue = 1
    half_bye: PointValue = Fraction(1, 2)
    full_bye: PointValue = 1
    zero_bye: PointValue = 0
    forfeit_win: PointValue = 1
    forfeit_loss: PointValue = 0

    def of(self, kind: Kind) -> PointValue:
        """The points for a round of this kind."""
        if kind in (Kind.REST, Kind.ABSENT):
            return self.zero_bye
        names = {Kind.PAIRING_BYE: "pairing_bye", Kind.FULL_BYE: "full_bye", Kind.HALF_BYE: "half_bye"}
        names |= {Kind.ZERO_BYE: "zero_bye"}
        value: PointValue = getattr(self, names.get(kind, kind.value.replace(" ", "_")))
        return value


@frozen
class Ban:
    """Players who must not meet each other, from one round to another (both included; None: to the end)."""

    players: frozenset[int]
    first_round: int = 1
    last_round: int | None = None

    def holds_in(self, number: int) -> bool:
        """Whether it holds in that round."""
        return self.first_round <= number and (self.last_round is None or number <= self.last_round)


@frozen
class SwissHistory:
    """A Swiss tournament up to now.

    players         by pairing number; a number may be missing
    rounds          how many rounds are over
    planned_rounds  how many there will be
    initial_colour  the colour of the top player in round 1, drawn by lot; None where it is not known
    forbidden       who must not meet whom
    absent          who does not take part in the pairing of the next round
    order           the pairing numbers from the best player down, where that is not their own order
    """

    players: tuple[Player, ...]
    rounds: int
    planned_rounds: int
    initial_colour: Colour | None = None
    scoring: Scoring = Scoring()
    forbidden: tuple[Ban, ...] = ()
    absent: frozenset[int] = frozenset()
    name: str = ""
    order: tuple[int, ...] = ()

    @cached_property
    def ordered(self) -> tuple[Player, ...]:
        """The players from the best down."""
        if not self.order:
            return tuple(sorted(self.players, key=lambda player: player.number))
        return tuple(self.by_number[number] for number in self.order)

    @cached_property
    def by_number(self) -> dict[int, Player]:
        """The players by pairing number."""
        return {player.number: player for player in self.players}

    def before(self, number: int) -> "SwissHistory":
        """The tournament as it was when round `number` was to be paired; who was not paired then is absent."""
        assert 1 <= number <= self.rounds, number
        absent = [player.number for player in self.players if not player.rounds[number - 1].paired]
        players = tuple(evolve(player, rounds=player.rounds[: number - 1]) for player in self.players)
        return evolve(self, players=players, rounds=number - 1, absent=frozenset(absent))

    def pairs_of(self, number: int) -> set[tuple[int, int | None]]:
        """The pairs of a round that was paired: (white, black), and (player, None) for the allocated bye."""
        return set(_pairs((player.number, player.rounds[number - 1]) for player in self.players))


def _pairs(appearances: Iterable[tuple[int, Appearance]]) -> Iterable[tuple[int, int | None]]:
    for number, appearance in appearances:
        if appearance.kind is Kind.PAIRING_BYE:
            yield number, None
        elif appearance.paired and appearance.colour == "white":
            yield number, appearance.opponent
