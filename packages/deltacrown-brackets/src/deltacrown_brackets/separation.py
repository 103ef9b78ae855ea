"""Keeping those of one club apart in a bracket: by halves, and within each half by halves again."""

from collections.abc import Sequence

from deltacrown import Draw, Entrant


def kept_apart(entrants: Sequence[Entrant], places: Sequence[int | None], draw: Draw) -> list[Entrant]:
    """The entrants in the order of the places of a bracket from top to bottom; None is a place that stays empty.

    At every level each club is split over both halves as evenly as its number and the byes allow: in a full bracket two
    of a club meet in the first round only if the club has more members than the round has matches.
    """
    if len(entrants) <= 1:
        return list(entrants)
    middle = len(places) // 2
    room = sum(place is not None for place in places[:middle])
    upper, lower = _halves(entrants, room, draw)
    return [*kept_apart(upper, places[:middle], draw), *kept_apart(lower, places[middle:], draw)]


def _halves(entrants: Sequence[Entrant], room: int, draw: Draw) -> tuple[list[Entrant], list[Entrant]]:
    """The entrants split so that `room` of them are above, and every club is in both halves as evenly as it goes."""
    clubs: dict[str, list[Entrant]] = {}
    for entrant in entrants:
        clubs.setdefault(entrant.club or f"alone {entrant.id}", []).append(entrant)
    upper: list[Entrant] = []
    lower: list[Entrant] = []
    odd: list[Entrant] = []
    for members in clubs.values():
        half = len(members) // 2
        upper += members[:half]
        lower += members[half : 2 * half]
        odd += members[2 * half :]
    # Where the halves have unequal room, pairs of clubmates may have to give one place away.
    odd = draw.shuffled(odd)
    missing = room - len(upper)
    upper += odd[: max(0, missing)]
    lower += odd[max(0, missing) :]
    while len(upper) > room:
        lower.append(upper.pop())
    while len(upper) < room:
        upper.append(lower.pop())
    return upper, lower
