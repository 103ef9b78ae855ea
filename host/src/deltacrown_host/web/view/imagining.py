"""A tournament at a moment: replayed from its journal, and played on by its own rules. Nothing is written."""

from collections.abc import Iterable, Sequence
from itertools import islice

from attrs import frozen
from deltacrown import Engine, Entry, Journal, Match, Outcome, PluginFault, Tournament
from deltacrown.fork import Fork

from deltacrown_host.web.view.moment import LEVEL, Imagined, Moment


@frozen
class Seen:
    """A tournament at a moment, with the entries that led there and the imagined results that could be played."""

    tournament: Tournament
    entries: Sequence[Entry]
    played: tuple[Imagined, ...] = ()


def seen(engine: Engine, journal: Journal, moment: Moment, version: int) -> Seen:
    """The tournament as it was after the moment's event, played on as imagined."""
    entries = tuple(islice(journal.read(), min(moment.at or version, version)))
    # Of its own, for versions of a tournament share memory, and the live one is its writer's.
    tournament = engine.apply(Tournament(), (entry.event for entry in entries))
    imagined, played = imagine(engine, tournament, moment.ifs)
    return Seen(imagined, entries, played)


def imagine(engine: Engine, tournament: Tournament, ifs: Iterable[Imagined]) -> tuple[Tournament, tuple[Imagined, ...]]:
    """The tournament after these results, in whichever order they can be played; and those that could be."""
    fork, waiting, played = Fork(engine, tournament), [*ifs], list[Imagined]()
    while True:
        ready = [one for one in waiting if _outcome(fork.tournament, one)]
        if not ready:
            return fork.tournament, tuple(played)
        try:
            fork = fork.after(
                ((one.stage, one.match), outcome) for one in ready if (outcome := _outcome(fork.tournament, one))
            )
        except PluginFault:
            return fork.tournament, tuple(played)
        played += ready
        waiting = [one for one in waiting if one not in ready]


def _outcome(tournament: Tournament, one: Imagined) -> Outcome | None:
    """How the match ends then; None where it cannot, or not yet."""
    stage = tournament.stage(one.stage)
    match = stage.matches.get(one.match) if stage else None
    if stage is None or match is None or not match.ready or stage.over:
        return None
    return ending(match, one.side)


def ending(match: Match, side: str) -> Outcome | None:
    """The outcome where this side wins, or where nobody does; without a score, for nobody has said one."""
    present = match.present
    if side == LEVEL:
        return Outcome((present,)) if match.draws else None
    winner = match.entrants[int(side)] if side.isdecimal() and int(side) < len(match.entrants) else None
    if not winner:
        return None
    return Outcome(((winner,), *((other,) for other in present if other != winner)))
