"""Matches that were not played: criteria that count a walkover as if it had been won on the field."""

from collections.abc import Iterator

from attrs import evolve

from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case
from deltacrown.match.scores import Score
from deltacrown.match.state import How, Match, Outcome
from deltacrown.plugins import asking
from deltacrown.ranking import HEAD_TO_HEAD, REAPPLY, Number
from deltacrown.results import Results
from deltacrown.stage.slots import Seed
from deltacrown.stage.state import Stage, StageSettings


def counted(case: Case) -> Iterator[Advice]:
    """Criteria after the first that count a walkover as a win; the first is how the competition pays for one."""
    for settings in case.settings.stages:
        stage = case.stage(settings.key)
        if stage is None or any(len(match.slots) != 2 for match in stage.matches.values()):  # noqa: PLR2004 - duels
            continue
        for word in _to_try(case, settings, stage):
            example = _example(case, settings, word)
            if example:
                yield Advice("lint.unplayed_counts", example, case.path(settings.key, "tie_breakers"))


def _to_try(case: Case, settings: StageSettings, stage: Stage) -> list[str]:
    words = [word.removeprefix(HEAD_TO_HEAD) for word in case.cascade(settings) if word != REAPPLY]
    own = case.engine.registry.formats[settings.format].tie_breakers[:1]
    exempt = words[:1] if _levels(case, stage) or words[:1] == [*own] else []
    return [word for word in dict.fromkeys(words) if word not in exempt]


def _levels(case: Case, stage: Stage) -> bool:
    """Whether the format leaves everyone level, so that the first criterion is what is played for."""
    bare = evolve(stage, settings=evolve(stage.settings, tie_breakers=()))
    ranking = asking.rank(case.engine.registry, bare)
    return all(len(table.groups) == 1 for table in (ranking.tables.values() or [ranking]))


def _example(case: Case, settings: StageSettings, word: str) -> str:
    for home in (True, False):
        absent = _measured(case, settings, word, None, home=home)
        won = _measured(case, settings, word, How.PLAYED, home=home)
        given = _measured(case, settings, word, How.WALKOVER, home=home)
        if given == won != absent:
            return (
                f"{word!r} counts a match that was not played as one that was won: of two who are level, the one "
                f"whose opponent did not come has {given} and would have {absent} without that match"
            )
    return ""


def _measured(case: Case, settings: StageSettings, word: str, how: How | None, *, home: bool) -> Number:
    """What A has in a small table, in which the match against B was played, not played, or is not there at all."""
    matches = [_duel("B", "C", 2, 0), _duel("D", "B", 1, 2), _duel("C", "D", 1, 1), _duel("C", "A", 1, 0)]
    if how is not None:
        match = _duel("A", "B", 1, 0) if home else _duel("B", "A", 0, 1)
        unplayed = Outcome((("A",), ("B",)), how)
        matches.append(match if how is How.PLAYED else evolve(match, outcome=unplayed))
    results = Results(("A", "B", "C", "D"), tuple(matches), settings.points)
    return asking.measuring(case.engine.registry, results)(word, None).values["A"]


def _duel(home: str, away: str, scored: int, conceded: int) -> Match:
    score = Score((scored, conceded))
    sides = (home, away)
    return Match(
        home + away, (Seed(1), Seed(2)), entrants=sides, draws=True, outcome=Outcome(score.ranking(sides), score=score)
    )
