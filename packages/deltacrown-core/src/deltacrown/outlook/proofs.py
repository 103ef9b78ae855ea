"""What can be proved about a stage's format and cascade, by asking them with results hidden."""

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Any, TypeVar

from attrs import evolve

from deltacrown.contracts.format import Format
from deltacrown.match.state import How, Match, Outcome, Score
from deltacrown.outlook.hidden import Hidden
from deltacrown.plugins import asking
from deltacrown.plugins.registry import Registry
from deltacrown.ranking import HEAD_TO_HEAD, REAPPLY, Ranking
from deltacrown.results import Results
from deltacrown.stage.slots import Bye, Seed
from deltacrown.stage.state import Stage

T = TypeVar("T")


def plan_is_final(registry: Registry, stage: Stage) -> bool:
    """Whether the format will add no matches, whatever the results of those that are left."""
    if asking.open_ended(registry, stage):
        return False
    return _unseeing(registry, stage, lambda format_, veiled: tuple(format_.pair(veiled))) == ()


def constant_ranking(registry: Registry, stage: Stage) -> Ranking | None:
    """The format's own ranking, before the cascade, where it is the same whatever the results that are left."""
    return _unseeing(registry, stage, lambda format_, veiled: format_.rank(veiled))


def _unseeing(registry: Registry, stage: Stage, question: Callable[[Format, Stage], T]) -> T | None:
    """The answer, or None where the format looked at a result that is not there yet."""
    format_ = registry.formats[stage.settings.format]
    looked: list[str] = []
    try:
        answer = question(format_, _veiled(asking.readable(registry, stage), looked))
    except Exception:  # noqa: BLE001 - a stranger's code; whatever it raises, nothing is proved
        return None
    return None if looked else answer


def _veiled(stage: Stage, looked: list[str]) -> Stage:
    """The stage at its end, as far as it is known: what is undecided now has an outcome that nobody may look at."""
    hidden: Any = Hidden(looked)
    left = [match for match in stage.matches.values() if match.outcome is None]
    veiled = [evolve(match, outcome=hidden, ended_at=hidden, entrants=_known(match, hidden)) for match in left]
    return evolve(stage, matches=stage.matches.with_values((match.key, match) for match in veiled), undecided=0)


def _known(match: Match, hidden: Any) -> Any:
    return match.entrants if all(isinstance(slot, Seed | Bye) for slot in match.slots) else hidden


def cascade(registry: Registry, stage: Stage) -> tuple[str, ...]:
    """The words that separate those whom the format leaves level."""
    chosen = stage.settings.tie_breakers
    return registry.formats[stage.settings.format].tie_breakers if chosen is None else chosen


def words_without_scores(registry: Registry, stage: Stage) -> tuple[str, ...]:
    """The first words of the cascade, as far as they read who won and never by how much."""
    words = cascade(registry, stage)
    return tuple(takewhile(lambda word: word == REAPPLY or _reads_no_score(registry, stage, word), words))


def _reads_no_score(registry: Registry, stage: Stage, word: str) -> bool:
    looked: list[str] = []
    hidden: Any = Hidden(looked)
    matches = tuple(
        match
        if match.outcome
        else evolve(match, outcome=won_by_first(match.present, hidden_score(looked, match)), ended_at=hidden)
        for match in stage.matches.values()
        if match.outcome or match.ready
    )
    tie_breaker = registry.tie_breakers[word.removeprefix(HEAD_TO_HEAD)]
    try:
        tie_breaker.measure(evolve(stage.results, matches=matches))
    except Exception:  # noqa: BLE001 - a stranger's code; whatever it raises, nothing is proved
        return False
    return not looked


def hidden_score(looked: list[str], match: Match) -> Score:
    """A score of the match that nobody may look at."""
    hidden: Any = Hidden(looked)
    return Score((hidden,) * len(match.slots), hidden, hidden)


def won_by_first(entrants: tuple[str, ...], score: Score) -> Outcome:
    """The first of them ahead of the others."""
    return Outcome(tuple((entrant,) for entrant in entrants), How.PLAYED, score)


def counts_own_matches_only(registry: Registry, known: Results, left: Sequence[Match], words: Iterable[str]) -> bool:
    """Whether a result changes nobody's numbers but those of the two who play: not so for the sum of opponents' points.

    Tried, not proved: on the first match that is left, with all the others played.
    """
    overall = [word for word in words if not word.startswith(HEAD_TO_HEAD)]
    for match in left[:1]:
        rest = tuple(evolve(other, outcome=won_by_first(other.present, bare(other))) for other in left[1:])
        turned = [match.present, match.present[::-1]]
        results = [evolve(match, outcome=won_by_first(order, bare(match, order))) for order in turned]
        results += [evolve(match, outcome=Outcome((match.present,), How.PLAYED, Score((0,) * len(match.slots))))]
        others = [entrant for entrant in known.entrants if entrant not in match.present]
        for word in overall:
            numbers = [
                asking.measuring(registry, evolve(known, matches=(*known.matches, *rest, result)))(word, None).values
                for result in results
            ]
            if any(number[entrant] != numbers[0][entrant] for number in numbers for entrant in others):
                return False
    return True


def bare(match: Match, order: Sequence[str] = ()) -> Score:
    """The least score by which the sides come in this order, or in that of the slots."""
    ranked = order or match.present
    return Score(tuple(len(ranked) - 1 - ranked.index(side) if side else 0 for side in match.seated))
