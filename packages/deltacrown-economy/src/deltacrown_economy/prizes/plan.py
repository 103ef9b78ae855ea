"""The plan: which account gets how much of the pool, and for what. A value: nothing has moved."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import attrs
from attrs import frozen
from deltacrown import Allotment, Lots, Prize, Problem, Refused, Registry, Tournament, split
from deltacrown.plugins import asking

from deltacrown_economy import names
from deltacrown_economy.prizes.rosters import Roster, TeamWay, divide


@frozen
class Part:
    """What one person gets; the person is empty where nobody knows who it is, and the account with it."""

    entrant: str
    person: str
    account: str
    amount: int
    place: int = 0


@frozen
class Plan:
    """Who gets what of a tournament's pool. What is in no part stays in escrow."""

    tournament: str
    currency: str
    pool: int
    parts: tuple[Part, ...]

    @property
    def escrow(self) -> str:
        """The account that everything comes from."""
        return names.escrow(self.tournament, self.currency)

    @property
    def digest(self) -> str:
        """Of all that is in it: two plans with the same digest pay the same."""
        return sha256(json.dumps(attrs.asdict(self), sort_keys=True).encode()).hexdigest()

    @property
    def due(self) -> Mapping[str, int]:
        """What each account is to have, whatever it is for."""
        due: Counter[str] = Counter()
        for part in self.parts:
            if part.account:
                due[part.account] += part.amount
        return dict(sorted(due.items()))

    @property
    def kept(self) -> int:
        """What nobody gets."""
        return self.pool - sum(part.amount for part in self.parts)


def plan_of(
    tournament: Tournament, rosters: Mapping[str, Roster], way: TeamWay = TeamWay.CAPTAIN, *, currency: str = ""
) -> Plan:
    """The plan that follows from the tournament's journal. Raises Refused where nothing is allotted.

    rosters   the people of each entrant; of an entrant that is not in it nobody is known
    currency  that of the accounts; the pool's own where it is empty
    """
    prize = tournament.settings.prize
    if prize is None:
        raise Refused([Problem("prize.none", "the tournament has no prize")])
    if tournament.prizes is None:
        raise Refused([Problem("prizes.not_allotted", "it is not settled yet who gets what")])
    return _plan(tournament.id, currency or prize.pool.currency, prize, tournament.prizes, rosters, way)


def plan_by_rule(  # noqa: PLR0913, PLR0917 - what a plan is made of
    registry: Registry,
    tournament: str,
    prize: Prize,
    groups: Sequence[Sequence[str]],
    rosters: Mapping[str, Roster],
    way: TeamWay = TeamWay.CAPTAIN,
    *,
    draw: str = "",
) -> Plan:
    """The plan for placements of one's own: level entrants together, best first; lots are drawn from `draw`."""
    places = asking.places(registry, prize, sum(len(group) for group in groups))
    seeds = [entrant for group in groups for entrant in sorted(group)]
    allotment = split(prize, places, groups, Lots(draw, seeds))
    return _plan(tournament, prize.pool.currency, prize, allotment, rosters, way)


def _plan(  # noqa: PLR0913, PLR0917 - what a plan is made of
    tournament: str, currency: str, prize: Prize, allotment: Allotment, rosters: Mapping[str, Roster], way: TeamWay
) -> Plan:
    parts = tuple(_parts(allotment, rosters, way, currency))
    assert sum(part.amount for part in parts) <= prize.pool.amount
    return Plan(tournament, currency, prize.pool.amount, parts)


def _parts(allotment: Allotment, rosters: Mapping[str, Roster], way: TeamWay, currency: str) -> Iterable[Part]:
    for share in allotment.shares:
        if not share.place:
            continue
        roster = rosters.get(share.entrant)
        if roster is None or not roster.people:
            yield Part(share.entrant, "", "", share.amount, share.place)
            continue
        # Where a team has no weights of its own, they share equally.
        mine = TeamWay.EQUAL if way is TeamWay.CUSTOM and not roster.weights else way
        for person, amount in divide(share.amount, roster, mine).items():
            yield Part(share.entrant, person, names.wallet(person, currency), amount, share.place)
