"""What stands in the slots of a match: who sits there or is awaited, and what they scored."""

from collections.abc import Collection, Mapping

from attrs import frozen

from deltacrown.drawing.words import clean, name_of, number, ordinal
from deltacrown.match.state import How, Match
from deltacrown.stage.slots import Bye, LoserOf, PlacedIn, Seed, Slot, WinnerOf

_NOTES = {How.WALKOVER: "withdrew", How.FORFEIT: "forfeit", How.NO_SHOW: "no show"}
_DUEL = 2


@frozen
class Seat:
    """One slot of a match.

    name      who sits there; who is awaited, or "bye" or "nobody", where `entrant` is empty
    points    what was scored
    shootout  what was scored in the shoot-out, if there was one
    note      a word in place of points where the match was lost without playing
    """

    entrant: str
    name: str
    points: str = ""
    shootout: str = ""
    note: str = ""
    won: bool = False
    lost: bool = False

    @property
    def score(self) -> str:
        """Points and shoot-out together, or the word in their place."""
        return f"{self.points} ({self.shootout})" if self.shootout else self.points or self.note


def seats(match: Match, names: Mapping[str, str], joined: Collection[int] = (), unknown: str = "?") -> list[Seat]:
    """The match's slots in order. Who is awaited where a line leads to a `joined` slot needs no words."""
    return [
        _seat(match, place, names) or Seat("", unknown if place in joined else _awaited(slot) or unknown)
        for place, slot in enumerate(match.slots)
    ]


def finishing(match: Match, found: list[Seat]) -> list[Seat]:
    """The seats in the order in which they are listed: as planned for a duel, as they finished for more."""
    if match.outcome is None or len(found) <= _DUEL:
        return found
    order = [entrant for group in match.outcome.ranking for entrant in group]
    return sorted(found, key=lambda seat: order.index(seat.entrant) if seat.entrant in order else len(order))


def is_bye(match: Match) -> bool:
    """Whether the match is there only to let one side pass."""
    return Bye() in match.slots or (match.outcome is not None and match.outcome.how is How.BYE)


def _seat(match: Match, place: int, names: Mapping[str, str]) -> Seat | None:
    """What is settled about the slot; None while somebody is awaited."""
    entrant, outcome, slot = match.entrants[place], match.outcome, match.slots[place]
    if entrant is None:
        return None
    if not entrant:
        return Seat("", "bye" if slot == Bye() else "nobody")
    if outcome is None or outcome.how is How.BYE:
        return Seat(entrant, name_of(names, entrant))
    best = outcome.ranking[0] if outcome.ranking else ()
    lost, scored = entrant not in best, outcome.score
    return Seat(
        entrant,
        name_of(names, entrant),
        points=number(scored.points[place]) if scored else "",
        shootout=number(scored.shootout[place]) if scored and scored.shootout else "",
        note=_NOTES.get(outcome.how, "") if lost and not scored else "",
        won=entrant == outcome.winner,
        lost=lost,
    )


def _awaited(slot: Slot) -> str:
    match slot:
        case WinnerOf(match=key):
            return clean(f"winner of {key}")
        case LoserOf(match=key):
            return clean(f"loser of {key}")
        case PlacedIn(match=key, rank=rank):
            return clean(f"{ordinal(rank)} of {key}")
        case Seed(seed=seed):
            return f"seed {seed}"
        case Bye():
            return "bye"
