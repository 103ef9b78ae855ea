"""Looking ahead: the outlook of one stage."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from attrs import evolve, frozen

from deltacrown.engine import Engine
from deltacrown.outlook import findings as find
from deltacrown.outlook import odds as chance
from deltacrown.outlook.bracket import Bracket, bracket
from deltacrown.outlook.chances import Dice, dice
from deltacrown.outlook.enumeration import endings
from deltacrown.outlook.findings import Findings
from deltacrown.outlook.places import Places, places, share, union
from deltacrown.outlook.playing import Playing, Table, playing
from deltacrown.outlook.proofs import cascade, counts_own_matches_only, words_without_scores
from deltacrown.outlook.race import Race, race
from deltacrown.outlook.strengths import Strengths, even
from deltacrown.outlook.values import Chance, Fate, Fixture, Outlook, Prospect, fate
from deltacrown.plugins import asking
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage

_RESULTS_BY_CHANCE = 40
"""How many results the odds may play for each one that the bounds may."""
_ENTRANTS_A_RESULT = 16
"""How many entrants are ranked in the time of one result, roughly."""
_MATCHES_FOLLOWED_A_RESULT = 8
"""How many matches of a bracket are followed in the time of one result, roughly."""


@frozen
class _Question:
    engine: Engine
    stage: Stage
    table: str
    ranks: tuple[int, ...]
    limit: int
    dice: Dice


_Running: TypeAlias = tuple[Race, Mapping[EntrantId, Places]]
"""The race for a table, and the places of those who are out of it."""


def look_ahead(  # noqa: PLR0913 - all but two have a name and a default
    engine: Engine,
    stage: Stage,
    *,
    ranks: Sequence[int] = (1,),
    table: str = "",
    strengths: Strengths = even,
    draw_rate: float = 0.25,
    samples: int = 1_000,
    seed: str = "outlook",
    limit: int = 5_000,
) -> Outlook:
    """What is still possible in a stage as it stands: who has clinched, who is out, what must happen, how likely.

    Pure: the same stage is answered the same. Nothing is written, the stage stays as it is.

    ranks      the ranks that count, such as the number of those who go on; fates and odds are given for each
    table      look at one table of a stage that has several, by its name; its ranks are meant then
    strengths  the expected score of one against another (`elo`, `glicko2`, or your own)
    draw_rate  how often an even match ends level where it may
    samples    how many continuations are played for the odds where they cannot be computed; 0 for no odds
    seed       repeats the odds
    limit      how many endings may be played to find what is possible; the odds get a fixed multiple of that

    Raises PluginFault where the format or a tie-breaker fails, ValueError where the tables of the format cannot be
    looked at one by one, and KeyError where it has no such table.
    """
    question = _Question(engine, stage, table, tuple(ranks), limit, dice(stage, strengths, draw_rate))
    found, odds, played = _look(question, samples, seed)
    found, odds = _settled(found, odds, question.ranks)
    prospects = {
        entrant: Prospect(
            entrant, *found.bounds[entrant], found.exact(entrant), MappingProxyType(dict(odds.get(entrant, {})))
        )
        for entrant in sorted(found.bounds, key=lambda entrant: found.bounds[entrant])
    }
    return Outlook(
        stage.key,
        table,
        question.ranks,
        found.method,
        all(prospect.exact for prospect in prospects.values()),
        MappingProxyType(prospects),
        MappingProxyType(dict(found.fixtures)),
        played,
        seed if played else "",
        found.notes,
    )


def _look(question: _Question, samples: int, seed: str) -> tuple[Findings, chance.Odds, int]:
    """What was found, the odds, and how many samples they took."""
    engine, stage = question.engine, question.stage
    gone = asking.absence(engine.registry, stage)
    if stage.over or gone:
        ranking = engine.ranking(stage)
        known = places(ranking.tables[question.table] if question.table else ranking)
        if stage.over:
            return Findings("final", known, known), _certain(known, question.ranks) if samples else {}, 0
        return _unknown(known, gone), {}, 0
    if asking.open_ended(engine.registry, stage):
        return _of_open_ended(question, samples, seed)
    whole = None if question.table else bracket(engine, stage)
    if whole is not None:
        return _of_bracket(question, whole, samples, seed)
    return _of_stage(question, playing(engine, stage, question.table), samples, seed)


def _of_open_ended(question: _Question, samples: int, seed: str) -> tuple[Findings, chance.Odds, int]:
    """Nothing is sure where people decide who meets; the odds are of the stage being closed after the open matches."""
    note = "matches are arranged on demand: the odds are of the stage being closed after those that are open now"
    ranking = question.engine.ranking(question.stage)
    known = places(ranking.tables[question.table] if question.table else ranking)
    found = _unknown(known, note)
    if not samples:
        return found, {}, 0
    way = playing(question.engine, question.stage, question.table)
    if not way.left:
        return found, _certain(known, question.ranks), 0
    words = cascade(question.engine.registry, question.stage)
    size = len(way.left) + 1 + len(known) // _ENTRANTS_A_RESULT
    number = _affordable(samples, size, question.limit)
    _, odds = chance.sampled(chance.by_playing(way, words, question.dice), found.bounds, seed, number, question.ranks)
    return found, odds, number


def _of_bracket(question: _Question, whole: Bracket, samples: int, seed: str) -> tuple[Findings, chance.Odds, int]:
    found = find.of_bracket(whole, question.ranks)
    if not samples:
        return found, {}, 0
    exact = chance.of_bracket(whole, question.dice, question.ranks, question.limit * _RESULTS_BY_CHANCE * 4)
    if exact is not None:
        return found, exact, 0
    number = _affordable(samples, len(whole.order) // _MATCHES_FOLLOWED_A_RESULT, question.limit)
    _, odds = chance.sampled(
        chance.by_bracket(whole, question.dice, max(question.ranks)), found.bounds, seed, number, question.ranks
    )
    return found, {**odds, **_certain(whole.settled, question.ranks)}, number


def _of_stage(question: _Question, way: Playing, samples: int, seed: str) -> tuple[Findings, chance.Odds, int]:
    registry, stage = question.engine.registry, question.stage
    words, prefix = cascade(registry, stage), words_without_scores(registry, stage)
    running = _race(question, way) if isinstance(way, Table) and prefix[:1] == ("points",) else None
    size = 1 + len(stage.entrants) // _ENTRANTS_A_RESULT
    all_endings = endings(way, prefix, question.limit // size, question.dice.likelihood)
    if all_endings is not None:
        found = find.of_endings(all_endings, way, prefix, words, question.ranks)
        if prefix == words:
            return found, chance.of_endings(all_endings, question.ranks) if samples else {}, 0
    else:
        found = _without_enumeration(question, way, running, words, size)
    if isinstance(way, Table) and running and counts_own_matches_only(registry, way.known, way.left, words):
        by_points = found.bounds if prefix == ("points",) else find.of_race(*running, question.ranks, ()).bounds
        found = find.between_the_settled(found, by_points, way.left, question.ranks)
    if not samples:
        return found, {}, 0
    number = _affordable(samples, len(way.left) + size, question.limit)
    seen, odds = chance.sampled(
        chance.by_playing(way, words, question.dice), found.bounds, seed, number, question.ranks
    )
    reached = dict(found.reached)
    union(reached, seen)
    return evolve(found, reached=reached), odds, number


def _without_enumeration(
    question: _Question, way: Playing, running: _Running | None, words: tuple[str, ...], size: int
) -> Findings:
    if running is None:
        ranking = question.engine.ranking(question.stage)
        return _unknown(places(ranking), "there are too many endings, and no bound is known for this format")
    contest, last = running
    note = "by points alone: whoever can be level counts as ahead and as behind"
    found = find.of_race(contest, last, question.ranks, (note,))
    if len(contest.points) * 2 * size * (1 + len(way.left) // _ENTRANTS_A_RESULT) > question.limit:
        return found
    reached = find.attempts(contest, way, words)
    return evolve(found, reached=reached)


def _race(question: _Question, way: Table) -> _Running | None:
    """The race for the table, and the places of those who are out of it."""
    stage, registry = question.stage, question.engine.registry
    ranking = question.engine.ranking(stage)
    if ranking.tables and not question.table:
        return None
    entrants = tuple(places(ranking.tables[question.table] if question.table else ranking))
    counted = asking.measuring(registry, stage.results)("points", None).values
    records = stage.results.records()
    if any(counted[entrant] != records[entrant].points for entrant in entrants):
        return None
    racing = {entrant: records[entrant].points for entrant in entrants if entrant not in stage.disqualified}
    last = dict.fromkeys((e for e in entrants if e in stage.disqualified), (len(racing) + 1, len(entrants)))
    contest = race(stage.settings.points, racing, way.left)
    return None if contest is None else (contest, last)


def _unknown(known: Mapping[EntrantId, Places], note: str) -> Findings:
    return Findings("sampled", dict.fromkeys(known, (1, len(known))), {}, {}, (note,))


def _affordable(samples: int, results: int, limit: int) -> int:
    return min(samples, max(1, limit * _RESULTS_BY_CHANCE // max(1, results)))


def _certain(known: Mapping[EntrantId, Places], ranks: Sequence[int]) -> chance.Odds:
    return {entrant: {rank: Chance(share(given, rank)) for rank in ranks} for entrant, given in known.items()}


def _settled(found: Findings, odds: chance.Odds, ranks: Sequence[int]) -> tuple[Findings, chance.Odds]:
    """Odds that are certain are said to be exact; matches in which nothing is left to settle are dead."""
    sure: dict[EntrantId, dict[int, Chance]] = {entrant: dict(row) for entrant, row in odds.items()}
    for entrant, row in sure.items():
        for rank in row:
            here = fate(found.bounds[entrant], rank)
            if here is not Fate.OPEN:
                row[rank] = Chance(1.0 if here is Fate.IN else 0.0)
    over = [rank for rank in ranks if all(fate(given, rank) is not Fate.OPEN for given in found.bounds.values())]
    fixtures = {
        key: Fixture(key, tuple(rank for rank in ranks if rank in fixture.dead or rank in over), fixture.stakes)
        for key, fixture in found.fixtures.items()
    }
    return evolve(found, fixtures=fixtures), sure
