"""The exact effect of a change: what is kept, changed, voided and new between two states of a tournament."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from attrs import field, frozen

from deltacrown.match.state import Match
from deltacrown.prize.state import Allotment
from deltacrown.ranking import Ranking
from deltacrown.stage.slots import EntrantId
from deltacrown.tournament.state import Tournament


@frozen
class Effect:
    """What a correction does, before it is done. Matches are named (stage, key).

    kept     played matches whose entrants and outcome stay
    changed  matches played before and after, with another outcome or other entrants
    voided   matches that were played and are no longer: their results do not count any more
    new      matches that are there only after the change, or paired otherwise before it
    gone     matches that are there only before the change, or paired otherwise after it
    ranks    final ranks that differ, as (before, after) by entrant; None where there is no final rank
    shares   shares of the prize that differ, in minor units, as (before, after) by entrant; `NOBODY` for what is kept
    """

    kept: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    voided: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    ranks: Mapping[EntrantId, tuple[int | None, int | None]]
    shares: Mapping[EntrantId, tuple[int, int]] = field(factory=lambda: MappingProxyType({}))


def effect(before: Tournament, after: Tournament) -> Effect:
    """What differs between two states of one tournament."""
    old, new = dict(_matches(before)), dict(_matches(after))
    both = [name for name in old if name in new]
    played = [name for name in both if old[name].played]
    still = [name for name in played if new[name].played]
    same = [name for name in still if _result(old[name]) == _result(new[name])]
    paired_again = {name for name in both if not old[name].played and old[name].slots != new[name].slots}
    voided = [name for name in old if old[name].played and not (name in new and new[name].played)]
    return Effect(
        kept=tuple(same),
        changed=tuple(name for name in still if name not in set(same)),
        voided=tuple(voided),
        new=tuple(name for name in new if name not in old or name in paired_again),
        gone=tuple(name for name in old if name not in new or name in paired_again),
        ranks=_moves(_ranks(before.ranking), _ranks(after.ranking)),
        shares=_payments(_amounts(before.prizes), _amounts(after.prizes)),
    )


def _matches(tournament: Tournament) -> Iterator[tuple[tuple[str, str], Match]]:
    for stage in tournament.stages:
        for key, match in stage.matches.items():
            yield (stage.key, key), match


def _result(match: Match) -> object:
    return match.entrants, match.outcome


def _ranks(ranking: Ranking | None) -> dict[EntrantId, int]:
    return {line.entrant: line.rank for line in ranking.standings} if ranking else {}


def _amounts(prizes: Allotment | None) -> dict[EntrantId, int]:
    return {share.entrant: share.amount for share in prizes.shares} if prizes else {}


def _payments(before: Mapping[EntrantId, int], after: Mapping[EntrantId, int]) -> dict[EntrantId, tuple[int, int]]:
    everyone = dict.fromkeys([*before, *after])
    both = {name: (before.get(name, 0), after.get(name, 0)) for name in everyone}
    return {name: (was, will_be) for name, (was, will_be) in both.items() if was != will_be}


def _moves(
    before: Mapping[EntrantId, int], after: Mapping[EntrantId, int]
) -> dict[EntrantId, tuple[int | None, int | None]]:
    everyone = dict.fromkeys([*before, *after])
    return {name: (before.get(name), after.get(name)) for name in everyone if before.get(name) != after.get(name)}
