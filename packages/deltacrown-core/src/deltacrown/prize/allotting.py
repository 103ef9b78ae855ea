"""Allotting: who gets what of a tournament's prize by the placements it has."""

from deltacrown.deciding import Decision
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.prize.events import PrizesAllotted
from deltacrown.prize.splitting import Lots, split
from deltacrown.prize.state import Allotment, Prize
from deltacrown.ranking import Ranking
from deltacrown.tournament.state import Tournament


def allotment(registry: Registry, tournament: Tournament, prize: Prize, ranking: Ranking) -> Allotment:
    """Who gets what if these are the placements. The disqualified take no place. Raises PluginFault."""
    out = tournament.disqualified
    groups = [[entrant for entrant in group if entrant not in out] for group in ranking.groups]
    places = asking.places(registry, prize, sum(len(group) for group in groups))
    return split(prize, places, groups, Lots(tournament.draw, tournament.seeds))


def allot(decision: Decision) -> None:
    """The prize of a completed tournament is split, if it has one.

    Where the payout rule is not installed any more the result stands without it, and `AllotPrizes` splits the prize
    once it is there again: no plugin that has gone keeps a tournament from ending.
    """
    tournament = decision.tournament
    prize, ranking = tournament.settings.prize, tournament.ranking
    if prize is not None and ranking is not None and prize.rule in decision.registry.payout_rules:
        decision.record(PrizesAllotted(allotment(decision.registry, tournament, prize, ranking)))
