"""What the pairing has to know of a player: score, colours, floats, bye (C.04.3 article 1)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Literal, TypeAlias

from attrs import field, frozen

from deltacrown_brackets.fide.history import Appearance, Colour, Kind, Player, PointValue, SwissHistory

Edition: TypeAlias = Literal["2017", "2026"]
Float: TypeAlias = Literal["down", "up"] | None

OTHER: dict[Colour, Colour] = {"white": "black", "black": "white"}
ROUNDS_OF_FLOATS = 2


@frozen
class Card:
    """A player as the pairing of one round sees it.

    place       the position in the order of the pairing: by score, then by rank; 0 is first
    rank        the position by pairing number among all who have taken part so far; 0 is first
    score       with acceleration, in whole units
    plain       without acceleration
    preference  the colour preferred (1.7), None where there is none
    imbalance   how many more games were played with the other colour
    repeated    the colour of the last two games and more, None where they differ
    colours     the colours of all games played, oldest first
    floats      how the player floated one round ago, and two rounds ago (1.4)
    may_bye     whether the pairing-allocated bye may be given (C.2)
    games       how many games were played
    """

    place: int
    number: int
    rank: int
    score: int
    plain: int
    preference: Colour | None
    imbalance: int
    repeated: Colour | None
    colours: tuple[Colour, ...] = field(repr=False)
    floats: tuple[Float, Float]
    may_bye: bool
    games: int

    @property
    def absolute(self) -> bool:
        """An absolute preference (1.7.1): by an imbalance above 1, or the same colour twice running."""
        return self.imbalance > 1 or self.repeated is not None

    @property
    def strong(self) -> bool:
        """A strong preference (1.7.2): one more game with the other colour."""
        return self.imbalance == 1 and self.repeated is None


def cards(history: SwissHistory, edition: Edition) -> list[Card]:
    """The cards of everyone who takes part in the next round, in the order of the pairing."""
    scale = unit_of(history)
    timelines = {player.number: _scores(player, scale, history.rounds) for player in history.players}
    entered = [player for player in history.ordered if player.number not in history.absent or _has_entered(player)]
    present = [(rank, player) for rank, player in enumerate(entered) if player.number not in history.absent]
    present.sort(key=lambda pair: (-timelines[pair[1].number][-1], pair[0]))
    return [
        _card(place, rank, player, timelines, history, edition, scale) for place, (rank, player) in enumerate(present)
    ]


def _has_entered(player: Player) -> bool:
    return any(appearance.paired for appearance in player.rounds)


def unit_of(history: SwissHistory) -> int:
    """How many units of score a point has, so that every score is whole."""
    values: Iterable[PointValue] = (
        value
        for player in history.players
        for value in (*(appearance.points for appearance in player.rounds), *player.accelerations)
    )
    return lcm(*{Fraction(value).denominator for value in values})


def _scores(player: Player, scale: int, rounds: int) -> list[int]:
    """The score before each round and now, acceleration of that round included."""
    total, scores = Fraction(0), []
    for place in range(rounds + 1):
        virtual = player.accelerations[place] if place < len(player.accelerations) else 0
        scores.append(int((total + virtual) * scale))
        if place < rounds:
            total += player.rounds[place].points
    return scores


def _card(  # noqa: PLR0913, PLR0917 - what a card is made of
    place: int,
    rank: int,
    player: Player,
    timelines: dict[int, list[int]],
    history: SwissHistory,
    edition: Edition,
    scale: int,
) -> Card:
    colours = tuple(each.colour for each in player.rounds if each.played and each.colour is not None)
    surplus = colours.count("white") - colours.count("black")
    last = colours[-1] if colours else None
    repeated = last if len(colours) > 1 and colours[-2] == last else None
    return Card(
        place,
        player.number,
        rank,
        timelines[player.number][-1],
        int(player.points * scale),
        _preference(surplus, last, repeated),
        abs(surplus),
        repeated,
        colours,
        (_float(player, 1, timelines, history, edition), _float(player, 2, timelines, history, edition)),
        _may_have_bye(player.rounds, history, edition),
        sum(each.played for each in player.rounds),
    )


def _preference(surplus: int, last: Colour | None, repeated: Colour | None) -> Colour | None:
    """Articles 1.7.1 to 1.7.4: imbalance above 1, then two of the same colour, then imbalance, then alternation."""
    lacking: Colour = "black" if surplus > 0 else "white"
    if abs(surplus) > 1:
        return lacking
    if repeated is not None:
        return OTHER[repeated]
    if surplus:
        return lacking
    return OTHER[last] if last is not None else None


def _float(
    player: Player, back: int, timelines: dict[int, list[int]], history: SwissHistory, edition: Edition
) -> Float:
    """Article 1.4. Without a game: down where it brought more than a loss does; in 2017, whatever it brought."""
    place = history.rounds - back
    if place < 0:
        return None
    appearance = player.rounds[place]
    if not appearance.played or appearance.opponent is None:
        return "down" if edition == "2017" or appearance.points > history.scoring.loss else None
    own, other = timelines[player.number][place], timelines[appearance.opponent][place]
    return "down" if own > other else "up" if own < other else None


def _may_have_bye(rounds: Sequence[Appearance], history: SwissHistory, edition: Edition) -> bool:
    """Criterion C.2: no second allocated bye, nor one after as many points as a win brings, got without playing.

    By the rules of 2017 only allocated byes and wins by forfeit count.
    """
    if edition == "2017":
        return not any(each.kind in (Kind.PAIRING_BYE, Kind.FORFEIT_WIN) for each in rounds)
    return not any(
        not each.played and (each.points >= history.scoring.win or each.kind is Kind.PAIRING_BYE) for each in rounds
    )
