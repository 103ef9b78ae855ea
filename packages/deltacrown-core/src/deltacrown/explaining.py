"""Why this pairing, this bye, this walkover, this seed, this rank: made from what the tournament holds.

The words are made anew each time and are in no journal; the facts they rest on are.
"""

from collections.abc import Iterator
from fractions import Fraction

from deltacrown.engine import Engine
from deltacrown.errors import PluginFault
from deltacrown.explanations import Reason
from deltacrown.match.scores import Score
from deltacrown.match.state import How, Match, Outcome
from deltacrown.plugins import asking
from deltacrown.ranking import HEAD_TO_HEAD, Number, Ranking, Step
from deltacrown.stage.slots import NOBODY, Bye, EntrantId, LoserOf, PlacedIn, Seed, Slot, WinnerOf
from deltacrown.stage.state import Stage
from deltacrown.tournament.state import Tournament

_DECIDED = {
    How.BYE: "there is no opponent",
    How.WALKOVER: "the opponent had left",
    How.FORFEIT: "the opponent gave the match up",
    How.NO_SHOW: "the opponent did not come",
    How.NOBODY: "nobody was left who could win",
}


def why_match(engine: Engine, tournament: Tournament, stage: Stage, match: Match) -> Reason:
    """Why these meet in this match, or why nobody does; and how it was decided.

    The reasons of the stage's format come first. A format that fails is named in their place.
    """
    seats = zip(match.slots, match.entrants, strict=True)
    seated = tuple(_why_seated(tournament, stage, slot, entrant) for slot, entrant in seats)
    names = " and ".join(_named(entrant) for entrant in match.entrants)
    where = f"round {match.round}{f' of {match.section}' if match.section else ''}"
    decided = (_why_decided(match),) if match.outcome else ()
    return Reason(
        f"Match {match.key}", where, f"{names} are paired", (*_why_paired(engine, stage, match), *seated, *decided)
    )


def _why_paired(engine: Engine, stage: Stage, match: Match) -> tuple[Reason, ...]:
    try:
        return asking.explain(engine.registry, stage, match)
    except PluginFault as fault:
        return (Reason("The reasons of the format", str(fault), "cannot be given"),)


def _why_seated(tournament: Tournament, stage: Stage, slot: Slot, entrant: EntrantId | None) -> Reason:
    match slot:
        case Seed(seed=seed):
            return why_seed(tournament, stage, stage.entrants[seed - 1])
        case Bye():
            return Reason("Bye", "there are fewer entrants than places", "nobody sits here")
        case WinnerOf(match=key):
            return _why_moved_on(stage, key, "The winner", entrant)
        case LoserOf(match=key):
            return _why_moved_on(stage, key, "The loser", entrant)
        case PlacedIn(match=key, rank=rank):
            return _why_moved_on(stage, key, f"Whoever is placed {rank}", entrant)


def _why_moved_on(stage: Stage, key: str, who: str, entrant: EntrantId | None) -> Reason:
    feeding = stage.matches[key]
    because = (_why_decided(feeding),) if feeding.outcome else ()
    return Reason(f"{who} of match {key}", "", _named(entrant), because)


def _why_decided(match: Match) -> Reason:
    assert match.outcome is not None
    groups = " ahead of ".join(" level with ".join(group) for group in match.outcome.ranking) or "nobody"
    score = match.outcome.score
    if score is None:
        return Reason(f"Match {match.key} was not played", _DECIDED.get(match.outcome.how, ""), groups)
    return Reason(f"Match {match.key}", _scored(match.outcome, score, match.legs), groups)


def _scored(outcome: Outcome, score: Score, legs: int) -> str:
    over = f" over {legs} legs" if legs > 1 else ""
    each = f" ({', '.join(_points(leg.points) for leg in score.games)})" if legs > 1 and score.games else ""
    away = ", decided by what was scored away" if outcome.by_away_goals else ""
    shootout = f", shoot-out {_points(score.shootout)}" if score.shootout else ""
    return f"{_points(score.points)}{over}{each}{away}{shootout}"


def _points(numbers: tuple[int, ...]) -> str:
    return ":".join(map(str, numbers))


def _named(entrant: EntrantId | None) -> str:
    return "not known yet" if entrant is None else "nobody" if entrant == NOBODY else entrant


def why_seed(tournament: Tournament, stage: Stage, entrant: EntrantId) -> Reason:
    """Why the entrant plays the stage with this seed."""
    seed = stage.seeds[entrant]
    sources = stage.settings.sources
    if not sources or seed > len(sources):
        seeding = tournament.settings.seeding.replace("_", " ")
        drawn = f", drawn with the seed {tournament.draw!r}" if tournament.draw else ""
        return Reason(f"Seed {seed} of {stage.key}", f"seeded by {seeding}{drawn}", entrant)
    source = sources[seed - 1]
    place = f"place {source.rank} of {source.table or source.stage}"
    before = tournament.stage(source.stage)
    table = before.ranking.tables.get(source.table, before.ranking) if before and before.ranking else None
    because = (why_rank(table, entrant),) if table else ()
    return Reason(f"Seed {seed} of {stage.key}", place, entrant, because)


def why_rank(ranking: Ranking, entrant: EntrantId) -> Reason:
    """Why the entrant stands where it does: every criterion that was applied to it, with the numbers.

    Raises KeyError where the ranking does not hold the entrant.
    """
    lines = {line.entrant: line for line in ranking.standings}
    line = lines[entrant]
    level = len(ranking.at(line.rank))
    shared = f"shared by {level}" if level > 1 else ""
    steps = tuple(_why_step(step) for step in ranking.steps if entrant in step.values)
    reason = line.reason.replace("_", " ") or ("ahead of everyone" if line.rank == 1 else "level with the one above")
    return Reason(f"Rank {line.rank}", reason, f"{entrant} {shared}".strip(), steps)


def _why_step(step: Step) -> Reason:
    word = step.criterion.removeprefix(HEAD_TO_HEAD).replace("_", " ")
    among = ", in the matches among them" if step.criterion.startswith(HEAD_TO_HEAD) else ""
    numbers = ", ".join(f"{entrant} {number_in_words(number)}" for entrant, number in step.values.items())
    apart = len(step.groups) > 1
    outcome = " ahead of ".join(" and ".join(group) for group in step.groups) if apart else "nothing separates them"
    return Reason(f"Criterion {word}{among}", numbers, outcome)


def number_in_words(number: Number) -> str:
    """A criterion's number as people read it: whole, as a fraction, or infinite."""
    if isinstance(number, Fraction) and number.denominator > 1:
        return f"{number.numerator}/{number.denominator}"
    return "∞" if isinstance(number, float) else str(number)


def why_everything(engine: Engine, tournament: Tournament) -> Iterator[Reason]:
    """Every pairing and every final rank of the tournament so far, explained."""
    for stage in tournament.stages:
        yield from (why_match(engine, tournament, stage, match) for match in stage.matches.values())
        for table in (stage.ranking.tables.values() or (stage.ranking,)) if stage.ranking else ():
            yield from (why_rank(table, line.entrant) for line in table.standings)
    if tournament.ranking:
        yield from (why_rank(tournament.ranking, line.entrant) for line in tournament.ranking.standings)
