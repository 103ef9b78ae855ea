"""Winner, runner-up and third of a completed tournament, and whether somebody should look before they are honoured."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from deltacrown.explanations import Reason
from deltacrown.match.state import How, Match, Outcome
from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import Tournament


class Method(StrEnum):
    """How a tournament was won."""

    PLAYED = "played"
    FORFEIT_CHAIN = "forfeit_chain"
    """At least half of the champion's matches were won without playing."""


@frozen
class Podium:
    """Who stands where. A step holds one entrant, several who are level, or nobody where those above share it.

    method           how it was won; where level entrants won, by forfeits if this is so for any of them
    requires_review  whether somebody should look at it before anything is paid or engraved
    reasoning        the steps that lead here, in order
    """

    winner: tuple[EntrantId, ...]
    runner_up: tuple[EntrantId, ...]
    third: tuple[EntrantId, ...]
    method: Method
    requires_review: bool
    reasoning: tuple[Reason, ...]


def podium(tournament: Tournament) -> Podium | None:
    """The podium of the final ranking; None before there is one."""
    if tournament.ranking is None:
        return None
    winner, runner_up, third = (_ranked(tournament.ranking, rank) for rank in (1, 2, 3))
    places = tuple(_places(tournament.ranking))
    paths = [_path(tournament, entrant) for entrant in winner]
    given = any(reason.outcome == Method.FORFEIT_CHAIN for reason in paths)
    method = Method.FORFEIT_CHAIN if given else Method.PLAYED
    return Podium(winner, runner_up, third, method, given, (*places, *paths))


def _ranked(ranking: Ranking, rank: int) -> tuple[EntrantId, ...]:
    return tuple(line.entrant for line in ranking.standings if line.rank == rank)


def _places(ranking: Ranking) -> Iterator[Reason]:
    """What put each step of the podium below the one above."""
    for rank in (1, 2, 3):
        entrants = _ranked(ranking, rank)
        if entrants:
            why = next(line.reason for line in ranking.standings if line.rank == rank)
            yield Reason("Final ranking", why or f"rank {rank} of {len(ranking.standings)}", ", ".join(entrants))


def _path(tournament: Tournament, champion: EntrantId) -> Reason:
    """Whether at least half of the champion's matches, byes apart, were won without playing (or there were none)."""
    outcomes = [match.outcome for match in _matches(tournament, champion) if match.outcome]
    met = [outcome for outcome in outcomes if outcome.how is not How.BYE]
    given = sum(_given(outcome, champion) for outcome in met)
    method = Method.FORFEIT_CHAIN if 2 * given >= len(met) else Method.PLAYED
    data = f"{champion}: {given} of {len(met)} matches won without playing"
    return Reason("A path of which half was won without playing is reviewed", data, method)


def _matches(tournament: Tournament, entrant: EntrantId) -> Iterator[Match]:
    for stage in tournament.stages:
        yield from (match for match in stage.matches.values() if entrant in match.entrants)


def _given(outcome: Outcome, champion: EntrantId) -> bool:
    return outcome.how is not How.PLAYED and outcome.winner == champion
