"""The final placements as the page shows them: who, why there, and what of the prize it brings."""

from collections.abc import Sequence

from attrs import frozen
from deltacrown import NOBODY, Engine, EntrantId, Tournament

from deltacrown_host.web.language import said as translated
from deltacrown_host.web.language import say
from deltacrown_host.web.view.words import Names, criterion, money, name_of


@frozen
class PlaceView:
    """One final placement, with what put it below the one above, and what of the prize it brings."""

    rank: int
    names: tuple[str, ...]
    reason: str = ""
    prize: str = ""


def places(engine: Engine, tournament: Tournament, names: Names) -> tuple[PlaceView, ...]:
    """The placements, best first; none before the end."""
    if tournament.ranking is None:
        return ()
    found = []
    for group in tournament.ranking.groups:
        line = next(line for line in tournament.ranking.standings if line.entrant == group[0])
        called = tuple(name_of(names, entrant) for entrant in group)
        found.append(PlaceView(line.rank, called, _why(engine, line.reason), _prize(tournament, group, called)))
    return tuple(found)


def kept(tournament: Tournament) -> str:
    """What of the prize the organizer keeps, or nothing."""
    amount = tournament.prizes.of(NOBODY) if tournament.prizes else 0
    return money(amount, _currency(tournament)) if amount else ""


def _prize(tournament: Tournament, group: Sequence[EntrantId], called: Sequence[str]) -> str:
    """What those who are level get: one amount each, or who gets what where a unit could not be divided."""
    amounts = [tournament.prizes.of(entrant) for entrant in group] if tournament.prizes else []
    if not any(amounts):
        return ""
    said = [money(amount, _currency(tournament)) for amount in amounts]
    if len(set(amounts)) == 1:
        return say("{amount} each", amount=said[0]) if len(group) > 1 else said[0]
    return ", ".join(f"{name} {amount}" for name, amount in zip(called, said, strict=True))


def _currency(tournament: Tournament) -> str:
    prize = tournament.settings.prize
    return prize.pool.currency if prize else ""


def _why(engine: Engine, reason: str) -> str:
    """The reason of a placement: a criterion's name, or the format's own words."""
    if reason in engine.registry.tie_breakers:
        return say("by {criterion}", criterion=criterion(engine, reason))
    return translated(reason.replace("_", " "))
