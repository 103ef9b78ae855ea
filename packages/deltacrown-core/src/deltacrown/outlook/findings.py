"""Findings: places, what they rest on, and what matches mean, by whichever way the stage allows."""

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, field, frozen

from deltacrown.match.state import Match
from deltacrown.outlook.attempts import Aim, by_pattern, greedy, scored
from deltacrown.outlook.bracket import LOSS, WIN, Bracket
from deltacrown.outlook.enumeration import Ending
from deltacrown.outlook.outcomes import Groups
from deltacrown.outlook.places import Places, union
from deltacrown.outlook.playing import Playing
from deltacrown.outlook.race import Race
from deltacrown.outlook.reading import dead, reach, stakes
from deltacrown.outlook.values import Fate, Fixture, Method, Stake, fate
from deltacrown.stage.slots import EntrantId

_ATTEMPTS_FROM_ENDINGS = 12
Words = tuple[str, ...]


@frozen
class Findings:
    """What was found. `reached` are places that some continuation leads to: where they meet `bounds`, all is known."""

    method: Method
    bounds: Mapping[EntrantId, Places]
    reached: Mapping[EntrantId, Places]
    fixtures: Mapping[str, Fixture] = field(factory=dict)
    notes: tuple[str, ...] = ()

    def exact(self, entrant: EntrantId) -> bool:
        """Whether both bounds are known to be possible."""
        return self.reached.get(entrant) == self.bounds[entrant]


def of_bracket(bracket: Bracket, ranks: Sequence[int]) -> Findings:
    """Every way through the bracket, followed backwards."""
    branches = bracket.branches()
    found = dict(bracket.settled)
    found.update((entrant, bracket.arriving(match.key, branches)) for entrant, match in bracket.waiting())
    fixtures = {
        match.key: _in_bracket(match, branches, ranks)
        if match.key in bracket.contested
        else Fixture(match.key, tuple(ranks), ())
        for match in bracket.order
    }
    note = "the format promises that a place follows from where an entrant's way ended; two continuations kept to it"
    return Findings("bracket", found, found, fixtures, (note,))


def _in_bracket(match: Match, branches: Mapping[tuple[str, int], Places], ranks: Sequence[int]) -> Fixture:
    win, loss = branches[match.key, WIN], branches[match.key, LOSS]
    pairs = {rank: (fate(win, rank), fate(loss, rank)) for rank in ranks}
    idle = tuple(rank for rank, (won, lost) in pairs.items() if won == lost and won is not Fate.OPEN)
    open_ranks = [(rank, *fates) for rank, fates in pairs.items() if rank not in idle]
    known = match.entrants if match.ready else ()
    found = [Stake(entrant, rank, won, None, lost) for entrant in known if entrant for rank, won, lost in open_ranks]
    return Fixture(match.key, idle, tuple(found))


def of_endings(
    endings: Sequence[Ending], playing: Playing, prefix: Words, words: Words, ranks: Sequence[int]
) -> Findings:
    """Every ending, and, where scores could still separate the level, attempts at their bounds with real scores."""
    bounds = reach(endings)
    settled = prefix == words
    reached = bounds if settled else _reached_from(endings, bounds, playing, words)
    everyone = [rank for rank in ranks if all(fate(given, rank) is not Fate.OPEN for given in bounds.values())]
    fixtures = {
        match.key: Fixture(
            match.key,
            dead(endings, match, ranks, settled=settled) if playing.fixed else tuple(everyone),
            tuple(stakes(endings, match, ranks)) if match.ready else (),
        )
        for match in playing.left
    }
    open_words = (
        f"scores decide from {words[len(prefix)]!r} on: whoever is level before counts as open" if not settled else ""
    )
    return Findings("enumeration", bounds, reached, fixtures, (open_words,) if open_words else ())


def _reached_from(
    endings: Sequence[Ending], bounds: Mapping[EntrantId, Places], playing: Playing, words: Words
) -> dict[EntrantId, Places]:
    reached: dict[EntrantId, Places] = {}
    for entrant, given in bounds.items():
        aims: tuple[tuple[Aim, int], ...] = (("best", 0), ("worst", 1))
        for aim, side in aims:
            leading = [ending for ending in endings if ending.places[entrant][side] == given[side]]
            # Endings in which few share the rank leave the least to scores.
            leading.sort(key=lambda ending: ending.places[entrant][1] - ending.places[entrant][0])
            for ending in leading[:_ATTEMPTS_FROM_ENDINGS]:
                seen = _attempt(playing, words, entrant, aim, lambda match, e=ending: by_pattern(e.results, match))  # type: ignore[misc]
                union(reached, seen)
                if reached[entrant][side] == given[side]:
                    break
    return reached


def _attempt(
    playing: Playing, words: Words, entrant: EntrantId, aim: Aim, result: Callable[[Match], Groups]
) -> dict[EntrantId, Places]:
    return playing.finish(lambda match: scored(match, result(match), entrant, aim), words)


def of_race(race: Race, last: Mapping[EntrantId, Places], ranks: Sequence[int], notes: tuple[str, ...]) -> Findings:
    """What points alone rule out. `last` are those whose places are certain: the disqualified."""
    bounds = {**{entrant: race.places(entrant) for entrant in race.points}, **last}
    fixtures = {match.key: _in_race(match, race, bounds, ranks) for match in race.left}
    return Findings("bounds", bounds, {}, fixtures, notes)


def _in_race(match: Match, race: Race, bounds: Mapping[EntrantId, Places], ranks: Sequence[int]) -> Fixture:
    found: list[Stake] = []
    for entrant in match.present:
        open_ranks = [rank for rank in ranks if fate(bounds[entrant], rank) is Fate.OPEN]
        if open_ranks:
            win, loss = race.after(entrant, match, "win"), race.after(entrant, match, "loss")
            draw = race.after(entrant, match, "draw") if match.draws else None
            found += [
                Stake(entrant, rank, fate(win, rank), fate(draw, rank) if draw else None, fate(loss, rank))
                for rank in open_ranks
            ]
    return Fixture(match.key, (), tuple(found))


def between_the_settled(
    found: Findings, by_points: Mapping[EntrantId, Places], left: Sequence[Match], ranks: Sequence[int]
) -> Findings:
    """The findings with every match dead for the ranks for which both of its players are settled.

    By points alone, that is: whoever is settled at a rank by points is level with nobody whose fate there is open, and
    counts in that fate the same whatever it scores. A criterion that looks at opponents' results would break this.
    """
    fixtures = dict(found.fixtures)
    for match in left:
        fates = {rank: [fate(by_points[entrant], rank) for entrant in match.present] for rank in ranks}
        known = fixtures[match.key]
        idle = tuple(rank for rank in ranks if rank in known.dead or Fate.OPEN not in fates[rank])
        fixtures[match.key] = evolve(known, dead=idle)
    return evolve(found, fixtures=fixtures)


def attempts(race: Race, playing: Playing, words: Words) -> dict[EntrantId, Places]:
    """What is reached when each entrant in turn goes as high, and as low, as it can."""
    reached: dict[EntrantId, Places] = {}
    aims: tuple[Aim, ...] = ("best", "worst")
    for entrant in race.points:
        for aim in aims:
            results = greedy(race, entrant, aim)
            union(reached, _attempt(playing, words, entrant, aim, lambda match, r=results: r[match.key]))  # type: ignore[misc]
    return reached
