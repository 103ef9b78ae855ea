"""Paths: whether the worse of two places in a table is given the easier way through the next stage."""

from collections.abc import Iterator
from itertools import combinations

from attrs import frozen

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case, called
from deltacrown.match.state import Match
from deltacrown.outlook.proofs import plan_is_final
from deltacrown.stage.slots import NOBODY, Seed, WinnerOf
from deltacrown.stage.state import Source, Stage


@frozen
class _Path:
    """What awaits a seed: how many matches it wins at most to get through, and whom it surely meets first."""

    matches: int
    opponents: tuple[Source, ...]


def easier(case: Case) -> Iterator[Advice]:
    """The first example in each stage whose matches are all planned when it opens."""
    for place, settings in enumerate(case.settings.stages):
        stage = case.played.opened.get(settings.key)
        if stage is None or not settings.sources or len(stage.entrants) != len(settings.sources):
            continue
        linked = any(isinstance(slot, WinnerOf) for match in stage.matches.values() for slot in match.slots)
        if linked or plan_is_final(case.engine.registry, stage):
            found = next(_examples(stage), "")
            if found:
                yield Advice("lint.losing_helps", found, f"settings.stages.{place}.sources")


def _examples(stage: Stage) -> Iterator[str]:
    sources = stage.settings.sources
    paths = {source: _path(stage, seed) for seed, source in enumerate(sources, 1)}
    for one, other in combinations(sources, 2):
        if (one.stage, one.table) != (other.stage, other.table):
            continue
        better, worse = sorted((one, other), key=lambda source: source.rank)
        hard, easy = paths[better], paths[worse]
        if hard.matches > easy.matches:
            yield (
                f"{called(worse)} needs {easy.matches} wins to get through {stage.key!r} and {called(better)} needs "
                f"{hard.matches}: it is better to be number {worse.rank}"
            )
        elif hard.matches == easy.matches and _harder(hard, easy):
            yield (
                f"{called(better)} meets {_list(hard)} in {stage.key!r}, and {called(worse)} meets {_list(easy)}: "
                f"it is better to be number {worse.rank}"
            )


def _path(stage: Stage, seed: int) -> _Path:
    own = [match for match in stage.matches.values() if Seed(seed) in match.slots]
    met = [slot.seed for match in own if len(_there(match)) > 1 for slot in match.slots if isinstance(slot, Seed)]
    opponents = tuple(stage.settings.sources[other - 1] for other in met if other != seed)
    won = {match.key for match in own}
    to_win = [match for match in own if len(_there(match)) > 1]
    waiting = [key for match in own for key, _, _ in stage.feeds.get(match.key, ())]
    while waiting:
        match = stage.matches[waiting.pop()]
        if match.key not in won and any(isinstance(slot, WinnerOf) and slot.match in won for slot in match.slots):
            won.add(match.key)
            to_win += [match] if len(_there(match)) > 1 else []
            waiting += [key for key, _, _ in stage.feeds.get(match.key, ())]
    return _Path(len(to_win), opponents)


def _there(match: Match) -> list[str | None]:
    """The sides that are not empty from the start."""
    return [entrant for entrant in match.entrants if entrant != NOBODY]


def _harder(one: _Path, other: _Path) -> bool:
    """Whether the opponents of one are better placed, each of them, in tables that can be compared."""
    everyone = (*one.opponents, *other.opponents)
    if len({(source.stage, bool(source.table)) for source in everyone}) != 1:
        return False
    ranks, others = (sorted(source.rank for source in path.opponents) for path in (one, other))
    return len(ranks) == len(others) and ranks != others and all(a <= b for a, b in zip(ranks, others, strict=True))


def _list(path: _Path) -> str:
    return " and ".join(called(source) for source in path.opponents)
