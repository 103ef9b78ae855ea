"""The linter: settings are rehearsed, and every check looks at how that went."""

from collections.abc import Callable, Iterator

import attrs

from deltacrown.commands import CreateTournament
from deltacrown.engine import Engine
from deltacrown.errors import PluginFault
from deltacrown.fork import Fork
from deltacrown.linting import chance, destinations, losing, paths, points, prizes, sources, ties, traps, unplayed
from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case
from deltacrown.linting.fields import first_rehearsal
from deltacrown.linting.rehearsal import MOST_MATCHES, rehearse
from deltacrown.linting.styles import OTHERS
from deltacrown.problems import Refusal
from deltacrown.tournament.state import Tournament, TournamentSettings

_CHECKS: tuple[Callable[[Case], Iterator[Advice]], ...] = (
    sources.unfit,
    destinations.overtaken,
    paths.easier,
    points.upside_down,
    losing.rewarded,
    ties.unresolved,
    prizes.shared,
    unplayed.counted,
    chance.unbound,
    traps.full_house,
    traps.windows,
    traps.maps,
)


def lint(
    engine: Engine, settings: TournamentSettings, entrants: int | None = None, *, committed: bool = False
) -> tuple[Advice, ...]:
    """What is better changed before the start; nothing where nothing was found.

    `entrants` is how many are expected; else a full house is rehearsed, else a number that fits. `committed` says that
    the seed of the draw is bound already (`tournament.commitment`). What `CreateTournament` would refuse is told with
    the code of the refusal, and nothing else is looked at. Every advice is shown by an example; that there is none
    proves nothing, for rehearsals are few.
    """
    refused = Fork(engine, Tournament()).answered(CreateTournament("rehearsal", settings))
    if isinstance(refused, Refusal):
        return tuple(Advice(problem.code, problem.message, problem.field) for problem in refused.problems)
    case = Case(engine, settings, first_rehearsal(engine, settings, entrants), committed=committed)
    matches = sum(len(stage.matches) for stage in case.played.tournament.stages)
    if case.played.complete and matches * len(OTHERS) <= MOST_MATCHES:
        others = tuple(rehearse(engine, settings, case.played.entrants, style) for style in OTHERS)
        case = attrs.evolve(case, others=others)
    found = [advice for check in _CHECKS for advice in _asked(check, case)]
    return tuple(dict.fromkeys(found))


def _asked(check: Callable[[Case], Iterator[Advice]], case: Case) -> list[Advice]:
    """What the check says; a plugin that fails on its examples is told, once."""
    try:
        return list(check(case))
    except PluginFault as fault:
        return [Advice("lint.plugin_fault", f"an example could not be ranked: {fault}", "settings.stages")]
