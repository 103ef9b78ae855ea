"""A prize of several people: who of them gets what, exactly."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from attrs import field, frozen
from deltacrown import Problem, Refused


class TeamWay(StrEnum):
    """How the prize of a team reaches its people."""

    CAPTAIN = "captain"
    """The captain gets all of it, and shares it out of sight."""
    EQUAL = "equal"
    """Everyone in it gets the same."""
    CUSTOM = "custom"
    """Everyone gets in proportion to a number of their own."""


@frozen
class Roster:
    """The people that an entrant is.

    people   the captain first; a single player is alone in it
    weights  what each gets in proportion to, where the way is `custom`; whoever is not in it gets nothing
    """

    people: tuple[str, ...]
    weights: Mapping[str, int] = field(factory=lambda: MappingProxyType({}))


def divide(amount: int, roster: Roster, way: TeamWay) -> Mapping[str, int]:
    """What each gets of the amount; it adds up to the amount. Raises Refused for weights that divide nothing.

    Units that cannot be divided go one each to those who lost most by rounding down; where equal, to the earlier.
    """
    weights = _weights(roster, way)
    total = sum(weights)
    if not roster.people:
        return {}
    if total <= 0 or min(weights) < 0 or set(roster.weights) - set(roster.people):
        message = "weights are of people in the team, not below zero, and not all of them zero"
        raise Refused([Problem("prizes.weights_invalid", message, "weights")])
    whole = [amount * weight // total for weight in weights]
    lost = sorted(range(len(weights)), key=lambda n: (-(amount * weights[n] % total), n))
    for place in lost[: amount - sum(whole)]:
        whole[place] += 1
    return {person: part for person, part in zip(roster.people, whole, strict=True) if part}


def _weights(roster: Roster, way: TeamWay) -> Sequence[int]:
    match way:
        case TeamWay.CAPTAIN:
            return [1, *[0] * (len(roster.people) - 1)]
        case TeamWay.EQUAL:
            return [1] * len(roster.people)
        case TeamWay.CUSTOM:
            return [roster.weights.get(person, 0) for person in roster.people]
