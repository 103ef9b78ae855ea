"""Prizes whose places can be shared although they are worth something else."""

from collections.abc import Iterator

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case
from deltacrown.linting.deciders import foresees_a_decision
from deltacrown.linting.ties import last_shared, unresolved
from deltacrown.plugins import asking
from deltacrown.tournament.state import Tournament


def shared(case: Case) -> Iterator[Advice]:
    """The smallest tie over the boundary of a prize in the rehearsals; one on a cascade that is told already is not."""
    found = [tie for played in (case.played, *case.others) for tie in _over_a_boundary(case, played.tournament)]
    if found and not any(unresolved(case)):
        _, first, last, worth = min(found)
        different = " and ".join(f"{amount}" for amount in dict.fromkeys(worth))
        message = (
            f"nothing separates those on places {first} to {last}, which are worth {different}: "
            "they would share them equally; play for these places, or give them the same"
        )
        yield Advice("lint.prize_shared", message, "settings.prize")


def _over_a_boundary(case: Case, tournament: Tournament) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    prize, ranking = case.settings.prize, tournament.ranking
    if prize is None or ranking is None:
        return
    size = len(ranking.standings)
    worth = [*asking.places(case.engine.registry, prize, size), *(0 for _ in range(size))]
    passed = 0
    for group in ranking.groups:
        theirs = worth[passed : passed + len(group)]
        if len(set(theirs)) > 1 and not foresees_a_decision(case, last_shared(tournament, group).settings):
            yield len(group), passed + 1, passed + len(group), tuple(str(amount) for amount in theirs)
        passed += len(group)
