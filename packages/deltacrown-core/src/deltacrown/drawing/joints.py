"""Which matches of a bracket are joined by lines, and in which order they are placed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from deltacrown.stage.layout import Section
from deltacrown.stage.slots import LoserOf, PlacedIn, WinnerOf
from deltacrown.stage.state import Stage

Joints: TypeAlias = Mapping[str, Mapping[int, str]]
"""By match: the slots to which a line leads, and the match where it begins."""


def columns_of(section: Section) -> dict[str, int]:
    """The column of each match; the first where a layout names a match twice."""
    places: dict[str, int] = {}
    for place, column in enumerate(section.columns):
        for key in column.matches:
            places.setdefault(key, place)
    return places


def joints(stage: Stage, columns: Mapping[str, int]) -> Joints:
    """A line for every winner who moves on to a later column of the section, one a winner."""
    found: dict[str, dict[int, str]] = {key: {} for key in columns}
    begun: set[str] = set()
    for key, column in columns.items():
        for place, slot in enumerate(stage.matches[key].slots):
            if not isinstance(slot, WinnerOf) or slot.match in begun or columns.get(slot.match, column) >= column:
                continue
            found[key][place] = slot.match
            begun.add(slot.match)
    return found


def spoken_of(stage: Stage, joined: Iterable[Joints]) -> set[str]:
    """The matches that are awaited in words somewhere, as no line leads there: their keys have to be shown."""
    lines = {(key, place) for section in joined for key, places in section.items() for place in places}
    return {
        slot.match
        for key, match in stage.matches.items()
        for place, (slot, entrant) in enumerate(zip(match.slots, match.entrants, strict=True))
        if entrant is None and isinstance(slot, WinnerOf | LoserOf | PlacedIn) and (key, place) not in lines
    }


def feeders_first(joined: Joints) -> Iterator[str]:
    """The matches so that each comes right after those whose winners it takes. No recursion: brackets can be deep."""
    left = dict.fromkeys(joined)
    fed = {other for places in joined.values() for other in places.values()}
    waiting = [key for key in reversed(left) if key not in fed]
    while waiting:
        missing = [other for other in joined[waiting[-1]].values() if other in left]
        if missing:
            waiting += reversed(missing)
            continue
        key = waiting.pop()
        if key in left:
            del left[key]
            yield key
