"""Settings by luck: stages of every registered format, with everything that an organizer can configure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from deltacrown import wire
from deltacrown.contracts.format import Format
from deltacrown.contracts.payout_rule import PayoutRule
from deltacrown.fuzzing.anything import NOON, filled
from deltacrown.fuzzing.luck import Luck
from deltacrown.plugins.registry import Registry
from deltacrown.prize.state import Prize, PrizePool, Remainder, Unclaimed
from deltacrown.ranking import HEAD_TO_HEAD, REAPPLY
from deltacrown.results import Points
from deltacrown.stage.state import Source, StageSettings
from deltacrown.tournament.state import CheckInSettings, TournamentSettings, Window

_POINTS = (Points(), Points(), Points(2, 1, 0), Points(1, 0, -1))
_TABLES = ("", "", "", "Group A", "Group B")
_TRIES = 5
_MAPS = ("dust", "mirage", "nuke")


def settings(registry: Registry, formats: Sequence[str], luck: Luck) -> TournamentSettings:
    """How a tournament may be configured: mostly sound, at times refused."""
    stages: list[StageSettings] = []
    for key in ("first", "second", "third")[: luck.pick((1, 1, 1, 2, 2, 3))]:
        stages.append(_stage(registry, formats, luck, key, [stage.key for stage in stages]))
    starts = NOON + timedelta(minutes=luck.between(-60, 240))
    return TournamentSettings(
        "Fuzzed",
        tuple(stages),
        luck.pick(sorted(registry.seedings)),
        capacity=luck.between(2, 7) if luck.once_in(3) else None,
        waitlist=luck.once_in(2),
        starts_at=starts if luck.once_in(3) else None,
        registration=Window(NOON, starts) if luck.once_in(8) else Window(),
        check_in=filled(CheckInSettings, luck, _WIDE) if luck.once_in(4) else None,
        confirm_within_s=luck.between(0, 900) if luck.once_in(3) else None,
        prize=_prize(registry, luck) if luck.once_in(3) else None,
    )


_WIDE = {"opens_before_s": lambda: 36_000}


def _stage(registry: Registry, formats: Sequence[str], luck: Luck, key: str, before: Sequence[str]) -> StageSettings:
    format_ = registry.formats[luck.pick(formats)]
    maps = luck.some(_MAPS, 3)
    return StageSettings(
        key,
        format_.name,
        options=_options(format_, lambda made: format_.check(made, None), luck),
        sources=_sources(luck, before) if before else (),
        points=luck.pick(_POINTS),
        tie_breakers=_cascade(registry, luck) if luck.once_in(3) else None,
        maps=maps,
        vetoes=luck.some(("ban", "pick", "ban"), len(maps) or luck.below(2)),
    )


def _options(thing: Format | PayoutRule, accepts: Callable[[Any], Iterable[object]], luck: Luck) -> Mapping[str, Any]:
    """Options as an organizer writes them: mostly such as are accepted, at times others."""
    made: Any = None
    for _ in range(_TRIES):
        try:
            made = filled(thing.options, luck, {})
        except (TypeError, ValueError):
            continue
        if not any(accepts(made)) or luck.once_in(20):
            break
    return wire.unstructure(made) or {}


def _sources(luck: Luck, before: Sequence[str]) -> tuple[Source, ...]:
    """Mostly the best of the stage before; at times places that are not there."""
    table = luck.pick(_TABLES)
    places = [Source(before[-1], rank, table) for rank in range(1, luck.between(2, 5))]
    if table == "Group A":
        places += [Source(source.stage, source.rank, "Group B") for source in places]
    if luck.once_in(6):
        places.append(Source(luck.pick(before), luck.between(1, 9)))
    return luck.shuffled(places) if luck.once_in(3) else tuple(places)


def _cascade(registry: Registry, luck: Luck) -> tuple[str, ...]:
    words = luck.some(sorted(registry.tie_breakers), 3)
    among = luck.some(sorted(registry.tie_breakers), 2)
    again = (REAPPLY,) if among and luck.once_in(2) else ()
    return (*words, *(HEAD_TO_HEAD + word for word in among), *again)


def _prize(registry: Registry, luck: Luck) -> Prize | None:
    if not registry.payout_rules:
        return None
    rule = registry.payout_rules[luck.pick(sorted(registry.payout_rules))]
    pool = PrizePool("coins", luck.pick((0, 1, 7, 100, 999, 10_000)))
    options = _options(rule, lambda made: rule.check(made, pool.amount), luck)
    return Prize(pool, rule.name, options, luck.pick(list(Unclaimed)), luck.pick(list(Remainder)))
