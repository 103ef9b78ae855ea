"""Losing on purpose: a last match whose worse result gives a better place, found by playing it both ways."""

from collections.abc import Iterator
from contextlib import suppress

from attrs import evolve, frozen

from deltacrown.draws import Draw
from deltacrown.errors import PluginFault
from deltacrown.fork import Fork, Place
from deltacrown.linting.advice import Advice
from deltacrown.linting.case import Case
from deltacrown.linting.points import upside_down
from deltacrown.linting.scores import from_best_to_worst
from deltacrown.linting.staging import begin, scored
from deltacrown.linting.styles import by_chance
from deltacrown.linting.telling import Telling, shown
from deltacrown.match.scores import Score
from deltacrown.match.state import Match
from deltacrown.outlook.places import Places, places
from deltacrown.plugins import asking
from deltacrown.problems import Refusal
from deltacrown.ranking import Ranking
from deltacrown.results import Points
from deltacrown.stage.slots import EntrantId
from deltacrown.stage.state import Stage, StageSettings
from deltacrown.tournament.state import TournamentSettings

_PLAYS = 16
_SIZES = (4, 3, *range(5, 25))
_MOST_ROUNDS = 200


@frozen
class _Last:
    """A stage before its last match, and how that and whatever may follow it ends by chance."""

    seed: str
    fork: Fork
    place: Place

    @property
    def stage(self) -> Stage:
        """The stage as it stands."""
        return self.fork.stage(self.place[0])

    @property
    def match(self) -> Match:
        """The last match."""
        return self.fork.match(self.place)


def rewarded(case: Case) -> Iterator[Advice]:
    """The first example in each stage. Points that are wrong are another check's, so usual ones are played for."""
    wrong = {advice.field for advice in upside_down(case)}
    for settings in case.settings.stages:
        usual = evolve(settings, points=Points()) if case.path(settings.key, "points") in wrong else settings
        found = next(_examples(case, usual), "")
        if found:
            yield Advice("lint.losing_helps", found, case.path(settings.key, "tie_breakers"))


def _examples(case: Case, settings: StageSettings) -> Iterator[str]:
    size = _size(case, settings)
    for number in range(_PLAYS if size else 0):
        # A plugin that fails in a stage is told where the whole tournament is rehearsed.
        with suppress(PluginFault):
            last = _before_the_last(case, settings, size, f"losing/{number}")
            if last is not None:
                yield from _tempting(last)


def _size(case: Case, settings: StageSettings) -> int:
    """A small field that the format takes, or 0."""
    registry = case.engine.registry
    return next((size for size in _SIZES if not asking.check(registry, settings, size)), 0)


def _before_the_last(case: Case, settings: StageSettings, size: int, seed: str) -> _Last | None:
    alone = TournamentSettings("rehearsal", (evolve(settings, sources=()),), case.settings.seeding)
    fork = begin(case.engine, alone, size)
    if isinstance(fork, Refusal):
        return None
    last = None
    for _ in range(_MOST_ROUNDS):
        waiting = fork.ready()
        if not waiting:
            return last if fork.tournament.ranking else None
        # One at a time counts only at the end, so all but one go together; which one is kept is luck.
        kept = waiting.pop(Draw(f"{seed}/{len(fork.stage(settings.key).decided)}").below(len(waiting)))
        fork = _ended(fork, waiting, seed)
        last = _Last(seed, fork, kept)
        if not fork.match(kept).outcome:
            fork = _ended(fork, [kept], seed)
    return None


def _ended(fork: Fork, waiting: list[Place], seed: str) -> Fork:
    style = by_chance(seed)
    return scored(fork, [(place, style(fork.stage(place[0]))(fork.match(place))) for place in waiting])


def _tempting(last: _Last) -> Iterator[str]:
    ends: dict[tuple[int, ...], Ranking | None] = {}
    for side, entrant in enumerate(last.match.entrants):
        above: tuple[Score, Places] | None = None
        for score in from_best_to_worst(last.match, side) if entrant else ():
            if score.points not in ends:
                ends[score.points] = _end(last, score)
            place = _place(ends[score.points], entrant or "")
            if place is None:
                break
            if above and place[0] <= above[1][0] and place[1] <= above[1][1] and place != above[1]:
                yield _told(last, entrant or "", above, (score, place))
            above = (score, place)


def _end(last: _Last, score: Score) -> Ranking | None:
    """How the stage ends if the last match ends so."""
    fork = scored(last.fork, [(last.place, score)])
    for _ in range(_MOST_ROUNDS):
        waiting = fork.ready()
        if not waiting:
            break
        fork = _ended(fork, waiting, last.seed)
    return fork.stage(last.place[0]).ranking


def _place(ranking: Ranking | None, entrant: EntrantId) -> Places | None:
    """The entrant's places in its own table."""
    if ranking is None:
        return None
    own = (table for table in ranking.tables.values() if any(line.entrant == entrant for line in table.standings))
    return places(next(own, ranking))[entrant]


def _told(last: _Last, entrant: EntrantId, better: tuple[Score, Places], worse: tuple[Score, Places]) -> str:
    names = Telling.of(last.stage, last.match.present, last.match.section)
    before = names.results(last.stage, last.match.section)
    return (
        f"{names.of_entrant(entrant)} gains by a worse result: if the last match ends "
        f"{names.match(last.match, worse[0])}, {names.of_entrant(entrant)} is {shown(worse[1])}, "
        f"but {shown(better[1])} after {names.match(last.match, better[0])}"
        + (f" (before it: {before})" if before else "")
    )
