"""With how many entrants settings are rehearsed."""

from collections.abc import Iterator

from deltacrown.engine import Engine
from deltacrown.linting.rehearsal import Rehearsal, rehearse
from deltacrown.linting.sources import misfits
from deltacrown.linting.styles import favourites
from deltacrown.tournament.state import TournamentSettings

_PLAUSIBLE = (16, 8, 32, 4, 12, 24, 6, 10, 64, 2, 3, 5)


def first_rehearsal(engine: Engine, settings: TournamentSettings, entrants: int | None) -> Rehearsal:
    """The rehearsal in which the better seed always wins.

    With the number asked about, at most the capacity; else with a full house; else with the first plausible number
    that everything fits, for nothing is wrong with settings that need 32. Where none fits, the one that came furthest.
    """
    tried: list[Rehearsal] = []
    for number in _numbers(settings, entrants):
        played = rehearse(engine, settings, number, favourites)
        if played.complete and not any(misfits(settings, played)):
            return played
        tried.append(played)
    return min(tried, key=lambda played: (bool(played.refused), len(list(misfits(settings, played)))))


def _numbers(settings: TournamentSettings, entrants: int | None) -> Iterator[int]:
    known = [number for number in (entrants, settings.capacity) if number is not None]
    if known:
        yield min(known)
        return
    yield from _PLAUSIBLE
