"""Arranging by luck: what whoever plays a tournament on, without people, does with a stage that stays open."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from deltacrown.commands import ArrangeMatch, Envelope
from deltacrown.draws import Draw
from deltacrown.engine import Engine
from deltacrown.plugins import asking
from deltacrown.problems import Refusal
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament

_DUEL = 2
_NEAR, _FAR = 3, 9
_SELDOM = 4
_MOST = 40


def idle(engine: Engine, tournament: Tournament) -> Stage | None:
    """A stage that waits for a match to be arranged, or to be closed: everything in it is decided."""
    waiting = (stage for stage in tournament.stages if not (stage.over or stage.undecided or stage.parked))
    return next((stage for stage in waiting if asking.open_ended(engine.registry, stage)), None)


def some_matches(engine: Engine, now: Callable[[], Tournament], key: str, seed: str) -> Iterator[ArrangeMatch]:
    """A few dozen matches at most to arrange in the stage, by luck, in which nobody is asked for twice.

    `now` answers the tournament as it stands: each match is to be submitted before the next one is asked for. Only such
    as the format accepts are answered; where it fails instead, the command is answered too, and will be refused.
    """
    luck = Draw(seed)
    stage = now().stage(key)
    free = list(stage.active) if stage else []
    for asks in luck.shuffled(free)[:_MOST]:
        sides = _sides(engine, now(), key)
        for entrants in _meetings(asks, free, sides, luck) if asks in free else ():
            command = ArrangeMatch(key, entrants)
            if _possible(engine, now(), command):
                yield command
                free = [entrant for entrant in free if entrant not in entrants]
                break


def _sides(engine: Engine, tournament: Tournament, key: str) -> int:
    stage = tournament.stage(key)
    return (stage and engine.registry.formats[stage.settings.format].sides) or _DUEL


def _meetings(asks: EntrantId, free: Sequence[EntrantId], sides: int, luck: Draw) -> Iterator[tuple[EntrantId, ...]]:
    """Whom one might meet; mostly neighbours, for a challenge seldom goes far."""
    place, near = free.index(asks), _NEAR if luck.below(_SELDOM) else _FAR
    others = luck.shuffled([*free[max(0, place - near) : place], *free[place + 1 : place + 1 + near]])
    for start in range(len(others)):
        met = [*others[start:], *others[:start]][: sides - 1]
        yield (asks, *met)


def _possible(engine: Engine, tournament: Tournament, command: ArrangeMatch) -> bool:
    """Whether the format accepts, or fails."""
    answer = engine.decide(Envelope("try", datetime.min.replace(tzinfo=UTC), "", command), tournament)
    return not isinstance(answer, Refusal) or answer.problems[0].code == "plugin.fault"
