"""Asking plugins: every question to a format, seeding, tie-breaker or payout rule is asked here, every answer checked.

Whatever a plugin raises, and whatever its answer breaks, becomes a `PluginFault` that names the plugin.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from deltacrown import wire
from deltacrown.contracts.format import Format
from deltacrown.errors import PluginFault
from deltacrown.explanations import Reason, reason_faults
from deltacrown.match.state import Match
from deltacrown.plugins.registry import Registry
from deltacrown.prize.soundness import places_faults
from deltacrown.prize.state import Exact, Prize
from deltacrown.problems import Problem, Refusal
from deltacrown.ranking import DISQUALIFIED, HEAD_TO_HEAD, REAPPLY, Measured, Ranking, break_ties, put_last
from deltacrown.registration.state import Entrant
from deltacrown.results import Results
from deltacrown.stage.layout import Layout
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.soundness import (
    arrangement_faults,
    layout_faults,
    measure_faults,
    order_faults,
    pairing_faults,
    problem_faults,
    ranking_faults,
)
from deltacrown.stage.state import Stage, StageSettings

T = TypeVar("T")


def absence(registry: Registry, stage: Stage) -> str:
    """Why nobody can be asked about this stage, or nothing: its format in the pinned revision, and its tie-breakers."""
    installed = registry.formats.get(stage.settings.format)
    if installed is None:
        return f"format {stage.settings.format!r} is not installed"
    if installed.revision != stage.revision:
        return (
            f"format {stage.settings.format!r} is installed in revision {installed.revision}, "
            f"but the stage is pinned to revision {stage.revision}"
        )
    words = (word.removeprefix(HEAD_TO_HEAD) for word in _cascade(stage, installed) if word != REAPPLY)
    gone = next((word for word in words if word not in registry.tie_breakers), None)
    return f"tie-breaker {gone!r} is not installed" if gone else ""


def _cascade(stage: Stage, format_: Format) -> tuple[str, ...]:
    """The criteria that separate level entrants of the stage: its settings' own, or its format's."""
    return format_.tie_breakers if stage.settings.tie_breakers is None else stage.settings.tie_breakers


def with_cascade(registry: Registry, stage: Stage) -> Stage:
    """The stage as its format reads it, but for the options: with its cascade at hand.

    A stage that has one keeps it: one that is played on with fewer criteria is still paired by all of them.
    """
    if stage.has_cascade:
        return stage
    words = _cascade(stage, _format(registry, stage))

    def separated(ranking: Ranking, matches: Iterable[Match]) -> Ranking:
        ranked = tuple(line.entrant for line in ranking.standings)
        decided = tuple(match for match in matches if match.outcome is not None)
        results = attrs.evolve(stage.results, entrants=ranked, matches=decided)
        return break_ties(ranking, words, measuring(registry, results))

    return attrs.evolve(stage, separated=separated)


def readable(registry: Registry, stage: Stage) -> Stage:
    """The stage as its format reads it: with the cascade at hand, and an instance of its options class."""
    options: Any = wire.structure(stage.settings.options, _format(registry, stage).options)
    return attrs.evolve(with_cascade(registry, stage), options=options)


def check(registry: Registry, settings: StageSettings, entrants: int | None) -> Sequence[Problem]:
    """What the format says against its options for that many entrants, or None while their number is open."""
    format_ = _installed(registry.formats, settings.format)
    options: object = wire.structure(settings.options, format_.options)
    return _ask(registry, format_, lambda: tuple(format_.check(options, entrants)), problem_faults)


def pair(registry: Registry, stage: Stage) -> tuple[Match, ...]:
    """The matches that the stage's format adds now."""
    format_ = _format(registry, stage)
    return _ask(
        registry,
        format_,
        lambda: tuple(format_.pair(readable(registry, stage))),
        lambda matches: pairing_faults(stage, matches, format_.sides),
    )


def open_ended(registry: Registry, stage: Stage) -> bool:
    """Whether the stage stays open when nothing is left to play; False where its format is not installed."""
    installed = registry.formats.get(stage.settings.format)
    return installed is not None and installed.open_ended


def arrange(registry: Registry, stage: Stage, entrants: tuple[EntrantId, ...]) -> Match | Refusal:
    """The match that the stage's format makes of these entrants, or why it makes none."""
    format_ = _format(registry, stage)
    return _ask(
        registry,
        format_,
        lambda: format_.arrange(readable(registry, stage), entrants),
        lambda answer: arrangement_faults(stage, answer, entrants, format_.sides),
    )


def rank(registry: Registry, stage: Stage) -> Ranking:
    """The stage's ranking as it stands: by its format, and by the cascade where the format leaves a tie."""
    format_ = _format(registry, stage)
    ranking = _ask(
        registry,
        format_,
        lambda: format_.rank(readable(registry, stage)),
        lambda answer: ranking_faults(answer, stage.entrants),
    )
    return _separated(registry, stage, ranking)


def _separated(registry: Registry, stage: Stage, ranking: Ranking) -> Ranking:
    """The ranking with its ties separated by the cascade, the disqualified behind everyone else, in tables first."""
    words, measure = _cascade(stage, _format(registry, stage)), measuring(registry, stage.results)
    separated = break_ties(ranking, words, measure)
    if stage.disqualified and separated.tables:
        separated = break_ties(put_last(separated, stage.disqualified, DISQUALIFIED), words, measure)
    return put_last(separated, stage.disqualified, DISQUALIFIED)


def rank_decided(registry: Registry, stage: Stage, order: tuple[EntrantId, ...], method: str) -> Ranking:
    """The final ranking of a stage with one of its ties decided from outside.

    A tie in a table moves places over all tables too: these are made anew. Any other tie is one over all of them.
    """
    assert stage.ranking is not None
    tables = {name: table.decided(order, method) for name, table in stage.ranking.tables.items()}
    in_a_table = tables != dict(stage.ranking.tables)
    if in_a_table and not absence(registry, stage):
        return _separated(registry, stage, attrs.evolve(stage.ranking, tables=MappingProxyType(tables)))
    return stage.ranking.decided(order, method)


def layout(registry: Registry, stage: Stage) -> Layout:
    """How the stage's format draws it; the default drawing where the format is gone or fails."""
    if absence(registry, stage):
        return Layout.by_round(stage.matches.values())
    format_ = _format(registry, stage)
    return _ask(
        registry,
        format_,
        lambda: format_.layout(readable(registry, stage)),
        lambda answer: layout_faults(answer, stage),
    )


def explain(registry: Registry, stage: Stage, match: Match) -> tuple[Reason, ...]:
    """Why the stage's format paired this match; nothing where it is gone, or gives no reasons."""
    if absence(registry, stage):
        return ()
    format_ = _format(registry, stage)
    return _ask(registry, format_, lambda: tuple(format_.explain(readable(registry, stage), match)), reason_faults)


def seed(registry: Registry, name: str, entrants: Sequence[Entrant], draw: str) -> tuple[EntrantId, ...]:
    """The entrants' ids in the order of their seeds."""
    seeding = _installed(registry.seedings, name)
    ids = [entrant.id for entrant in entrants]
    return _ask(
        registry,
        seeding,
        lambda: tuple(seeding.order(tuple(entrants), draw)),
        lambda order: order_faults(order, ids, "order()"),
    )


def check_payout(registry: Registry, prize: Prize) -> Sequence[Problem]:
    """What the payout rule says against its options for the pool."""
    rule = _installed(registry.payout_rules, prize.rule)
    options: object = wire.structure(prize.options, rule.options)
    return _ask(registry, rule, lambda: tuple(rule.check(options, prize.pool.amount)), problem_faults)


def places(registry: Registry, prize: Prize, entrants: int) -> Sequence[Exact]:
    """What each place is worth by the prize's payout rule, for that many entrants."""
    rule = _installed(registry.payout_rules, prize.rule)

    def answer() -> Sequence[Exact]:
        options: object = wire.structure(prize.options, rule.options)
        return rule.places(prize.pool.amount, entrants, options)

    return tuple(_ask(registry, rule, answer, lambda worth: places_faults(worth, prize.pool.amount)))


def measuring(registry: Registry, results: Results) -> Callable[[str, tuple[EntrantId, ...] | None], Measured]:
    """What a cascade measures with: the registry's tie-breakers on these results. Each word is measured once."""
    overall: dict[str, Measured] = {}

    def measure(word: str, among: tuple[EntrantId, ...] | None) -> Measured:
        if among is None and word in overall:
            return overall[word]
        tie_breaker = _installed(registry.tie_breakers, word)
        counted = results if among is None else results.among(among)
        values: Mapping[EntrantId, Any] = _ask(
            registry,
            tie_breaker,
            lambda: tie_breaker.measure(counted),
            lambda answer: measure_faults(answer, counted.entrants),
        )
        measured = Measured(MappingProxyType(dict(values)), tie_breaker.lower_is_better)
        if among is None:
            overall[word] = measured
        return measured

    return measure


def _installed(things: Mapping[str, T], name: str) -> T:
    if name not in things:
        message = "is not installed any more"
        raise PluginFault(name, message)
    return things[name]


def _format(registry: Registry, stage: Stage) -> Format:
    return registry.formats[stage.settings.format]


def _ask(registry: Registry, thing: Any, question: Callable[[], T], faults: Callable[[T], Iterable[str]]) -> T:
    kind, plugin = registry.origin(thing)
    try:
        answer = question()
        found = list(faults(answer))
    except PluginFault:
        # A tie-breaker that failed while its tables made the answer: it is named already.
        raise
    except Exception as error:
        message = f"{kind} {thing.name!r} raised {type(error).__name__}: {error}"
        raise PluginFault(plugin, message) from error
    if found:
        raise PluginFault(plugin, f"{kind} {thing.name!r}: {found[0]}")
    return answer
