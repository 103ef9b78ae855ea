"""Measures: what an organizer wants to know of a tournament that was played out, each a number a run."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import fmean

from attrs import frozen

from deltacrown.laboratory.course import Course


@frozen
class Measure:
    """A number to look at.

    key    how data name it
    title  how people name it
    means  its definition
    of     the number of a run; None where it is not defined
    share  whether it is a part of one, which people read as per cent
    """

    key: str
    title: str
    means: str
    of: Callable[[Course], float | None]
    share: bool = False


def top(entrants: int) -> int:
    """How many are the top of so many: four, or half of a small field."""
    return max(1, min(4, entrants // 2))


def _best_wins(course: Course) -> float:
    return course.share(course.best_first[0], 1)


def _top_recall(course: Course) -> float:
    best = course.best_first[: top(len(course.best_first))]
    return sum(course.share(entrant, len(best)) for entrant in best) / len(best)


def _rank_error(course: Course) -> float:
    by_strength = _middles(course.strengths_grouped())
    by_result = _middles(course.final)
    return sum(abs(place - by_strength[entrant]) for entrant, place in by_result.items()) / len(by_result)


def _middles(groups: Sequence[Sequence[str]]) -> dict[str, float]:
    """Everyone's place; those who are level have the middle of theirs."""
    found: dict[str, float] = {}
    for group in groups:
        found |= dict.fromkeys(group, len(found) + (len(group) + 1) / 2)
    return found


def _kendall(course: Course) -> float | None:
    """τ-b (Kendall 1945): pairs in the order of strength less pairs against it, over those that are not level."""
    seen: list[float] = []
    surplus = level = 0
    for group in course.final:
        strengths = [course.strengths[entrant] for entrant in group]
        for strength in strengths:
            surplus += len(seen) - bisect_right(seen, strength) - bisect_left(seen, strength)
        for strength in strengths:
            insort(seen, strength)
        level += _pairs(len(group))
    everyone = _pairs(len(seen))
    equals = sum(_pairs(len(group)) for group in course.strengths_grouped())
    told_apart = (everyone - level) * (everyone - equals)
    return surplus / told_apart**0.5 if told_apart else None


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _idle(course: Course) -> float:
    """Rounds between the start and the last match of each that it does not play in."""
    waited = (rounds[-1] - len(rounds) for rounds in course.rounds.values() if rounds)
    return sum(waited) / len(course.rounds)


def _wait(course: Course) -> float:
    gaps = (later - sooner - 1 for rounds in course.rounds.values() for sooner, later in pairwise((0, *rounds)))
    return max(gaps, default=0)


def _rematches(course: Course) -> float:
    return sum(times - 1 for times in course.meetings.values())


MEASURES: tuple[Measure, ...] = (
    Measure("matches", "matches", "that are played: a bye or a walkover is none", lambda course: course.matches),
    Measure("fewest", "fewest", "the matches of whoever plays the fewest", lambda course: min(course.counts)),
    Measure("each", "matches each", "the matches of an entrant, the mean of all", lambda course: fmean(course.counts)),
    Measure("most", "most", "the matches of whoever plays the most", lambda course: max(course.counts)),
    Measure(
        "rounds",
        "rounds",
        "the longest chain of matches, in the order planned, each with a side of the one before or in a later stage",
        lambda course: course.depth,
    ),
    Measure("hours", "hours", "from the first call to the last result on these stations", lambda course: course.hours),
    Measure(
        "idle", "rounds sat out", "the rounds before one's last match in which one has none, the mean of all", _idle
    ),
    Measure("wait", "longest wait", "the most rounds in a row that somebody sits out before a match", _wait),
    Measure("byes", "byes", "matches won because nobody is on the other side", lambda course: course.byes),
    Measure("rematches", "rematches", "matches of two who have met before", _rematches),
    Measure(
        "dead",
        "dead matches",
        "matches in which by points neither side can change whether it goes on, or is first where nobody goes on",
        lambda course: course.dead,
    ),
    Measure("lots", "lots", "ties for a place in a later stage that only lots separate", lambda course: course.lots),
    Measure(
        "best_wins",
        "the best wins",
        "the strongest is first; a shared first place counts in part",
        _best_wins,
        share=True,
    ),
    Measure(
        "top_recall",
        "top 4 found",
        "how many of the four strongest are among the first four; of the stronger half in a field of less than eight",
        _top_recall,
        share=True,
    ),
    Measure(
        "rank_error",
        "places off",
        "between the place by strength and the final one, the mean of all (Spearman's footrule by entrant)",
        _rank_error,
    ),
    Measure(
        "kendall_tau",
        "Kendall's tau-b",
        "how the ranking agrees with strength: 1 the same order, 0 no agreement, -1 the opposite order",
        _kendall,
    ),
)
"""In the order in which they are shown."""
