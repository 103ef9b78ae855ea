"""Matches beside the main bracket: for third place, for any other place, and a consolation bracket.

The losers of one round share a range of places: of four quarter-finals, 5 to 8. A play-off is a bracket of them; who
loses in it shares a smaller range, and may play on for that.
"""

from collections.abc import Iterator, Sequence

from deltacrown import LoserOf, Match, Slot, WinnerOf

from deltacrown_brackets.formats.knockout import Line, Rounds, losers, met

THIRD_PLACE = "third place"
CONSOLATION = "consolation"


def playoffs(main: Rounds, places: int, *, consolation: bool) -> Iterator[Match]:
    """The matches that settle every place up to `places`, and the consolation of those who lost the first round."""
    for matches in reversed(main[:-1]):
        first = len(matches) + 1
        if places >= first:
            yield from _playoff(losers(matches), first, places)
        elif consolation and matches is main[0]:
            yield from _playoff(losers(matches), first, 0, CONSOLATION)


def places_of(section: str, size: int) -> tuple[int, int]:
    """The first place that is played for in a section of a bracket of this size, and how many there are."""
    if section == CONSOLATION:
        return size // 2 + 1, size // 2
    if section == THIRD_PLACE:
        return 3, 2
    words = section.split()
    if words[:1] == ["place"]:
        return int(words[1]), 2
    if words[:1] == ["places"]:
        first, last = map(int, words[1].split("-"))
        return first, last - first + 1
    return 1, size


def playoff_title(match: Match, size: int) -> str:
    """What the round of a match beside the main bracket is called."""
    first, count = places_of(match.section, size)
    last = count >> match.round == 1
    if match.section == CONSOLATION:
        return "Consolation final" if last else f"Consolation round {match.round}"
    if match.section == THIRD_PLACE:
        return "Match for third place"
    return f"Match for place {first}" if last else f"Places {first}-{first + count - 1}, round {match.round}"


def _playoff(lines: Sequence[Line], first: int, places: int, section: str = "") -> Iterator[Match]:
    section = section or _section(first, len(lines))
    below: list[tuple[list[Line], int]] = []
    number = 1
    while len(lines) > 1:
        pairs = zip(lines[::2], lines[1::2], strict=True)
        name = _key(section, first, number, last=len(lines) == 2)  # noqa: PLR2004 - a duel is the last match

        def match(place: int, slots: tuple[Slot, Slot], name: str = name, number: int = number) -> Match:
            return Match(name.format(place=place), slots, number, section)

        played, lines = met(pairs, match)
        keys = {match.key for matches in played for match in matches}
        below.append(([_loser(line, keys) for line in lines], first + len(lines)))
        number += 1
        for matches in played:
            yield from matches
    for beaten, place in reversed(below):
        if len(beaten) > 1 and places >= place:
            yield from _playoff(beaten, place, places)


def _loser(winner: Line, keys: set[str]) -> Line:
    return LoserOf(winner.match) if isinstance(winner, WinnerOf) and winner.match in keys else None


def _section(first: int, count: int) -> str:
    if count > 2:  # noqa: PLR2004 - a duel is for one place
        return f"places {first}-{first + count - 1}"
    return THIRD_PLACE if first == 3 else f"place {first}"  # noqa: PLR2004 - as people call it


def _key(section: str, first: int, number: int, *, last: bool) -> str:
    if section == CONSOLATION:
        return "consolation-final" if last else f"C{number}-{{place}}"
    if section == THIRD_PLACE:
        return "third-place"
    return f"place-{first}" if last else f"P{first}-{number}-{{place}}"
