"""Ties that nothing separates: on a place that a later stage takes, or at the top."""

from collections.abc import Iterator

from attrs import frozen

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case, called
from deltacrown.linting.deciders import an_example, foresees_a_decision
from deltacrown.linting.telling import Telling, listed
from deltacrown.stage.placements import qualified
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament


@frozen
class _Example:
    """Entrants who were level in a stage, and what for."""

    stage: Stage
    entrants: tuple[EntrantId, ...]
    place: str


def unresolved(case: Case) -> Iterator[Advice]:
    """For each stage the smallest tie that the rehearsals found, unless the cascade foresees a decision."""
    smallest: dict[str, _Example] = {}
    for example in _examples(case):
        known = smallest.get(example.stage.key)
        if known is None or len(example.entrants) < len(known.entrants):
            smallest[example.stage.key] = example
    for key, example in smallest.items():
        if not foresees_a_decision(case, example.stage.settings):
            yield Advice("lint.tie_unresolved", _told(case, example), case.path(key, "tie_breakers"))


def _examples(case: Case) -> Iterator[_Example]:
    for played in (case.played, *case.others):
        for tie in played.ties:
            yield _Example(tie.stage, tie.entrants, _wanted(case, tie.stage, tie.entrants))
        winners = played.tournament.ranking.at(1) if played.tournament.ranking else ()
        if len(winners) > 1:
            yield _Example(last_shared(played.tournament, winners), winners, "the first place of all")


def _wanted(case: Case, stage: Stage, tied: tuple[EntrantId, ...]) -> str:
    """The place that one of the tied is to take."""
    sources = (source for later in case.settings.stages for source in later.sources if source.stage == stage.key)
    taken = (source for source in sources if stage.ranking and set(qualified(stage.ranking, source)) == set(tied))
    return next((called(source) for source in taken), "a place")


def last_shared(tournament: Tournament, entrants: tuple[EntrantId, ...]) -> Stage:
    """The last stage that all of them played."""
    return next(stage for stage in reversed(tournament.stages) if set(entrants) <= set(stage.entrants))


def together(stage: Stage, entrants: tuple[EntrantId, ...]) -> str:
    """The part of the stage that all of them played in, or nothing."""
    parts: dict[str, set[EntrantId]] = {}
    for match in stage.matches.values():
        parts.setdefault(match.section, set()).update(match.present)
    return next((part for part, inside in parts.items() if inside.issuperset(entrants)), "")


def _told(case: Case, example: _Example) -> str:
    stage, tied = example.stage, example.entrants
    part = together(stage, tied)
    names = Telling.of(stage, tied, part)
    results = names.results(stage, part, tied) or names.results(stage, part)
    whole = listed([names.of_entrant(entrant) for entrant in sorted(tied, key=stage.seeds.__getitem__)])
    after = "decide it with DecideTie when it comes" if "first place" not in example.place else "say how it is settled"
    return (
        f"nothing separates {whole} for {example.place}"
        + (f" after {results}" if results else "")
        + f": {an_example(case)}{after}"
    )
