"""Numbers that plugins know better than the host, each plugin asked by itself."""

import logging
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import evolve
from deltacrown import Registry, Tournament
from sqlalchemy import Connection

from deltacrown_host.analytics.organizer import TournamentFigures
from deltacrown_host.analytics.participant import PersonFigures
from deltacrown_host.analytics.refreshing import places_of
from deltacrown_host.asking import asked

logger = logging.getLogger(__name__)

OF_TOURNAMENT = frozenset({"prizes_paid"})
OF_PERSON = frozenset({"certificates"})
T = TypeVar("T", TournamentFigures, PersonFigures)


def with_figures_of_tournament(
    registry: Registry, connection: Connection, tournament: Tournament, figures: TournamentFigures
) -> TournamentFigures:
    """The numbers, with what plugins know of them."""
    known = {"connection": connection, "tournament": tournament}
    return _with(registry, "figures_of_tournament", known, OF_TOURNAMENT, figures)


def with_figures_of_person(
    registry: Registry, connection: Connection, person: str, figures: PersonFigures
) -> PersonFigures:
    """The numbers, with what plugins know of them."""
    known = {"connection": connection, "person": person, "entrants": places_of(connection, person)}
    return _with(registry, "figures_of_person", known, OF_PERSON, figures)


def _with(registry: Registry, hook: str, known: Mapping[str, object], names: frozenset[str], figures: T) -> T:
    found: dict[str, Any] = {}
    for plugin, ask in asked(registry, hook, **known):
        try:
            found = _checked(ask(), names) | found
        except Exception:
            # Numbers are shown without what a plugin that fails would have known.
            logger.exception("a plugin was asked in vain for its numbers", extra={"plugin": plugin})
    return evolve(figures, **found)


def _checked(answer: Mapping[str, int], names: frozenset[str]) -> dict[str, int]:
    for name, number in answer.items():
        if name not in names or type(number) is not int:
            message = f"{name!r} is {number!r}: a plugin tells whole numbers, and of these: {', '.join(sorted(names))}"
            raise TypeError(message)
    return dict(answer)
