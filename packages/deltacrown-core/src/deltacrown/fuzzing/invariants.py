"""The invariants: what holds of a tournament after every step, whatever was done to it."""

from collections.abc import Callable, Iterable
from itertools import groupby

from deltacrown.engine import Engine
from deltacrown.fuzzing.report import hold
from deltacrown.match.progress import MatchState
from deltacrown.match.state import Match
from deltacrown.plugins import asking
from deltacrown.registration.state import Status
from deltacrown.stage.evolve import feeds_of
from deltacrown.stage.slots import NOBODY, Bye, EntrantId, Seed, linked_rank
from deltacrown.stage.state import Stage
from deltacrown.table import Table
from deltacrown.tournament.state import Phase, Tournament


def check(engine: Engine, tournament: Tournament, *, troubled: bool) -> None:
    """Every invariant of the tournament; `troubled` where a plugin was away at times. Raises Broken."""
    _everyone_is_counted(tournament)
    for stage in tournament.stages:
        for invariant in _OF_A_STAGE:
            invariant(stage)
        _everyone_is_ranked_once(engine, stage)
    if tournament.phase is Phase.LIVE and not (troubled and waits_for_a_format(tournament)):
        _nothing_waits_for_nothing(engine, tournament)
    _final_things_are_whole(tournament)


def _everyone_is_counted(tournament: Tournament) -> None:
    """How many take part and who waits follows from the entrants, in their order."""
    entrants = tournament.entrants.values()
    waiting = tuple(entrant.id for entrant in entrants if entrant.status is Status.WAITING)
    hold("counts", tournament.line == waiting, f"{tournament.line} wait, not {waiting}")
    taken = sum(entrant.status is Status.TAKING_PART for entrant in entrants)
    hold("counts", tournament.taken == taken, f"{tournament.taken} take part, not {taken}")


def _what_is_counted_is_there(stage: Stage) -> None:
    """The count of undecided matches follows from the matches, and who was put out has left."""
    undecided = sum(match.outcome is None for match in stage.matches.values())
    hold("counts", stage.undecided == undecided, f"{stage.key}: {stage.undecided} undecided, not {undecided}")
    hold("counts", stage.disqualified <= stage.withdrawn, f"{stage.key}: put out, but still there")
    hold("counts", stage.withdrawn <= set(stage.entrants), f"{stage.key}: a stranger has left")


def _everyone_sits_where_the_slots_say(stage: Stage) -> None:
    """Who sits in a slot follows from the seeds and from the outcomes of the matches it waits for."""
    for match in stage.matches.values():
        expected = tuple(_occupant(stage, match, position) for position in range(len(match.slots)))
        message = f"{stage.key} {match.key}: {match.entrants}, not {expected}"
        hold("slots", match.entrants == expected, message)
    feeds = feeds_of(stage.matches.values(), Table())
    hold("slots", dict(feeds) == dict(stage.feeds), f"{stage.key}: the index of waiting slots is wrong")


def _occupant(stage: Stage, match: Match, position: int) -> EntrantId | None:
    slot = match.slots[position]
    if isinstance(slot, Seed):
        return stage.entrants[slot.seed - 1]
    if isinstance(slot, Bye):
        return NOBODY
    outcome = stage.matches[slot.match].outcome
    return outcome.placed(linked_rank(slot)) if outcome else None


def _outcomes_name_who_played(stage: Stage) -> None:
    """An outcome ranks those who sat in the match, each once at most, and nobody else."""
    for match in stage.matches.values():
        ranked = [name for group in match.outcome.ranking for name in group] if match.outcome else []
        sound = len(set(ranked)) == len(ranked) and set(ranked) <= set(match.present)
        hold("outcomes", sound, f"{stage.key} {match.key}: {match.outcome} of {match.present}")


def _nobody_is_in_two_places(stage: Stage) -> None:
    """Within a round of a section everyone plays once."""
    for place, matches in groupby(sorted(stage.matches.values(), key=_round), key=_round):
        present = [name for match in matches for name in match.present]
        hold("places", len(set(present)) == len(present), f"{stage.key}: somebody plays twice in {place}")


def _round(match: Match) -> tuple[str, int]:
    return match.section, match.round


_OF_A_STAGE: tuple[Callable[[Stage], None], ...] = (
    _what_is_counted_is_there,
    _everyone_sits_where_the_slots_say,
    _outcomes_name_who_played,
    _nobody_is_in_two_places,
)


def _everyone_is_ranked_once(engine: Engine, stage: Stage) -> None:
    ranked = [line.entrant for line in engine.ranking(stage).standings]
    hold("ranking", _same_people(ranked, stage.entrants), f"{stage.key}: {ranked} of {stage.entrants}")


def _nothing_waits_for_nothing(engine: Engine, tournament: Tournament) -> None:
    """A live tournament has something to play, a tie to decide, a dispute to settle, or a stage that is kept open."""
    matches = [match for stage in tournament.stages for match in stage.matches.values()]
    going = any(match.ready or match.state is MatchState.DISPUTED for match in matches)
    kept_open = any(not stage.over and _may_be_kept_open(engine, stage) for stage in tournament.stages)
    hold("waiting", going or tournament.unresolved or kept_open, "live, and nothing can be done")


def _may_be_kept_open(engine: Engine, stage: Stage) -> bool:
    """Whether it is, or may be: where the format is not installed at the moment, nobody can say."""
    return stage.settings.format not in engine.registry.formats or asking.open_ended(engine.registry, stage)


def waits_for_a_format(tournament: Tournament) -> bool:
    """Whether a stage is parked, or the next one could not open."""
    stages = tournament.stages
    unopened = all(stage.over for stage in stages) and len(stages) < len(tournament.settings.stages)
    return any(stage.parked for stage in stages) or (unopened and not tournament.unresolved)


def _final_things_are_whole(tournament: Tournament) -> None:
    """Final placements hold everyone who started once; the shares of a prize are the whole pool."""
    if tournament.ranking is not None:
        ranked = [line.entrant for line in tournament.ranking.standings]
        hold("placements", _same_people(ranked, tournament.seeds), f"{ranked} of {tournament.seeds}")
    if tournament.prizes is not None and tournament.settings.prize is not None:
        given = sum(share.amount for share in tournament.prizes.shares)
        hold("prizes", given == tournament.settings.prize.pool.amount, f"{given} given out")


def _same_people(some: Iterable[EntrantId], others: Iterable[EntrantId]) -> bool:
    return sorted(some) == sorted(others)


def same(one: Tournament, other: Tournament) -> bool:
    """Whether two tournaments are equal, the order of entrants and matches included."""
    return one == other and _orders(one) == _orders(other)


def _orders(tournament: Tournament) -> list[list[str]]:
    return [list(tournament.entrants), *(list(stage.matches) for stage in tournament.stages)]
